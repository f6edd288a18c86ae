"""Guidance beside the personas."""

import pytest

from tests.personas.factories import GuideFactory, HandbookPageFactory

from .checks import messages_of, refused_by_the_database

pytestmark = pytest.mark.django_db


def test_a_title_gives_the_address_and_titles_may_repeat():
    guides = [GuideFactory(title="Questions people ask"), GuideFactory(title="Questions people ask")]
    assert [guide.get_absolute_url() for guide in guides] == [
        "/guides/questions-people-ask/",
        "/guides/questions-people-ask-2/",
    ]


def test_an_address_exists_once():
    GuideFactory(slug="faq")
    again = GuideFactory.build(slug="faq")
    assert messages_of(again) == ["Guide with this Slug already exists."]
    assert refused_by_the_database(again.save)


def test_titles_are_kept_on_one_line():
    guide = GuideFactory.build(title=" Roles \n and personas ")
    guide.full_clean()
    assert (guide.title, guide.slug) == ("Roles and personas", "roles-and-personas")


def test_a_guide_may_be_a_part_but_not_of_itself_or_its_parts():
    whole = GuideFactory(title="Questions")
    part = GuideFactory(parent=whole)
    part.full_clean()
    whole.parent = part
    assert messages_of(whole) == ["This would lead in a circle back to “Questions”."]
    whole.parent = whole
    assert messages_of(whole)[0] == "This would lead in a circle back to “Questions”."
    assert refused_by_the_database(whole.save)


def test_parts_and_guides_outlive_what_they_came_from():
    page = HandbookPageFactory()
    part = GuideFactory(parent=GuideFactory(), page=page)
    part.parent.delete()
    page.delete()
    part.refresh_from_db()
    assert (part.parent, part.page) == (None, None)
