"""Six people save the same page at the same moment."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.db import connection
from django.urls import reverse

from personas.admin.meanwhile import watching
from personas.admin.persona import PersonaAdmin
from personas.models import Persona, PersonaTrait
from tests.personas.admin.conftest import signed_in
from tests.personas.factories import EditorFactory, FacetFactory, PersonaTraitFactory, TraitFactory

from .pages import opened, refusal
from .test_personas import blank_row

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 6
A_MOMENT = 0.5


@pytest.fixture
def facet():
    return FacetFactory(name="Challenges")


@pytest.fixture
def persona(facet):
    return PersonaTraitFactory(trait=TraitFactory(facet=facet, statement="Silos"), persona__role_label="Baker").persona


@pytest.fixture
def meeting(monkeypatch):
    """Between looking and writing, everybody waits for all the others, for a moment."""
    together, save_model = Barrier(PEOPLE), PersonaAdmin.save_model

    def save(self, *args):
        with suppress(BrokenBarrierError):
            together.wait(A_MOMENT)
        save_model(self, *args)

    monkeypatch.setattr(PersonaAdmin, "save_model", save)


def own_field(data, facet, number):
    return {"role_label": f"Baker {number}"}


def only_a_row(data, facet, number):
    return {f"{blank_row(data, facet)}-trait": f"Statement {number}"}


def race(persona, facet, typed):
    """What each of them was answered."""
    address = reverse("admin:personas_persona_change", args=[persona.pk])
    desks = [signed_in(EditorFactory()) for _ in range(PEOPLE)]
    pages = [opened(desk, address) for desk in desks]
    answers = []

    def save(number):
        try:
            answers.append(desks[number].post(address, pages[number] | typed(pages[number], facet, number)))
        finally:
            connection.close()

    threads = [Thread(target=save, args=[number], daemon=True) for number in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


@pytest.mark.parametrize("typed", [own_field, only_a_row])
def test_one_saves_and_all_others_are_told(persona, facet, typed, meeting):
    answers = race(persona, facet, typed)
    assert sorted(answer.status_code for answer in answers) == [200] * (PEOPLE - 1) + [302]
    told = [refusal(answer) for answer in answers if answer.status_code == 200]
    assert all("changed this persona while you had it open" in each for each in told)
    changed = Persona.objects.exclude(role_label="Baker").count() + PersonaTrait.objects.count() - 1
    assert changed == 1


def test_without_the_lock_they_would_save_over_each_other(persona, facet, meeting, monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip("There, only one writes at a time anyway.")
    monkeypatch.setattr(watching, "hold", lambda *_: None)
    assert [answer.status_code for answer in race(persona, facet, own_field)].count(302) > 1
