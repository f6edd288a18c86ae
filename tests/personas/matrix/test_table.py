from personas.matrix import Column, Group, Head, Mark, build

GOALS, TOOLS = Group("goals", "Goals"), Group("tools", "Tools")
COLUMNS = (Column("ada", "Ada"), Column("bob", "Bob"))


def head(key, count=1, group=GOALS, name=""):
    return Head(key, name or key.title(), group, count)


def test_marks_stand_where_row_and_column_meet_and_others_are_passed_over():
    first, second = Mark("speed", "bob", "1"), Mark("calm", "ada", "2")
    marks = [first, second, Mark("speed", "eve", "3"), Mark("money", "ada", "4")]
    matrix = build("Goals", [head("speed"), head("calm")], COLUMNS, marks)
    assert [row.cells for row in matrix.rows] == [(None, first), (second, None)]
    assert (matrix.of, matrix.width) == (2, 3)


def test_rows_keep_their_order_and_stand_in_groups():
    heads = [head("speed"), head("calm"), head("editor", group=TOOLS)]
    matrix = build("All", heads, COLUMNS, [])
    assert [(group.name, [row.key for row in rows]) for group, rows in matrix.groups] == [
        ("Goals", ["speed", "calm"]),
        ("Tools", ["editor"]),
    ]
    assert (matrix.is_grouped, build("One", heads[:2], COLUMNS, []).is_grouped) == (True, False)


def test_a_row_is_shared_from_two_on_and_different_unless_all_say_the_same():
    marks = [Mark(key, slug, "1", sense=sense) for key, slug, sense in SENSES]
    heads = [head("same", 2), head("other", 2), head("alone", 1)]
    rows = build("All", heads, COLUMNS, marks).rows
    assert [(row.is_shared, row.is_different) for row in rows] == [(True, False), (True, True), (False, True)]


SENSES = [
    ("same", "ada", "primary"),
    ("same", "bob", "primary"),
    ("other", "ada", "primary"),
    ("other", "bob", "tertiary"),
    ("alone", "ada", "primary"),
]


def test_keeping_leaves_the_rest_as_it_is():
    matrix = build("All", [head("speed", 2), head("calm", 1)], COLUMNS, [], of=9, corner="Goal")
    kept = matrix.keeping(lambda row: row.is_shared)
    assert ([row.key for row in kept.rows], kept.of, kept.corner, kept.columns) == (["speed"], 9, "Goal", COLUMNS)


def test_stages_by_persona_are_the_same_table():
    """Another app's rows and columns need nothing of the catalogue."""
    stages = Group("buying", "Buying journey", "Stage")
    marks = [Mark("evaluate", "ada", "leads", shade=4, url="/journeys/buying/#evaluate")]
    matrix = build("Stages", [Head("evaluate", "Evaluate", stages, 1)], COLUMNS, marks, corner="Stage")
    assert (matrix.rows[0].cells, matrix.has_notes) == ((marks[0], None), False)
