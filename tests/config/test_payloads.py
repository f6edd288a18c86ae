"""Whatever is written into texts runs nothing, wherever it is shown: not on pages, even if there were no policy, nor
in files, calendars, mails or answers to programs."""

import csv
import json
from collections.abc import Iterator
from io import BytesIO, StringIO

import icalendar
import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import resolve
from django.utils import timezone
from openpyxl import load_workbook

from enablement.mail.letters import write_letter
from enablement.mail.messages import message_of
from enablement.models import Reminder, Resource, Session
from personas.history.editions import publish_edition
from personas.links import web_address
from personas.models import Persona
from personas.spreadsheets.defusing import FORMULA
from tests.config.access import world as worlds
from tests.config.access.table import rows
from tests.config.observatory import page_faults, policy_of
from tests.payloads import (
    ADDRESSES,
    PAYLOADS,
    RUN,
    is_address,
    text_fields,
    write_payloads,
    written_models,
)

# What pages say is no matter of the database that they come from.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
FIFTY = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The forms of what the table of addresses takes as CSV alone.
MORE = (
    "/personas/compare/download/xlsx/?p={persona}&p={second}",
    "/personas/charts/{facet}/download/xlsx/",
    "/journeys/{journey}/download/xlsx/",
    "/admin/personas/tables/personas.xlsx",
    "/admin/personas/tables/traits.csv",
    "/search/?q=window",
    "/titles/?title=window",
    "/admin/personas/persona/?q=window",
)
# What htmx swaps in.
SWAP = {"HX-Request": "true", "HX-Target": "results"}
NO_SCRIPTS = {"script-src": []}


def test_there_are_fifty():
    assert len(set(PAYLOADS)) == FIFTY


def test_markup_that_got_through_would_be_found():
    markup = [payload for payload in PAYLOADS if payload.startswith(("<", '"', "'"))]
    missed = [payload for payload in markup if not any(page_faults(page, NO_SCRIPTS) for page in showing(payload))]
    # What a browser's reading of the page makes harmless by itself.
    assert missed == [f"<body onload={RUN}>", f"<scr<script>ipt>{RUN}</scr</script>ipt>", f"<javascript:{RUN}>"]


def showing(payload: str) -> list[str]:
    """Pages that forgot to escape it."""
    return [f"<p>{payload}</p>", f'<input value="{payload}">', f"<input value='{payload}'>"]


class Site:
    """What an administrator gets at every address."""

    def __init__(self, world):
        self.user, self.names, self.key = world.users["A"], world.names["A"], world.keys["A"]
        self.client = Client()
        self.client.force_login(self.user)

    def answers(self) -> Iterator[tuple]:
        """Addresses with their answers, and what is wrong with each."""
        for address in addresses(self.names):
            yield address, *self.ask(address)
            if not address.startswith(("/admin/", "/api/", "/accounts/")):
                yield f"{address} swapped", *self.ask(address, SWAP)

    def ask(self, address: str, headers=None):
        is_program = address.startswith(("/api/v1", "/api/titles"))
        headers = {"Authorization": f"Bearer {self.key}"} if is_program else headers
        with transaction.atomic():
            response = self.client.get(address, headers=headers)
            content = b"".join(response)
            transaction.set_rollback(True)
        return response, content


def addresses(names) -> list[str]:
    """One of each route that shows something, filled in."""
    read = [row.address.format(**names) for row in rows() if row.get not in ("-", "-!")]
    shown = [each for each in read if not each.endswith("/add/")]
    first = {resolve(each.partition("?")[0]).route: each for each in reversed(shown)}
    return [*first.values(), *(each.format(**names) for each in MORE)]


def kind_of(response) -> str:
    return response.headers.get("Content-Type", "").partition(";")[0]


