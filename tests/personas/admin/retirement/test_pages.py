"""Retiring a persona in the admin, and having it back."""

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError
from django.urls import reverse

from config.access.models import AuditEntry
from personas.models import Persona
from tests.enablement.factories import SessionFactory
from tests.journeys.factories import TouchpointFactory
from tests.personas.admin.conftest import signed_in
from tests.personas.admin.form_data import form_data
from tests.personas.factories import PersonaFactory, PersonaTitleFactory, UserFactory

pytestmark = pytest.mark.django_db
SAID = {"on": "2026-11-20", "reason": "Two personas now."}


@pytest.fixture
def old():
    return PersonaFactory(name="VP IT", role_label="", status="published")


@pytest.fixture
def new():
    return PersonaFactory(name="Perry", role_label="", status="published")


def page(name, persona):
    return reverse(f"admin:personas_persona_{name}", args=[persona.pk])


def messages_after(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_it_is_asked_shown_and_done(desk, old, new):
    row, other = PersonaTitleFactory(persona=old), PersonaTitleFactory(persona=old)
    asked = SAID | {"successors": [new.pk]}
    assert desk.get(page("retire", old)).status_code == 200
    shown = desk.post(page("retire", old), asked)
    (group,) = shown.context["groups"]
    assert [option.label for option in group.options] == ["Stay as they are", "To Perry"]
    agreed = asked | {"fingerprint": shown.context["plan"].fingerprint, "all-titles": new.pk}
    assert Persona.objects.deprecated().count() == 0
    assert desk.post(page("retire", old), agreed | {f"row-titles-{other.pk}": "stays"}).status_code == 302
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.persona, other.persona, Persona.objects.deprecated().get()) == (new, old, old)


