"""Counting all places at once gives what counting each of them gives."""

import random

from journeys.coverage.counts import times_in


def test_every_place_is_counted():
    chance, size = random.Random(1), 70
    sets = [chance.getrandbits(size) for _ in range(37)]
    assert times_in(sets, size) == [sum(each >> place & 1 for each in sets) for place in range(size)]
    assert (times_in([], 3), times_in([], 0)) == ([0, 0, 0], [])
