"""Somebody on the way through the addresses of the table, and what comes of it at each."""

from collections.abc import Iterable, Iterator
from http.cookies import SimpleCookie

from django.db import transaction
from django.test import Client
from django.utils.safestring import SafeString

from tests.config.access.table import EVERYBODY, HIDDEN, Row
from tests.config.access.world import SECRET

NOBODY_SIGNED_IN = "nobody"
LET_IN = "let in"
SEE_DRAFTS = ("E", "A")
REFUSED = {"sign in", "no", "not there", "no such method"}
# Swapped by htmx; the admin has no such parts.
SWAP = {"HX-Request": "true", "HX-Target": "results"}


class Pages:
    """Renders pages, without copying their contexts for tests, or leaves them empty: whether somebody is let in
    doesn't depend on what the page says."""

    are_wanted = True

    def render(self, template, context):
        return template.nodelist.render(context) if self.are_wanted else SafeString("")


class Walker:
    """Somebody of a role, or nobody who is signed in."""

    def __init__(self, world, letter: str, pages: Pages):
        self.client = Client(raise_request_exception=False)
        self.letter, self.pages, self.key = letter, pages, world.keys.get(letter)
        self.names = world.names.get(letter) or world.names["R"]
        if letter in world.users:
            self.client.force_login(world.users[letter])

    def complaints(self, rows: Iterable[Row]) -> Iterator[str]:
        """What goes otherwise than the table says."""
        for row in rows:
            for way, allowed in ways(row):
                found, is_told = self.ask(way, row.address.format(**self.names), row.sent.format(**self.names))
                wanted = expected(allowed, self.letter)
                if found not in wanted:
                    yield f"{self.letter} {way} {row.address}: {found}, not {' or '.join(sorted(wanted))}"
                if is_told:
                    yield f"{self.letter} {way} {row.address} tells of the draft"

    def ask(self, way: str, address: str, sent: str = "") -> tuple[str, bool]:
        """What comes of it, and whether it tells of the draft to those who may not know; nothing is changed by it."""
        self.pages.are_wanted = self.letter not in SEE_DRAFTS and not (way == "POST" and address.startswith("/admin/"))
        is_program = address.startswith(("/api/v1", "/api/titles")) and self.key
        headers = {"Authorization": f"Bearer {self.key}"} if is_program else SWAP if way == "htmx" else {}
        cookies = SimpleCookie(self.client.cookies.output(header="", attrs=[], sep=";"))
        with transaction.atomic():
            post = {"data": sent, "content_type": "application/x-www-form-urlencoded"}
            ask = self.client.post if way == "POST" else self.client.get
            response = ask(address, headers=headers, **(post if way == "POST" else {}))
            is_told = SECRET in text_of(response) and self.letter not in SEE_DRAFTS
            transaction.set_rollback(True)
        self.client.cookies = cookies
        return outcome(response), is_told


def ways(row: Row) -> list[tuple[str, str]]:
    """How to ask, and who may; the admin and programs know no htmx."""
    swapped = [] if row.address.startswith(("/admin/", "/api/")) else [("htmx", row.get)]
    return [("GET", row.get), *swapped, ("POST", row.post)]


def outcome(response) -> str:
    where = response.headers.get("Location") or response.headers.get("HX-Redirect", "")
    if where.startswith(("/accounts/login/", "/admin/login/")):
        return "sign in"
    if response.status_code == 404 or where == "/admin/":  # where the admin sends those who ask for no row
        return "not there"
    refused = {401: "no", 403: "no", 405: "no such method"}
    return refused.get(response.status_code, LET_IN if response.status_code < 500 else "broken")


def expected(allowed: str, letter: str) -> set[str]:
    """What may come of it."""
    if allowed == EVERYBODY:
        return {LET_IN, *REFUSED}  # whatever it is, it isn't a failure
    if letter in allowed:
        return {LET_IN}
    # The admin asks readers to sign in as somebody else, whatever they ask for.
    is_hidden = HIDDEN in allowed and letter != NOBODY_SIGNED_IN
    return {"not there", "sign in"} if is_hidden else REFUSED


def text_of(response) -> str:
    kind = response.headers.get("Content-Type", "")
    is_text = kind.startswith(("text/", "application/json", "image/svg"))
    content = b"".join(response)  # which closes a file that it comes from
    return content.decode().lower() if is_text else ""
