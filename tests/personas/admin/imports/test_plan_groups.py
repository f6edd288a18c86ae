"""A plan arranged for reading."""

from personas.admin.imports import plan_groups
from personas.admin.imports.plan_groups import groups_of, lines_to_check, plan_context
from personas.handbook.plan import Kind, Plan, PlanLine


def line(kind, subject="Robin", text="words", **more):
    return PlanLine(kind, subject, "Goals", text, **more)


def test_lines_stand_under_their_subject_in_the_order_of_the_plan():
    plan = Plan(lines=[line(Kind.NEW, "Robin"), line(Kind.NEW, "Kim"), line(Kind.UNCHANGED, "Robin")])
    groups = groups_of(plan)
    assert [(group.subject, len(group.lines), len(group.unchanged)) for group in groups] == [
        ("Robin", 1, 1),
        ("Kim", 1, 0),
    ]


def test_what_needs_a_look_comes_first_and_apart():
    guess, puzzle = line(Kind.GUESS), line(Kind.NOT_UNDERSTOOD)
    plan = Plan(lines=[guess, puzzle, line(Kind.GONE)])
    assert [view.line for view in lines_to_check(plan)] == [puzzle, guess]
    assert [[view.line for view in group.lines] for group in groups_of(plan)] == [[line(Kind.GONE)]]


def test_groups_that_stay_are_told_from_groups_that_change():
    context = plan_context(Plan(lines=[line(Kind.UNCHANGED, "Kim"), line(Kind.CHANGED, "Robin", old="a", new="b")]))
    assert [group.subject for group in context["staying"]] == ["Kim"]
    assert [(group.subject, group.has_pairs) for group in context["changing"]] == [("Robin", True)]
    assert dict(context["counts"]) == dict.fromkeys(Kind, 0) | {Kind.UNCHANGED: 1, Kind.CHANGED: 1}


def test_a_plan_that_nobody_could_read_is_cut_but_counted(monkeypatch):
    monkeypatch.setattr(plan_groups, "SHOWN", 2)
    context = plan_context(Plan(lines=[line(Kind.NEW)] * 3 + [line(Kind.GUESS)] * 3))
    assert (len(context["to_check"]), len(context["changing"][0].lines), context["hidden"]) == (2, 2, 2)
    assert dict(context["counts"])[Kind.NEW] == 3
