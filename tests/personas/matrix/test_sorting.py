import pytest

from personas.matrix import Group, Head, Sorting

GOALS, TOOLS = Group("goals", "Goals"), Group("tools", "Tools")
HEADS = [
    Head("1", "calm", GOALS, 3),
    Head("2", "Speed", GOALS, 1),
    Head("3", "Awe", GOALS, 3),
    Head("4", "Editor", TOOLS, 9),
]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("", "1234"),
        ("name", "3124"),
        ("-name", "2134"),
        ("count", "1324"),
        ("-count", "2134"),
        ("by:ada", "2134"),
        ("-by:ada", "1234"),
    ],
)
def test_rows_are_sorted_group_by_group_and_missing_places_come_last(text, order):
    heads = Sorting.read(text).applied(HEADS, {"2": 1, "1": 4})
    assert "".join(head.key for head in heads) == order


@pytest.mark.parametrize("text", ["", "name", "-count", "by:ada", "-by:ada-2"])
def test_an_order_is_written_as_it_is_read(text):
    assert str(Sorting.read(text)) == text


@pytest.mark.parametrize("text", ["size", "-", "by", "by:", "name:ada", "--name", ":ada"])
def test_unknown_orders_are_refused(text):
    with pytest.raises(ValueError, match="There is no order"):
        Sorting.read(text)


def test_a_second_click_turns_the_order_round():
    by_name = Sorting().towards("name")
    assert [str(by_name), str(by_name.towards("name")), str(by_name.towards("by", "ada"))] == [
        "name",
        "-name",
        "by:ada",
    ]


@pytest.mark.parametrize(
    ("text", "what", "direction"),
    [
        ("name", "name", "ascending"),
        ("-name", "name", "descending"),
        ("count", "count", "descending"),
        ("-count", "count", "ascending"),
        ("name", "count", ""),
    ],
)
def test_directions_are_those_of_the_values(text, what, direction):
    assert Sorting.read(text).direction(what) == direction
