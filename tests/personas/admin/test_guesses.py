"""Guesses of imports in the admin."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.urls import reverse

from personas.models import ImportGuess
from tests.personas.factories import ImportGuessFactory, UserFactory

from .conftest import signed_in

pytestmark = pytest.mark.django_db

LIST = reverse("admin:personas_importguess_changelist")


def settle(desk, *guesses):
    return desk.post(LIST, {"action": "settle", "_selected_action": [guess.pk for guess in guesses]})


def listed(desk, query=""):
    return {str(guess.pk) for guess in desk.get(LIST + query).context["cl"].result_list}


def test_many_are_settled_at_once(desk, editor):
    guesses = ImportGuessFactory.create_batch(3)
    response = settle(desk, *guesses[:2])
    assert [str(message) for message in get_messages(response.wsgi_request)] == ["2 guesses settled."]
    assert list(ImportGuess.objects.order_by("pk").values_list("settled_by", flat=True)) == [editor.pk] * 2 + [None]
    assert LogEntry.objects.filter(user=editor).count() == 2


def test_what_is_settled_keeps_who_did_it(desk, administrator_desk):
    guess = ImportGuessFactory()
    settle(desk, guess)
    before = ImportGuess.objects.values("settled_at", "settled_by").get()
    settle(administrator_desk, guess)
    assert ImportGuess.objects.values("settled_at", "settled_by").get() == before


def test_open_ones_and_settled_ones_are_listed_apart(desk):
    settled, opened = ImportGuessFactory.create_batch(2)
    settle(desk, settled)
    assert listed(desk, "?state=open") == {str(opened.pk)}
    assert listed(desk, "?state=settled") == {str(settled.pk)}
    assert listed(desk) == {str(settled.pk), str(opened.pk)}


@pytest.mark.parametrize("query", ["?state=odd", "?q=%00"])
def test_odd_questions_are_no_error(desk, query):
    ImportGuessFactory()
    assert desk.get(LIST + query).status_code == 404


def test_a_guess_leads_to_its_persona_and_is_only_shown(desk):
    guess = ImportGuessFactory()
    address = reverse("admin:personas_persona_change", args=[guess.persona_id])
    assert f'href="{address}"' in desk.get(LIST).content.decode()
    page = desk.get(reverse("admin:personas_importguess_change", args=[guess.pk]))
    assert (page.status_code, b'name="_save"' in page.content) == (200, False)


def test_a_guess_about_nobody_is_listed(desk):
    ImportGuessFactory(persona=None, subject="", read_as="", line=None, page="")
    assert b"Not understood" in desk.get(LIST).content


def test_none_is_written_by_hand(administrator_desk):
    assert administrator_desk.get(reverse("admin:personas_importguess_add")).status_code == 403


def test_only_who_may_change_them_settles_them():
    guess = ImportGuessFactory()
    desk = signed_in(UserFactory(is_staff=True, permissions=["personas.view_importguess"]))
    settle(desk, guess)
    assert (desk.get(LIST).status_code, ImportGuess.objects.get().settled_at) == (200, None)
