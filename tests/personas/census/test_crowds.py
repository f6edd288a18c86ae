"""Sets of personas as bits."""

import pytest

from personas.census.crowds import RARE, Crowd, Few, Many, bits_of, group_of, toggled, union


def crowd(*places, size=200):
    return Crowd(bits_of(places, size), size)


def test_crowds_are_sets():
    assert crowd(1, 2) & crowd(2, 3) == crowd(2)
    assert crowd(1, 2) | crowd(2, 3) == crowd(1, 2, 3)
    assert crowd(1, 2) - crowd(2, 3) == crowd(1)
    assert (crowd(0, 199).count(), bool(crowd())) == (2, False)


def test_flags_stand_in_the_order_of_places():
    assert (Crowd(0b110, 4).flags, Crowd(0, 0).flags) == (b"\0\1\1\0", b"")


@pytest.mark.parametrize("places", [(), (5,), (5, 199), tuple(range(0, 200, 2))])
def test_a_group_counts_its_members_among_a_crowd_however_it_is_kept(places):
    group = group_of(places, 200)
    assert isinstance(group, Few if len(places) * RARE < 200 else Many)
    assert group.among(crowd(*range(200))) == len(places)
    assert group.among(crowd(5, 6, 8)) == len({5, 6, 8} & set(places))


def test_a_union_of_both_kinds_of_groups():
    groups = [Many(0b1010), Few((0, 3)), Few((3,))]
    assert (union(groups, 200), union([], 200), union([], 0)) == (crowd(0, 1, 3), crowd(), Crowd(0, 0))


@pytest.mark.parametrize("size", [10, 200])
@pytest.mark.parametrize("places", [{3}, {3, 5}, set(range(10))])
def test_somebody_is_added_or_taken_away(size, places):
    group = group_of(places, size)
    assert [place for place in range(size) if place in group] == sorted(places)
    for place in (3, 4, 9):
        changed = toggled(group, place, size)
        assert changed == (group_of(sorted(places ^ {place}), size) if places != {place} else None)
    assert toggled(None, 4, size) == group_of({4}, size)
