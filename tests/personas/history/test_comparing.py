"""Two sheets side by side."""

import pytest

from personas.history.comparing import Kind, difference, differences, moved_among, summary_of
from personas.history.sheets import Heading, Line


def heading(*texts, name="Goals", key="1"):
    return Heading(key, name, [Line(f"key {text}", text) for text in texts])


def kinds(old, new):
    return [(row.label, str(row.old), str(row.new)) for row in difference(old, new).rows]


def test_added_and_removed():
    assert kinds(heading("Fewer tools", "Sleep"), heading("Fewer tools", "A budget of their own")) == [
        ("Added", "", "<ins>A budget of their own</ins>"),
        ("Removed", "<del>Sleep</del>", ""),
    ]


def test_reworded_within_the_line():
    assert kinds(heading("Silos between teams"), heading("Silos between all teams")) == [
        ("Reworded", "Silos between teams", "Silos between <ins>all</ins> teams")
    ]


def test_what_was_reworded_altogether_is_known_by_its_key():
    old, new = Heading("1", "Goals", [Line("7", "Silos")]), Heading("1", "Goals", [Line("7", "Nobody talks")])
    assert [row.kind for row in difference(old, new).rows] == [Kind.REWORDED]


def test_moved_is_as_few_lines_as_can_be():
    rows = difference(heading("a", "b", "c", "d"), heading("d", "a", "b", "c")).rows
    assert [(row.label, str(row.new)) for row in rows] == [("Moved from 4 to 1", "d")]


def test_moved_and_reworded():
    old, new = heading("Silos between teams", "Sleep", "Money"), heading("Sleep", "Money", "Silos between all teams")
    assert [row.label for row in difference(old, new).rows] == ["Reworded, moved from 1 to 3"]


@pytest.mark.parametrize(
    ("places", "moved"), [([], set()), ([0, 1, 2], set()), ([2, 0, 1], {2}), ([1, 0, 3, 2], {1, 3})]
)
def test_the_longest_run_stays(places, moved):
    assert moved_among(dict(enumerate(places))) == moved


def test_headings_are_known_by_their_key_and_told_in_the_new_order():
    old = [heading("a", key="gone", name="Gone"), heading("b", key="1", name="Aims"), heading("c", key="same")]
    new = [heading("c", key="same"), heading("d", key="new", name="New"), heading("b", "e", key="1", name="Goals")]
    found = differences(old, new)
    assert [(each.name, each.was, each.same) for each in found] == [
        ("New", "", 0),
        ("Goals", "Aims", 1),
        ("Gone", "", 0),
    ]
    assert summary_of(found) == "2 added, 1 removed"
    assert summary_of([]) == "nothing differs"


def test_markup_in_texts_is_shown_as_text():
    assert kinds(heading(), heading("<b>x</b>")) == [("Added", "", "<ins>&lt;b&gt;x&lt;/b&gt;</ins>")]
