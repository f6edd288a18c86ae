import pytest

from personas.guide_tree import DEEPEST, branches, trail
from personas.models import Guide

from .factories import GuideFactory

pytestmark = pytest.mark.django_db


def titles(tree):
    return [(branch.guide.title, titles(branch.parts)) for branch in tree]


def chain(length):
    """Guides of which each is a part of the one before."""
    guides = [GuideFactory(title="1")]
    for number in range(2, length + 1):
        guides.append(GuideFactory(title=str(number), parent=guides[-1]))
    return guides


def test_parts_stand_inside_in_the_order_given():
    whole = GuideFactory(title="Whole", order=1)
    GuideFactory(title="Other", order=2)
    GuideFactory(title="Second part", parent=whole, order=2)
    first = GuideFactory(title="First part", parent=whole, order=1)
    GuideFactory(title="Detail", parent=first)
    assert titles(branches(Guide.objects.all())) == [
        ("Whole", [("First part", [("Detail", [])]), ("Second part", [])]),
        ("Other", []),
    ]
    assert titles(branches(Guide.objects.all(), of=whole)) == [("First part", [("Detail", [])]), ("Second part", [])]


def test_what_lies_too_deep_is_drawn_on_the_last_level():
    chain(DEEPEST + 2)
    assert str(titles(branches(Guide.objects.all()))).count("])") == DEEPEST + 2
    level = branches(Guide.objects.all())
    for _ in range(DEEPEST - 1):
        level = level[0].parts
    assert titles(level) == [("5", []), ("6", []), ("7", [])]


def test_the_trail_leads_from_the_widest_guide_down():
    guides = chain(3)
    assert [guide.title for guide in trail(guides[2], guides)] == ["1", "2"]
    assert trail(guides[0], guides) == []


def test_a_circle_ends():
    first, second = chain(2)
    Guide.objects.filter(pk=first.pk).update(parent=second)
    first.refresh_from_db()
    guides = [first, second]
    assert titles(branches(guides, of=first)) == [("2", [])]
    assert trail(first, guides) == [second]
