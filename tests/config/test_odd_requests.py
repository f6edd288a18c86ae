"""Whatever stands in an address, in a form or in a header: an answer with a sentence, never a failure of ours, and
never everything as if nothing had been asked. At every address of the site: the table of addresses is held against the
URL conf beside it, and what a view asks for is found out while it answers."""

import re
from collections import defaultdict
from html import unescape
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.template import Template
from django.test import Client
from django.urls import resolve
from django.utils.safestring import SafeString
from lxml import html

from config import refusals
from config.admin import DramatisAdminSite
from tests.config.access import world as worlds
from tests.config.access.table import EVERYBODY, rows
from tests.config.asked import recorded
from tests.journeys.factories import JourneyFactory
from tests.personas.factories import PersonaFactory, PersonaTraitFactory, TraitFactory

FORM = "application/x-www-form-urlencoded"
REFUSED = {
    "q=" + "x" * 8192: (414, refusals.TOO_LONG),
    "&".join(f"a{number}=1" for number in range(1001)): (400, refusals.TOO_MANY),
    "q=%ff": (400, refusals.NO_TEXT),
    "q=\xff": (400, refusals.NO_TEXT),
}
NO_PAGES = ("0", "9" * 31, "%00")
# And whether the answer is read: widgets, too, may fail at what was sent.
GARBAGE = {"\0": True, "9" * 40: False}
SENTENCE = re.compile(r"\w+[^.:]* \w+[^.:]* \w+[^.]*[.:]")
# Of the admin's own pages these take an agreement, or what the page for a new row takes.
PLAIN = ("/delete/", "/history/", "/recover/", "/change/")


def all_addresses(names: dict, way: str) -> list[str]:
    """One address of every route that an administrator may go to, filled in."""
    allowed = [row for row in rows() if "A" in getattr(row, way) or getattr(row, way) == EVERYBODY]
    found = [row.address.format(**names) for row in allowed]
    return list({resolve(each.partition("?")[0]).route: each for each in reversed(found)}.values())


def is_told(response) -> bool:
    """Whether a refusal says in a sentence what is wrong: to programs as JSON, to people on a page of ours."""
    kind, content = response.headers.get("Content-Type", ""), b"".join(response).decode()
    if kind.startswith("application/json"):
        return bool(SENTENCE.search(response.json()["detail"]))
    if not kind.startswith("text/html"):
        return bool(content.strip())
    page = html.document_fromstring(content or "<html></html>")
    return "Dramatis" in page.findtext(".//title", "") and bool(SENTENCE.search(page.body.text_content()))


@pytest.fixture
def visitor(db, monkeypatch):
    """An administrator in a world that has everything, whom nothing that happens there changes."""
    visitor = Visitor(worlds.build())
    monkeypatch.setattr(DramatisAdminSite, "get_app_list", lambda site, request, app_label=None: [])
    monkeypatch.setattr(Template, "_render", lambda template, context: visitor.rendered(template, context))
    return visitor


class Visitor:
    def __init__(self, world):
        self.client, self.names = Client(raise_request_exception=False), world.names["A"]
        self.client.force_login(world.users["A"])
        self.cookies, self.key, self.reads = self.client.cookies.copy(), world.keys["A"], True

    def rendered(self, template, context):
        return template.nodelist.render(context) if self.reads else SafeString("")

    def ask(self, way: str, address: str, reads=True, **more):
        """The answer; what it did is undone. Rendering takes longer than all the rest, so it may be left out."""
        self.reads = reads
        headers = {"Authorization": f"Bearer {self.key}"} if address.startswith("/api/") else {}
        with transaction.atomic():
            response = getattr(self.client, way)(address, headers=headers, **more)
            response.told = response.status_code < 400 or not reads or is_told(response)
            if response.streaming:
                b"".join(response)  # which closes what it comes from
            transaction.set_rollback(True)
        self.client.cookies = self.cookies.copy()
        return response

    def fields_of(self, way: str, address: str, monkeypatch, **more) -> set[str]:
        """What the view looks for in what is asked or sent."""
        with recorded(monkeypatch) as wanted:
            self.ask(way, address, reads=False, **more)
        return wanted

    def failures(self, asked) -> list[tuple]:
        """Of pairs of an address and its answer those that failed, or that refuse without a word."""
        return [(at, answer.status_code) for at, answer in asked if answer.status_code >= 500 or not answer.told]