def faults_of(response, content: bytes) -> list[str]:
    """What would run of an answer, as if there were no policy."""
    kind = kind_of(response)
    if kind == "text/html":
        return page_faults(content.decode(), policy_of(response)) if content.strip() else []
    found = [] if response.headers.get("X-Content-Type-Options") == "nosniff" else ["may be taken for another kind"]
    if kind == "text/csv":
        rows = csv.reader(StringIO(content.decode().removeprefix("\ufeff")))
        return found + [cell for row in rows for cell in row if is_formula(cell)]
    if kind == XLSX:
        cells = [cell for sheet in load_workbook(BytesIO(content)) for row in sheet.iter_rows() for cell in row]
        return found + [str(cell.value) for cell in cells if cell.data_type == "f" or is_formula(cell.value)]
    if kind == "application/json":
        json.loads(content)
    return found + (calendar_faults(content.decode()) if kind == "text/calendar" else [])


def is_formula(cell) -> bool:
    """Whether a spreadsheet would take the cell for a formula."""
    return isinstance(cell, str) and bool(FORMULA.match(cell)) and not cell.startswith("'")


def calendar_faults(text: str) -> list[str]:
    calendar = icalendar.Calendar.from_ical(text)
    names = {name for component in calendar.walk() for name in component}
    return ["somebody was added"] if "ATTENDEE" in names else []


@pytest.fixture
def site(plain_rendering):
    return Site(worlds.build())


def republish(user) -> None:
    """What is kept of the persona says what the rows say now."""
    publish_edition(Persona.objects.get(slug="ada"), by=user, note=PAYLOADS[0], is_material=True)


def test_nothing_runs_on_any_page_or_in_any_file(site):
    write_payloads()
    republish(site.user)
    failed, kinds, texts = {}, set(), 0
    for address, response, content in site.answers():
        faults = faults_of(response, content) + ([response.status_code] if response.status_code >= 500 else [])
        failed |= {address: faults} if faults else {}
        kinds.add(kind_of(response))
        texts += b"xqran" in content
    assert failed == {}
    assert kinds >= {"text/html", "text/csv", XLSX, "application/json", "text/calendar", "text/plain"}
    # Most pages do show what was written.
    assert texts > 100


def test_nothing_runs_in_mail(site):
    mail = Reminder.objects.get()
    write_payloads()
    type(mail.user).objects.filter(pk=mail.user_id).update(email="dana@example.com")
    resource = Resource.objects.filter(session=mail.session).first()
    written = {}
    for kind in (Reminder.Kind.INVITATION, Reminder.Kind.CHANGE, Reminder.Kind.RECORDING, Reminder.Kind.CANCELLATION):
        status = "cancelled" if kind == Reminder.Kind.CANCELLATION else "scheduled"
        Session.objects.filter(pk=mail.session_id).update(status=status)
        Reminder.objects.filter(pk=mail.pk).update(kind=kind, occasion=f"recording {resource.pk}")
        written[kind] = message_about(mail.pk)
    for message in written.values():
        assert page_faults(page_of(message), NO_SCRIPTS) == ["<style>"]  # the letter's own
        assert set(message.message().keys()) <= HEADERS
        assert message.message()["To"] == "dana@example.com"


HEADERS = {"Subject", "From", "To", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}
HEADERS |= {"Reply-To", "List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted", "List-ID"}


def message_about(pk: int):
    mail = Reminder.objects.get(pk=pk)
    return message_of(mail, write_letter(mail, timezone.now()))


def page_of(message) -> str:
    return next(part.content for part in message.alternatives if part.mimetype == "text/html")


def address_fields():
    return [field for model in written_models() for field in text_fields(model) if is_address(field)]


@pytest.mark.parametrize("field", address_fields(), ids=str)
def test_no_such_address_can_be_entered(field):
    for address in [*ADDRESSES, "//evil.example/", "ssh://example.com/", "javascript://x.example/"]:
        with pytest.raises(ValidationError):
            field.clean(address, None)


def test_no_such_address_is_linked():
    assert [web_address(address) for address in ADDRESSES] == [""] * len(ADDRESSES)


def test_addresses_of_the_web_are_linked():
    assert web_address("HTTPS://example.com/a?b#c") == "HTTPS://example.com/a?b#c"
    assert web_address(None) == ""
