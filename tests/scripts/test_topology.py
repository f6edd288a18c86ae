"""Two nodes on one PostgreSQL with something in front: what was answered is never lost, and nothing has to be started
anew. On a PostgreSQL and in processes of its own, whichever database the suite runs on."""

import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

import pytest

from scripts.topology import topology

TEAMS = "/admin/personas/team/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
ENOUGH = 5


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


class Visitor:
    """A browser without a face; its cookies are good on every port."""

    def __init__(self, address, cookies=None):
        self.address = address
        self.cookies = CookieJar() if cookies is None else cookies
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies), Stay)

    def ask(self, path, data=None, headers=None):
        """Status, headers and text of an answer; 0 where nobody answered."""
        body = urllib.parse.urlencode(data).encode() if data else None
        request = urllib.request.Request(self.address + path, body, headers or {})
        try:
            with self.opener.open(request, timeout=30) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read().decode()
        except OSError:
            return 0, {}, ""

    def post(self, path, **data):
        """The status of an answer to a form."""
        found = TOKEN.search(self.ask(path)[2])
        return self.ask(path, {"csrfmiddlewaretoken": found[1], **data})[0] if found else 0

    def add_team(self, name):
        return self.post(f"{TEAMS}add/", name=name, slug=name.lower().replace(" ", "-"), **REST)

    def teams(self):
        return set(re.findall(r"Team \w+", self.ask(f"{TEAMS}?all=")[2]))

    def at(self, address):
        return Visitor(address, self.cookies)


REST = {"order": "0", "aliases-TOTAL_FORMS": "0", "aliases-INITIAL_FORMS": "0"}


@pytest.fixture(scope="module")
def running():
    with topology() as running:
        yield running


@pytest.fixture(scope="module")
def administrator(running):
    """Signed in through what stands in front."""
    name, password = re.search(r"User name: (\S+)   Password: (\S+)", running.manage("ensure_admin")).groups()
    visitor = Visitor(running.address)
    assert visitor.post("/accounts/login/", username=name, password=password) == 302
    return visitor


def test_both_nodes_know_the_session_and_see_each_write(running, administrator):
    first, second = (administrator.at(node.address) for node in running.nodes)
    assert [first.add_team("Team one"), second.add_team("Team two")] == [302, 302]
    assert [visitor.teams() >= {"Team one", "Team two"} for visitor in (first, second)] == [True, True]


def test_a_killed_node_loses_nothing_that_was_answered(running, administrator):
    answered, stopped = [], threading.Event()

    def write(writer):
        visitor, number = administrator.at(running.address), 0
        while not stopped.is_set():
            number += 1
            if visitor.add_team(f"Team w{writer}n{number}") == 302:
                answered.append(f"Team w{writer}n{number}")

    writers = [threading.Thread(target=write, args=[number]) for number in range(3)]
    for writer in writers:
        writer.start()
    try:
        wait_until(lambda: len(answered) >= ENOUGH)
        running.nodes[0].kill()
        before = len(answered)
        wait_until(lambda: len(answered) >= before + ENOUGH)
    finally:
        stopped.set()
        for writer in writers:
            writer.join()
    assert set(answered) <= administrator.at(running.nodes[1].address).teams()
    running.nodes[0].start()
    assert set(answered) <= administrator.at(running.nodes[0].address).teams()


def test_without_the_database_pages_say_so_and_come_back_by_themselves(running, administrator):
    node = administrator.at(running.nodes[1].address)
    running.database.stop()
    for path in ("/", "/personas/", TEAMS, "/accounts/login/", "/api/v1/personas", "/healthz", "/readyz"):
        key = {"Authorization": "Bearer x"} if path.startswith("/api") else {}
        status, headers, text = node.ask(path, headers=key)
        assert (status, headers["Retry-After"], "Traceback" in text) == (503, "10", False), path
    running.database.start()
    assert [node.ask(path)[0] for path in ("/healthz", "/readyz", TEAMS)] == [200, 200, 200]


def wait_until(condition):
    for _ in range(600):
        if condition():
            return
        threading.Event().wait(0.1)
    raise AssertionError("That took too long.")
