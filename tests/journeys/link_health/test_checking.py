"""What becomes of an address: the verdict, the redirects, and whom nobody asks."""

import socket
import ssl
import threading

import pytest

from journeys.link_health import requests
from journeys.link_health.checking import Pace, Verdict

from .conftest import PUBLIC

HERE = "http://stories.example.com"


def verdict(checker, path="/a"):
    said = checker.check(HERE + path)
    return said.state, said.note


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (200, "well"), (204, "well"), (404, "broken"), (410, "broken"), (400, "broken"),
        (401, "unreachable"), (403, "unreachable"), (429, "unreachable"), (500, "unreachable"), (503, "unreachable"),
    ],
)  # fmt: skip
def test_verdicts_by_status(host, make_checker, status, state):
    host.answers["/a"] = status
    assert verdict(make_checker())[0] == state


def test_the_request_says_who_asks_and_goes_to_the_address_that_was_checked(host, make_checker, dialled):
    host.answers["/a?b"] = 200
    assert verdict(make_checker(), "/a?b#c") == ("well", "")
    assert dialled == [(PUBLIC, 80)]
    assert [(method, name, path) for method, name, path, _ in host.asked] == [("HEAD", "stories.example.com", "/a?b")]
    assert "Dramatis" in host.asked[0][3]


def test_a_host_that_does_not_like_head_is_asked_once_more(host, make_checker):
    host.answers["/a"] = {"HEAD": 405, "GET": 200}
    assert verdict(make_checker()) == ("well", "")
    assert [method for method, *_ in host.asked] == ["HEAD", "GET"]


def test_redirects_are_followed_to_another_allowed_host(host, make_checker, dialled):
    host.answers |= {"/a": (301, "/b"), "/b": (302, "http://other.example.com/c"), "/c": 200}
    assert verdict(make_checker()) == ("well", "After 2 redirects.")
    assert [name for _, name, _, _ in host.asked] == ["stories.example.com"] * 2 + ["other.example.com"]


@pytest.mark.parametrize(
    "location",
    [
        "http://elsewhere.com/",
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://2130706433/",
        "file:///etc/passwd",
        "ftp://stories.example.com/",
        "//elsewhere.com/x",
        "http://stories.example.com:22/",
        "http://me@stories.example.com/",
    ],
)
def test_redirects_into_what_may_not_be_asked_end_there(host, make_checker, dialled, location):
    host.answers["/a"] = (302, location)
    state, note = verdict(make_checker())
    assert (state, note.startswith("It redirects elsewhere")) == ("refused", True)
    assert len(dialled) == 1


def test_circles_and_long_chains_end(host, make_checker):
    host.answers |= {"/a": (301, "/b"), "/b": (301, "/a")}
    assert verdict(make_checker()) == ("broken", "It redirects in a circle.")
    host.answers |= {f"/{number}": (301, f"/{number + 1}") for number in range(9)}
    host.asked.clear()
    assert verdict(make_checker(), "/0") == ("broken", "It redirects more than 5 times.")
    assert len(host.asked) == 6


def test_a_host_that_leads_into_the_private_network_is_never_connected_to(make_checker, dialled):
    for inside in ("127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:127.0.0.1"):
        said = make_checker(lambda host, port, inside=inside: [inside]).check(f"{HERE}/a")
        assert said == Verdict("refused", "Its host leads into a private network.")
    assert dialled == []


def test_a_name_that_answers_otherwise_the_second_time_wins_nothing(host, make_checker, dialled):
    """DNS rebinding: each connection goes to the very address that was just checked."""
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    host.answers |= {"/a": (302, "/b"), "/b": 200}
    said = make_checker(lambda host, port: next(answers)).check(f"{HERE}/a")
    assert (said.state, dialled) == ("refused", [(PUBLIC, 80)])


def test_the_second_address_is_tried_where_the_first_does_not_answer(host, make_checker):
    host.answers["/a"] = 200
    tried = []

    def dial(address, port):
        tried.append(address)
        if len(tried) == 1:
            raise ConnectionRefusedError
        return socket.create_connection(host.server_address, timeout=2)

    assert verdict(make_checker(lambda name, port: ["93.184.216.35", PUBLIC], dialler=dial)) == ("well", "")
    assert tried == ["93.184.216.35", PUBLIC]


@pytest.mark.parametrize(
    ("trouble", "note"),
    [
        (TimeoutError(), "It took too long to answer."),
        (ConnectionRefusedError(), "Nobody answers there."),
        (socket.gaierror(), "Nobody answers there."),
        (ssl.SSLCertVerificationError(), "Its certificate isn't right."),
    ],
)
def test_trouble_on_the_way_is_told(make_checker, trouble, note):
    def dial(address, port):
        raise trouble

    assert verdict(make_checker(dialler=dial)) == ("unreachable", note)


def test_an_answer_that_is_none_is_told(make_checker):
    ours, theirs = socket.socketpair()
    with theirs:
        theirs.sendall(b"SSH-2.0 hello\r\n\r\n")
        checker = make_checker(dialler=lambda address, port: ours)
        assert verdict(checker) == ("unreachable", "Its answer can't be read.")


def test_an_answer_that_only_drips_is_hung_up_on(make_checker, monkeypatch):
    monkeypatch.setattr(requests, "LONGEST", 0.1)
    stop = threading.Event()

    def drip(theirs):
        while not stop.wait(0.02):
            try:
                theirs.sendall(b"HTTP/1.1 200 OK\r\n" if not drip.begun else b"X")
            except OSError:
                return
            drip.begun = True

    drip.begun = False
    ours, theirs = socket.socketpair()
    thread = threading.Thread(target=drip, args=(theirs,), daemon=True)
    thread.start()
    with theirs:
        said = verdict(make_checker(dialler=lambda address, port: ours))
        assert said == ("unreachable", "It took too long to answer.")
        stop.set()
        thread.join()


def test_https_says_the_name_of_the_host_and_checks_its_certificate(host, make_checker):
    """Our server speaks no TLS, so that the handshake fails rather than being left out."""
    said = make_checker().check("https://stories.example.com/a")
    assert (said.state, host.asked) == ("unreachable", [])


def test_no_host_is_asked_more_often_than_once_a_second(host, make_checker):
    waits = []
    host.answers["/a"] = {"HEAD": 405, "GET": 200}
    pace = Pace(1.0, sleep=waits.append, clock=lambda: 100.0)
    checker = make_checker(pace=pace)
    checker.check(f"{HERE}/a")
    checker.check("http://other.example.com/a")
    assert waits == [1.0, 1.0]
