"""Where a request came from."""

import ipaddress

from django.conf import settings


def client_address(request) -> str | None:
    """The address of whoever asked, past the proxies that are ours; None where it isn't one.

    Each proxy adds the address it was asked from to the end of a header, so counting from the end is right, whatever
    somebody wrote at its beginning. Without proxies of ours nobody's word is taken.
    """
    address = request.META.get("REMOTE_ADDR") or ""
    if settings.PROXIES:
        passed = [each.strip() for each in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        address = passed[-settings.PROXIES] if len(passed) >= settings.PROXIES else address
    try:
        return str(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return None


def counted_address(request) -> str | None:
    """The address by which wrong passwords are counted. One machine has as many addresses of IPv6 as it likes, all in
    one network, so it is the network's."""
    address = client_address(request)
    if address is None or ":" not in address:
        return address
    found = ipaddress.IPv6Address(address)
    network = ipaddress.IPv6Network((found, 64), strict=False).network_address
    return str(found.ipv4_mapped or network)