def test_what_changed_meanwhile_is_shown_again_and_nothing_is_done(desk, old, new):
    asked = SAID | {"successors": [new.pk]}
    fingerprint = desk.post(page("retire", old), asked).context["plan"].fingerprint
    PersonaTitleFactory(persona=old)
    response = desk.post(page("retire", old), asked | {"fingerprint": fingerprint, "all-titles": "stays"})
    assert (response.status_code, Persona.objects.deprecated().count()) == (409, 0)
    assert response.context["overtaken"].startswith("What uses it has changed")
    assert [option.is_chosen for option in response.context["groups"][0].options] == [True, False]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "a\0b"}, "reason"),
        ({"on": "2999-01-01"}, "on"),
        ({"on": "x"}, "on"),
        ({"successors": "old"}, "successors"),
        ({"successors": "draft"}, "successors"),
        ({"successors": "-1"}, "successors"),
        ({"successors": "9" * 30}, "successors"),
        ({"successors": "\0"}, "successors"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(desk, old, sent, field):
    others = {"old": old.pk, "draft": PersonaFactory(status="draft").pk}
    sent = SAID | {name: others.get(value, value) for name, value in sent.items()}
    response = desk.post(page("retire", old), sent)
    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    assert (response.context["form"]["reason"].value(), Persona.objects.deprecated().count()) == (sent["reason"], 0)


def test_forged_choices_do_nothing(desk, old, new):
    row = PersonaTitleFactory(persona=old)
    asked = SAID | {"successors": [new.pk]}
    fingerprint = desk.post(page("retire", old), asked).context["plan"].fingerprint
    forged = {"all-titles": "\0", f"row-titles-{row.pk}": PersonaFactory().pk, "row-titles-x": new.pk}
    assert desk.post(page("retire", old), asked | forged | {"fingerprint": fingerprint}).status_code == 302
    row.refresh_from_db()
    assert row.persona == old


def test_one_can_go_back_to_what_was_entered_and_nothing_is_lost(desk, old, new):
    PersonaTitleFactory(persona=old)
    sent = SAID | {"successors": [new.pk], "fingerprint": "x", "all-titles": "stays"}
    response = desk.post(page("retire", old), sent | {"_edit": "1"})
    assert (response.status_code, response.context["form"]["reason"].value()) == (200, SAID["reason"])
    again = SAID | {"successors": [new.pk]} | dict(response.context["choices"])
    (group,) = desk.post(page("retire", old), again).context["groups"]
    assert [option.is_chosen for option in group.options] == [True, False]


def test_what_it_says_of_a_draft_and_of_one_without_successors(desk):
    draft = PersonaFactory(status="draft")
    content = desk.post(page("retire", draft), SAID).content.decode()
    assert "Readers haven't seen it so far" in content
    assert "Nothing uses it, so nothing else changes." in content


def test_hundreds_of_rows_are_counted_and_go_where_all_go(desk, old, new, monkeypatch):
    monkeypatch.setattr("personas.admin.retirement.choices.LISTED", 2)
    for _ in range(3):
        PersonaTitleFactory(persona=old)
    asked = SAID | {"successors": [new.pk]}
    shown = desk.post(page("retire", old), asked)
    assert "and 1 more, as chosen for all of them" in shown.content.decode()
    agreed = {"fingerprint": shown.context["plan"].fingerprint, "all-titles": new.pk}
    desk.post(page("retire", old), asked | agreed)
    assert new.persona_titles.count() == 3


def test_the_audit_log_says_who_did_it_and_from_where(desk, editor, old, new):
    asked = SAID | {"successors": [new.pk]}
    fingerprint = desk.post(page("retire", old), asked).context["plan"].fingerprint
    assert not AuditEntry.objects.filter(kind="persona_retired").exists()
    desk.post(page("retire", old), asked | {"fingerprint": fingerprint})
    desk.post(page("unretire", old), {"status": "published"})
    entries = AuditEntry.objects.filter(kind__startswith="persona_").order_by("pk")
    assert list(entries.values_list("kind", "actor_id", "subject", "detail", "address")) == [
        ("persona_retired", editor.pk, "VP IT", "Deprecated in favour of Perry.", "127.0.0.1"),
        ("persona_came_back", editor.pk, "VP IT", "published", "127.0.0.1"),
    ]


def test_a_row_that_vanished_while_it_was_written_is_no_crash(desk, old, new, monkeypatch):
    asked = SAID | {"successors": [new.pk]}
    fingerprint = desk.post(page("retire", old), asked).context["plan"].fingerprint

    def fail(*args, **kwargs):
        raise IntegrityError

    monkeypatch.setattr("personas.admin.retirement.pages.retire", fail)
    response = desk.post(page("retire", old), asked | {"fingerprint": fingerprint})
    assert (response.status_code, Persona.objects.deprecated().count()) == (409, 0)


def test_its_page_leads_there_and_back(desk, old, new):
    assert page("retire", old) in desk.get(page("change", old)).content.decode()
    Persona.objects.filter(pk=old.pk).update(status="deprecated")
    assert page("unretire", old) in desk.get(page("change", old)).content.decode()
    assert desk.get(page("unretire", old)).status_code == 200
    desk.post(page("unretire", old), {"status": "draft"})
    assert Persona.objects.get(pk=old.pk).status == "draft"


def test_who_is_in_use_again_does_not_come_back_twice(desk, old):
    response = desk.post(page("unretire", old), {"status": "draft"})
    assert (response.status_code, Persona.objects.get().status) == (302, "published")


@pytest.mark.parametrize("status", ["", "deprecated", "\0", "x"])
def test_it_comes_back_as_one_of_two(desk, old, status):
    Persona.objects.filter(pk=old.pk).update(status="deprecated")
    assert desk.post(page("unretire", old), {"status": status}).status_code == 200
    assert Persona.objects.get().is_deprecated


@pytest.mark.parametrize("pk", [0, 2**63, 10**30])
@pytest.mark.parametrize("name", ["retire", "unretire"])
def test_nobody_is_not_found(desk, name, pk):
    address = reverse(f"admin:personas_persona_{name}", args=[pk])
    assert [desk.get(address).status_code, desk.post(address, SAID).status_code] == [404, 404]


def test_links_lead_only_where_one_may_look(desk, old, new):
    session = SessionFactory(personas=[old])
    (group,) = desk.post(page("retire", old), SAID | {"successors": [new.pk]}).context["groups"]
    assert [(row.url, row.options, row.line.row.about) for row in group.lines] == [("", [], session)]


def test_deprecated_by_the_form_it_is_told_where_to_hand_over(desk, old):
    TouchpointFactory(persona=old)
    sent = form_data(desk.get(page("change", old))) | {"status": "deprecated", "deprecation_reason": "Old."}
    (told,) = [m for m in messages_after(desk.post(page("change", old), sent)) if "Hand over" in m]
    assert told == (
        f'1 touchpoint still uses <bdi>VP IT</bdi>. <a href="{page("retire", old)}">Hand over to successors…</a>'
    )
    assert AuditEntry.objects.get(kind="persona_retired").subject == "VP IT"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"deprecation_reason": ""}, "deprecation_reason"),
        ({"deprecation_reason": "Old.", "successors": "self"}, "successors"),
        ({"deprecation_reason": "Old.", "successors": "draft"}, "successors"),
    ],
)
def test_the_form_asks_as_much(desk, old, change, field):
    others = {"self": [old.pk], "draft": [PersonaFactory(status="draft").pk]}
    change = {name: others.get(value, value) for name, value in change.items()}
    sent = form_data(desk.get(page("change", old))) | {"status": "deprecated"} | change
    response = desk.post(page("change", old), sent)
    assert (list(response.context["adminform"].form.errors), Persona.objects.deprecated().count()) == ([field], 0)


def test_nobody_else_may(old):
    looker = signed_in(UserFactory(is_staff=True, permissions=["personas.view_persona"]))
    pages = [page(name, old) for name in ("retire", "unretire")]
    assert [looker.post(each, SAID).status_code for each in pages] == [403, 403]
    assert [looker.get(each).status_code for each in pages] == [403, 403]
    assert [signed_in(UserFactory()).post(each, SAID).status_code for each in pages] == [302, 302]
    assert Persona.objects.deprecated().count() == 0
