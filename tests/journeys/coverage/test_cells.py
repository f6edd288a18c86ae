"""What a cell says in words, and how loud it is."""

import pytest

from journeys.coverage.cells import RECOMMENDED, State, shade_of, state_of, text_of


@pytest.mark.parametrize(
    ("numbers", "is_planned", "state"),
    [
        ((2, 2, 1), False, State.EXISTS),
        ((2, 2, 0), False, State.OLD),
        ((2, 0, 0), True, State.BROKEN),
        ((0, 0, 0), True, State.PLANNED),
        ((0, 0, 0), False, State.MISSING),
    ],
)
def test_states(numbers, is_planned, state):
    assert state_of(*numbers, is_planned) == state


def test_every_state_and_tier_has_words_of_its_own():
    said = [text_of(state, 2, 1) for state in State] + [
        text_of(State.MISSING, 0, tier) for tier in (2, 3, RECOMMENDED)
    ]
    assert said == ["2", "2 old", "2 broken", "Planned", "Missing!", "Missing", "None yet", "Wanted"]


def test_nothing_is_louder_than_a_primary_content_type_with_nothing():
    loud = shade_of(State.MISSING, 1)
    tiers = (1, 2, 3, RECOMMENDED)
    others = [shade_of(state, tier) for state in State for tier in tiers if (state, tier) != (State.MISSING, 1)]
    assert max(others) < loud
