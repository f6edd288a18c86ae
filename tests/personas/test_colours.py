"""A persona keeps its colour."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from personas.colours import COLOURS, colour_for


@given(st.text())
def test_every_address_has_one_of_the_colours(slug):
    assert colour_for(slug) in range(1, COLOURS + 1)


def test_the_colour_of_an_address_never_changes():
    # Literal numbers: pages, charts and prints of last year must agree with this one.
    slugs = ["tech-exec-tristan", "app-dev-avery", "parker-product-manager", "x-0123456789"]
    assert [colour_for(slug) for slug in slugs] == [4, 3, 3, 10]


def test_the_colours_are_spread():
    used = Counter(colour_for(f"persona-{number}") for number in range(1200))
    assert len(used) == COLOURS
    assert max(used.values()) < 2 * min(used.values())
