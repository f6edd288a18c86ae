"""The page of the audit log."""

import csv
from io import StringIO

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.test import Client

from config.access import audit
from config.access.models import AuditEntry
from config.access.roles import set_roles
from tests.personas.factories import PersonaFactory, UserFactory

pytestmark = pytest.mark.django_db
LOG = "/admin/access/auditentry/"
FILE = f"{LOG}log.csv"


def desk_of(role):
    user = UserFactory(username=role.casefold().replace(" ", "-"))
    set_roles(user, [role])
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def desk():
    client = desk_of("Administrator")
    AuditEntry.objects.all().delete()
    return client


def changed(persona, by, message="Changed the name."):
    return LogEntry.objects.log_actions(by.pk, [persona], CHANGE, message)


def told(response):
    return [(line.who, line.did, line.subject, line.detail) for line in response.context["lines"]]


def test_changes_of_the_admin_and_what_was_recorded_stand_in_one_list(desk):
    dana = UserFactory(username="dana")
    audit.record("taken_out", by=dana, subject="Personas", detail="12 rows")
    changed(PersonaFactory(name="Ada", role_label=""), dana)
    audit.record("sign_in_failed", subject="dana")
    assert told(desk.get(LOG)) == [
        ("", "failed to sign in", "dana", ""),
        ("dana", "changed a persona", "Ada", "Changed the name."),
        ("dana", "took out a file", "Personas", "12 rows"),
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?who=DAN", ["Ada", "Personas"]),
        ("?who=lee", ["Journeys"]),
        ("?what=taken_out", ["Journeys", "Personas"]),
        ("?what=changed", ["Ada"]),
        ("?what=deleted", []),
        ("?words=rows", ["Personas"]),
        ("?words=name", ["Ada"]),
        ("?since=2026-03-03", ["Journeys"]),
        ("?until=2026-03-02", ["Ada", "Personas"]),
        ("?since=2026-03-02&until=2026-03-02&what=taken_out", ["Personas"]),
        ("?who=100%25", []),
    ],
)
def test_it_is_narrowed_down(desk, time_machine, query, expected):
    dana, lee = UserFactory(username="dana"), UserFactory(username="lee")
    time_machine.move_to("2026-03-02T12:00:00+00:00", tick=False)
    audit.record("taken_out", by=dana, subject="Personas", detail="12 rows")
    changed(PersonaFactory(name="Ada", role_label=""), dana)
    time_machine.move_to("2026-03-03T00:00:00+00:00", tick=False)
    audit.record("taken_out", by=lee, subject="Journeys")
    assert sorted(line.subject for line in desk.get(f"{LOG}{query}").context["lines"]) == expected


@pytest.mark.parametrize("query", ["?since=never", "?what=rubbish", "?who=" + "x" * 200])
def test_what_makes_no_sense_shows_nothing_and_says_so(desk, query):
    audit.record("taken_out", subject="Personas")
    response = desk.get(f"{LOG}{query}")
    assert (response.status_code, told(response), "put right" in response.content.decode()) == (200, [], True)
    assert len(desk.get(f"{FILE}{query}").content.splitlines()) == 1


@pytest.mark.parametrize("page", ["0", "-1", "3", "x", "9" * 30])
def test_pages_that_are_not_there(desk, page):
    for number in range(51):
        audit.record("taken_out", subject=str(number))
    assert desk.get(f"{LOG}?page={page}").status_code == 404
    assert told(desk.get(f"{LOG}?page=2")) == [("", "took out a file", "0", "")]


def test_the_file_runs_nothing_and_taking_it_is_an_entry(desk):
    audit.record("sign_in_failed", subject="=1+1")
    rows = list(csv.reader(StringIO(desk.get(f"{FILE}?words=1").content.decode("utf-8-sig"))))
    assert (rows[0], [row[1:] for row in rows[1:]]) == (
        ["When (UTC)", "Who", "Did", "To what", "Details", "From address"],
        [["", "failed to sign in", "'=1+1", "", ""]],
    )
    assert told(desk.get(LOG))[0] == ("administrator", "took out a file", "Audit log", "words=1")


@pytest.mark.parametrize("role", ["Reader", "Persona editor", "Enablement manager"])
def test_it_is_for_administrators(role):
    desk = desk_of(role)
    assert [desk.get(address).status_code for address in (LOG, FILE)] in ([403, 403], [302, 302])


def test_nobody_writes_it(admin_client):
    entry = audit.record("taken_out", subject="Personas")
    addresses = [f"{LOG}add/", f"{LOG}{entry.pk}/change/", f"{LOG}{entry.pk}/delete/"]
    assert [admin_client.post(address, {"post": "yes"}).status_code for address in addresses] == [403] * 3
    assert admin_client.post(LOG, {"action": "delete_selected"}).status_code == 405


def test_an_account_that_goes_leaves_its_name():
    user = UserFactory(username="dana")
    audit.record("taken_out", by=user)
    user.delete()
    assert AuditEntry.objects.values_list("actor", "actor_name").get() == (None, "dana")


def test_only_known_kinds_are_recorded_and_text_is_kept_printable():
    with pytest.raises(ValueError, match="no kind"):
        audit.record("rubbish")
    assert audit.record("taken_out", subject="a\0b" + "x" * 400).subject == "a b" + "x" * 297


def test_it_takes_as_many_queries_for_two_entries_as_for_fifty(desk, django_assert_num_queries):
    dana = UserFactory()
    desk.get(LOG)
    for times in (1, 24):
        for _ in range(times):
            audit.record("taken_out", by=dana)
            changed(PersonaFactory(), dana)
        with django_assert_num_queries(8):
            desk.get(LOG)
