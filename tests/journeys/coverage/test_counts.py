"""Counting all places at once gives what counting each of them gives."""

import random

from journeys.coverage.counts import times_in
from personas.census import Crowd


def test_every_place_is_counted():
    chance, size = random.Random(1), 70
    crowds = [Crowd(chance.getrandbits(size), size) for _ in range(37)]
    assert times_in(crowds, size) == [sum(crowd.bits >> place & 1 for crowd in crowds) for place in range(size)]
    assert (times_in([], 3), times_in([], 0)) == ([0, 0, 0], [])
