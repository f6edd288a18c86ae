"""A page or a table is brought in while somebody has one of its personas open, or just saves her."""

from threading import Event, Thread

import pytest
from django.db import connection
from django.urls import reverse

from personas.handbook.apply import apply_plan, apply_steps
from personas.handbook.pages import HandbookError, read_page
from personas.handbook.plan import make_plan
from personas.models import Facet, Persona
from tests.personas.admin.conftest import signed_in
from tests.personas.admin.form_data import form_data
from tests.personas.factories import EditorFactory, PersonaNoteFactory
from tests.personas.spreadsheets.files import bring

from .pages import opened, refusal, sent_again

PAGE = "# Personas\n\n## Baker Bente\n\n**Role:** {role}\n\n**Goals:**\n\n- {goals}\n"
TOLD = "Dana Park changed this persona while you had it open, so nothing was saved."


@pytest.fixture
def dana():
    return EditorFactory(first_name="Dana", last_name="Park")


def plan(role="Baker", goals="Bread at six", **options):
    return make_plan([read_page("bakers.md", PAGE.format(role=role, goals=goals).encode())], **options)


@pytest.fixture
def bente(dana):
    apply_plan(plan(), by=dana)
    return Persona.objects.get(name__contains="Bente")


def page_of(persona):
    return reverse("admin:personas_persona_change", args=[persona.pk])


def goals(persona):
    return sorted(persona.persona_traits.values_list("trait__statement", flat=True))


@pytest.mark.django_db
def test_an_import_is_told_and_can_be_put_together_with_what_was_typed(desk, bente, dana):
    data = opened(desk, page_of(bente)) | {"role_label": "Head of flour"}
    apply_plan(plan(goals="Fewer ovens"), by=dana)
    refused = desk.post(page_of(bente), data)
    assert (refusal(refused), refused.context["meanwhile"].acts[0].said) == (
        TOLD,
        "Imported from a handbook page: bakers.md.",
    )
    assert (
        desk.post(page_of(bente), sent_again(desk.post(page_of(bente), sent_again(refused, "_join")))).status_code
        == 302
    )
    bente.refresh_from_db()
    assert (bente.role_label, goals(bente)) == ("Head of flour", ["Bread at six", "Fewer ovens"])


@pytest.mark.django_db
def test_a_table_is_told(desk, bente, dana):
    data = opened(desk, page_of(bente)) | {"role_label": "Head of flour"}
    bring("personas", dana, ["Address", "Role"], [bente.slug, "Miller"])
    refused = desk.post(page_of(bente), data)
    (both,) = refused.context["meanwhile"].both
    assert (refusal(refused), both.now, both.yours) == (TOLD, "“Miller”", "“Head of flour”")


@pytest.mark.django_db
def test_an_import_takes_nothing_away_that_was_just_changed(desk, bente, dana):
    stale = plan(goals="Fewer ovens", prune=True)
    data = opened(desk, page_of(bente))
    (name,) = [name for name, value in data.items() if value == "Bread at six"]
    assert desk.post(page_of(bente), data | {name.replace("-trait", "-detail"): "Always."}).status_code == 302
    with pytest.raises(HandbookError):
        apply_plan(stale, by=dana)
    assert list(bente.persona_traits.values_list("detail", flat=True)) == ["Always."]


@pytest.mark.django_db(transaction=True)
def test_who_saves_while_an_import_writes_waits_for_it_and_is_told(bente, dana):
    PersonaNoteFactory(persona=bente, facet=Facet.objects.order_by("pk").first(), body="Old.")
    desk, address, answers = signed_in(EditorFactory()), page_of(bente), []
    data, started = opened(desk, address) | {"role_label": "Head of flour"}, Event()

    def save():
        started.set()
        try:
            answers.append(desk.post(address, data))
        finally:
            connection.close()

    steps = apply_steps(plan(goals="Fewer ovens"), by=dana)
    next(steps)
    saving = Thread(target=save, daemon=True)
    saving.start()
    assert started.wait(10)
    assert list(steps)
    saving.join(30)
    assert refusal(answers[0]) == TOLD
    assert form_data(answers[0])["role_label"] == "Head of flour"
