"""Which addresses may be asked, and which never."""

import pytest

from journeys.link_health.addresses import Refused, Target, is_public, public_addresses, target_of

ALLOWED = ["example.com", "*.example.org", "files.example.com:8443", "127.0.0.1", "2130706433"]


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://example.com/a?b=c#d", Target("https", "example.com", 443, "/a?b=c")),
        ("http://EXAMPLE.com.", Target("http", "example.com", 80, "/")),
        ("https://example.com:443/", Target("https", "example.com", 443, "/")),
        ("https://a.b.example.org/x", Target("https", "a.b.example.org", 443, "/x")),
        ("https://files.example.com:8443/x", Target("https", "files.example.com", 8443, "/x")),
        ("https://example.com/ä b\r\nX: y", Target("https", "example.com", 443, "/%C3%A4%20bX:%20y")),
        ("https://example.com?x", Target("https", "example.com", 443, "/?x")),
    ],
)
def test_what_may_be_asked(url, target):
    assert target_of(url, ALLOWED) == target


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://example.com/", "Only http and https"),
        ("file:///etc/passwd", "Only http and https|no web address"),
        ("https://other.com/", "isn't one that may be asked"),
        ("https://notexample.com/", "isn't one that may be asked"),
        ("https://example.com.other.com/", "isn't one that may be asked"),
        ("https://example.org/", "isn't one that may be asked"),  # only hosts below it
        ("https://example.com:8080/", "isn't one that may be asked"),
        ("https://files.example.com/", "isn't one that may be asked"),  # only its other port
        ("https://example.com@other.com/", "user name"),
        ("https://me:secret@example.com/", "user name"),
        ("https://example.com:99999/", "no web address"),
        ("https://[::1]/", "isn't one that may be asked"),
        ("http://2130706433/", "no web address"),
        ("http://0177.0.0.1/", "no web address"),
        ("http://0x7f.1/", "no web address"),
        ("https:///", "no web address"),
        ("https://exa%6dple.com/", "no web address"),
    ],
)
def test_what_may_not(url, reason):
    with pytest.raises(Refused, match=reason):
        target_of(url, ALLOWED)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"])
def test_public_addresses_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.5.5", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
        *("0.0.0.0", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1"),
        *("2002:7f00:1::", "2002:a00:1::1", "2001:0:0:0:0:0:80ff:fefe", "localhost", ""),
    ],
)
def test_all_others_are_not(address):
    assert not is_public(address)


def test_one_private_address_among_several_is_enough_to_refuse():
    target = Target("https", "example.com", 443, "/")
    with pytest.raises(Refused, match="private network"):
        public_addresses(target, lambda host, port: ["93.184.216.34", "10.0.0.7"])
    assert public_addresses(target, lambda host, port: ["93.184.216.34"]) == ["93.184.216.34"]


def test_an_allowed_host_that_is_a_private_number_is_refused_all_the_same():
    target = target_of("http://127.0.0.1/", ALLOWED)
    with pytest.raises(Refused, match="private network"):
        public_addresses(target, lambda host, port: [host])
