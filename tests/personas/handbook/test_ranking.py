"""Pages that each tell a part of a list leave its order in peace."""

import pytest

from personas.models import ContentPreference, PersonaTrait

from .samples import load_text

pytestmark = pytest.mark.usefixtures("vocabulary")


def load_goals(goals: str, **options):
    items = "".join(f"  - Goal {goal}\n" for goal in goals)
    return load_text(f"# Buyers\n\n## Bente\n\n- **Goals:**\n{items}- **Also called:** baker\n", **options)


def goals() -> str:
    statements = PersonaTrait.objects.order_by("rank").values_list("trait__statement", flat=True)
    return "".join(statement.removeprefix("Goal ") for statement in statements)


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [("abc", "ac", "abc"), ("abc", "axc", "axbc"), ("abc", "ca", "cab"), ("ab", "xb", "xab")],
)
def test_the_order_after_two_imports(first, second, both):
    load_goals(first)
    load_goals(second)
    assert goals() == both
    assert sorted(PersonaTrait.objects.values_list("rank", flat=True)) == list(range(1, len(both) + 1))
    assert [load_goals(second).changes_anything, goals()] == [False, both]


def test_items_that_only_move_are_one_line():
    load_goals("abc")
    lines = [(line.subject, line.part, line.text) for line in load_goals("xabc").lines if line.kind == "changed"]
    assert lines == [("Bente", "Goals", "The order")]


def test_pruning_leaves_the_order_of_the_page():
    load_goals("abc")
    load_goals("ca", prune=True)
    assert goals() == "ca"


def test_each_tier_has_an_order_of_its_own():
    text = "# Buyers\n\n## Bente\n\n- **Goals:** x\n- **How they learn:**\n  - Primary: {}\n  - Tertiary: {}\n"
    load_text(text.format("Webinar, Case study", "Newsletter"))
    load_text(text.format("Webinar", "Newsletter, Case study"))
    links = ContentPreference.objects.values_list("content_format__name", "tier", "rank")
    assert list(links) == [("Webinar", 1, 1), ("Newsletter", 3, 1), ("Case study", 3, 2)]