@pytest.mark.django_db
@pytest.mark.once
def test_every_address_refuses_what_no_page_has(client):
    world = worlds.build()
    for address in all_addresses(world.names["A"], "get"):
        for query, (status, sentence) in REFUSED.items():
            response = client.generic("GET", address.partition("?")[0], QUERY_STRING=query)
            assert (response.status_code, sentence in unescape(response.content.decode())) == (status, True), address


@pytest.mark.django_db
@pytest.mark.once
def test_every_address_refuses_a_form_that_is_no_text(client):
    world = worlds.build()
    for address in all_addresses(world.names["A"], "post"):
        for sent in (b"a=%ff&b=1", b"a=\xc3\x28", b"%ed%a0%80=1"):
            response = client.post(address, data=sent, content_type=FORM)
            text = unescape(response.content.decode())
            assert (response.status_code, refusals.NO_TEXT_SENT in text) == (400, True), address


@pytest.mark.parametrize("query", REFUSED)
def test_programs_are_refused_in_their_own_language(client, query):
    status, sentence = REFUSED[query]
    response = client.generic("GET", "/api/v1/personas", QUERY_STRING=query)
    assert (response.status_code, response.json()) == (status, {"detail": sentence})


@pytest.mark.parametrize("query", ["q=x", "q=%C3%A9&b=é", "&".join(["a=1"] * 1000), "q=" + "x" * 8000, "%", "q=%zz"])
def test_others_go_through(query):
    assert refusals.fault_of(query.encode()) == (0, "")


def test_no_address_fails_whatever_it_is_asked_for(visitor, monkeypatch):
    """NUL for everything that its view looks for, and for what the path names."""
    asked, odd = [], defaultdict(lambda: "%00")
    for address in all_addresses(visitor.names, "get"):
        query = urlencode(dict.fromkeys(visitor.fields_of("get", address, monkeypatch), "\0"))
        asked.append((address, visitor.ask("get", f"{address.partition('?')[0]}?{query}")))
    paths = {row.address.partition("?")[0] for row in rows()}
    asked += [(path, visitor.ask("get", path.format_map(odd))) for path in paths if "{" in path]
    assert visitor.failures(asked) == []


def test_no_list_has_such_a_page(visitor):
    paths, lists = {each.partition("?")[0] for each in all_addresses(visitor.names, "get")}, []
    for path in sorted(path for path in paths if not path.endswith((*PLAIN, "/add/", "/nowhere/"))):
        name = "p" if path.startswith("/admin/") else "page"
        if visitor.ask("get", f"{path}?{name}=-1", reads=False).status_code == 404:
            lists.append(f"{path}?{name}=")
    asked = [(at, visitor.ask("get", at + number, reads=False)) for at in lists for number in NO_PAGES]
    asked += [(at, visitor.ask("get", f"{at}-1")) for at in lists]
    assert len(lists) > 30
    assert [(at, answer.status_code) for at, answer in asked if answer.status_code != 404] == []
    assert visitor.failures(asked) == []


def test_no_form_fails_whatever_is_sent(visitor, monkeypatch):
    asked = []
    for address in all_addresses(visitor.names, "post"):
        if address.startswith("/admin/") and address.endswith(PLAIN):
            continue
        wanted = visitor.fields_of("post", address, monkeypatch)
        wanted |= visitor.fields_of("post", address, monkeypatch, data=dict.fromkeys(wanted, "1"))
        counts = {name: "1" if name.endswith("-TOTAL_FORMS") else "0" for name in wanted if name.endswith("_FORMS")}
        for garbage, reads in GARBAGE.items():
            sent = dict.fromkeys(wanted - {"_saveasnew"}, garbage) | counts
            answer = visitor.ask("post", address, reads, data=urlencode(sent), content_type=FORM)
            asked += [(address, answer)]
    assert [(at, answer.status_code) for at, answer in asked if answer.status_code >= 500] == []


