"""Which pages were imported."""

import pytest

from personas.models import HandbookPage
from tests.personas.factories import HandbookPageFactory, PersonaFactory

from .checks import messages_of, refused_by_the_database

pytestmark = pytest.mark.django_db


def test_a_page_is_known_by_title_and_file_together():
    page = HandbookPageFactory(title="Buyers", name="buyers.md")
    again = HandbookPage(title="Buyers", name="buyers.md")
    assert messages_of(again) == ["This page is known already."]
    assert refused_by_the_database(again.save)
    HandbookPage(title="Buyers", name="other.md").full_clean()
    assert str(page) == "Buyers (buyers.md)"


def test_personas_outlive_their_page():
    page = HandbookPageFactory()
    persona = PersonaFactory()
    page.personas.add(persona)
    page.delete()
    persona.refresh_from_db()
    assert list(persona.handbook_pages.all()) == []
