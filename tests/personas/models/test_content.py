"""Content types, and how readily personas take them up."""

import pytest
from django.db.models import ProtectedError

from personas.models import ContentPreference
from tests.personas.factories import ContentFormatFactory, ContentPreferenceFactory

from .checks import messages_of, refused_by_the_database

pytestmark = pytest.mark.django_db


def test_a_content_type_stands_in_one_tier():
    row = ContentPreferenceFactory(tier=1)
    again = ContentPreference(persona=row.persona, content_format=row.content_format, tier=2)
    assert messages_of(again) == ["The persona has this content type in a tier already."]
    assert refused_by_the_database(again.save)
    ContentPreference(persona=row.persona, content_format=ContentFormatFactory(), tier=1).full_clean()


@pytest.mark.parametrize("tier", ContentPreference.Tier)
def test_known_tiers(tier):
    ContentPreferenceFactory(tier=tier).full_clean()


@pytest.mark.parametrize("tier", [0, 4])
def test_unknown_tiers(tier):
    row = ContentPreferenceFactory()
    row.tier = tier
    assert messages_of(row)[0] == f"Value {tier} is not a valid choice."
    assert refused_by_the_database(row.save)


def test_ranks_start_at_one():
    row = ContentPreferenceFactory()
    row.rank = 0
    assert messages_of(row)[0] == "Ensure this value is greater than or equal to 1."
    assert refused_by_the_database(row.save)


def test_a_content_type_in_use_is_protected():
    with pytest.raises(ProtectedError):
        ContentPreferenceFactory().content_format.delete()


def test_an_example_is_a_web_address():
    ContentFormatFactory.build(example_url="https://example.com/report").full_clean()
    assert messages_of(ContentFormatFactory.build(example_url="javascript:alert(1)")) == ["Enter a valid URL."]


def test_how_a_row_calls_itself():
    row = ContentPreferenceFactory(
        persona__name="Parker", persona__role_label="", content_format__name="Webinar", tier=2
    )
    assert str(row) == "Parker: Webinar (secondary)"