@pytest.mark.django_db
def test_parameters_may_be_called_as_methods_are(reader_client):
    trait = TraitFactory(facet__comparable=True)
    for slug in ("ada", "bob"):
        PersonaTraitFactory(persona=PersonaFactory(slug=slug), trait=trait)
    methods = "lists", "items", "keys", "values", "get", "urlencode", "copy", "dict", "getlist", "pop"
    query = urlencode(dict.fromkeys(methods, "x"))
    compared = reader_client.get(f"/personas/compare/?p=ada&p=bob&{query}")
    assert '<input type="hidden" name="lists" value="x">' in compared.content.decode()
    for address in ("/", "/personas/", "/personas/charts/", "/guides/", "/search/", "/enablement/"):
        assert reader_client.get(f"{address}?{query}").status_code == 200, address


@pytest.mark.django_db
def test_a_list_has_no_new_rows_whatever_a_form_says(admin_client):
    journey = JourneyFactory()
    for total, first in (("1", "0"), ("9" * 40, "9" * 40), ("2", "2"), ("", ""), ("-1", "-1")):
        sent = {"form-TOTAL_FORMS": total, "form-INITIAL_FORMS": first, "form-0-id": journey.pk, "_save": ""}
        answer = admin_client.post("/admin/journeys/journey/", sent, follow=True)
        assert "nothing was saved" in answer.content.decode()


def test_an_address_that_takes_a_form_says_so(reader_client):
    for answer, sentence in (
        (reader_client.get("/titles/unmatched/"), refusals.ONLY_SENT),
        (reader_client.post("/guides/"), refusals.ONLY_SHOWN),
    ):
        assert (answer.status_code, sentence in unescape(answer.content.decode())) == (405, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "sessionid=\0; csrftoken=\0; messages=\0"},
        {"Cookie": "sessionid=\xff\xfe; messages=\xff; csrftoken=\xff"},
        {"Cookie": "=; ;; sessionid"},
        {"Authorization": "Bearer \0\xff"},
        {"Accept-Language": "\0\xff,;q=x"},
        {"If-None-Match": 'W/"\0\xff'},
        {"If-Modified-Since": "\0"},
        {
            "HX-Request": "true",
            "HX-Target": "\0\xff",
            "HX-Current-URL": "\0",
            "HX-Current-URL-URI-AutoEncoded": "true",
        },
        {"Referer": "\0\xff", "User-Agent": "\0\xff", "X-Request-ID": "\0", "Origin": "\0"},
        {"X-Forwarded-For": "\0, \xff", "X-Forwarded-Proto": "\0"},
        {"Range": "bytes=\0"},
    ],
    ids=lambda headers: "+".join(headers),
)
def test_odd_headers_are_answered(reader, headers):
    client = Client(raise_request_exception=False)
    client.force_login(reader)
    for address in ("/", "/personas/", "/search/?q=a", "/admin/", "/api/v1/personas", "/healthz", "/nowhere"):
        assert client.get(address, headers=headers).status_code < 500, address


PARTS = "multipart/form-data"
PART = b"--b\r\nContent-Disposition: form-data; name=star\r\n\r\n%s\r\n--b--"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        (b"x", PARTS),
        (b"x", f"{PARTS}; boundary=\xff"),
        (b"--b\r\nnonsense", f"{PARTS}; boundary=b"),
        (PART % b"\0\xff", f"{PARTS}; boundary=b"),
        (PART % b"x", f"{PARTS}; boundary=b; charset=rot13"),
        (b"star=x", f"{FORM}; charset=utf-16"),
        (b"star=x", f"{FORM}; charset=nonsense"),
        (b'{"star": "\xff\0"}', "application/json"),
        (b"\xff\0", "text/\0"),
        ("&".join(f"a{number}=1" for number in range(20_001)).encode(), FORM),
    ],
)
def test_odd_bodies_are_refused(reader, sent, kind):
    client = Client(raise_request_exception=False)
    client.force_login(reader)
    response = client.generic("POST", "/stars/", sent, content_type=kind)
    assert (response.status_code in (400, 404, 413), is_told(response)) == (True, True)
