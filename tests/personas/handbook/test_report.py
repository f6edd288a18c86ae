"""Plans in print."""

import json

import pytest

from personas.handbook.plan import Kind, Plan, PlanLine
from personas.handbook.report import as_json, as_text, from_first_difference, short, text_of

LINES = [
    PlanLine(Kind.NEW, "Bente", "Goals", "Bread", page="a.md", line=3),
    PlanLine(Kind.CHANGED, "Bente", "About", "Bakes", old="Bakes.", new="Bakes a lot.", page="a.md", line=1),
    PlanLine(Kind.UNCHANGED, "Bente", "", "Bente", page="a.md", line=1),
    PlanLine(Kind.GONE, "Bente", "Goals", "Ice"),
    PlanLine(Kind.GUESS, "Bente", "", "alias", old="Aims", new="Goals", page="a.md", line=2),
    PlanLine(Kind.NOT_UNDERSTOOD, "", "No date.", "2026-02-31", page="a.md"),
]


def test_text_by_kind_with_the_sum_at_the_end():
    plan = Plan(lines=LINES, removed=[object()])
    assert as_text(plan, dry_run=False).split("\n") == [
        "New (1)",
        "  + Bente: Goals – Bread  [a.md, line 3]",
        "",
        "Changed (1)",
        "  ~ Bente: About – Bakes (Bakes. → Bakes a lot.)  [a.md, line 1]",
        "",
        "No longer on the page (1)",
        "  - Bente: Goals – Ice",
        "",
        "Read as (1)",
        "  = Bente – alias (Aims → Goals)  [a.md, line 2]",
        "",
        "Not understood (1)",
        "  ? No date. – 2026-02-31  [a.md]",
        "",
        "1 new, 1 changed, 1 unchanged, 1 no longer on the page, 1 read as, 1 not understood. Written.",
    ]


@pytest.mark.parametrize(
    ("removed", "dry_run", "end"),
    [
        ([], False, "Nothing to write."),
        ([], True, "Nothing to write."),
        ([object()], True, "Nothing was written (dry run)."),
        ([object()], False, "Written."),
    ],
)
def test_the_last_words_say_whether_anything_was_written(removed, dry_run, end):
    counts = "0 new, 0 changed, 0 unchanged, 0 no longer on the page, 0 read as, 0 not understood."
    assert as_text(Plan(removed=removed), dry_run=dry_run) == f"{counts} {end}"


@pytest.mark.parametrize(
    ("removed", "dry_run", "written"), [([1], False, True), ([1], True, False), ([], False, False)]
)
def test_json_for_a_program(removed, dry_run, written):
    told = json.loads(as_json(Plan(lines=LINES[:1], removed=removed), dry_run=dry_run))
    assert told == {
        "written": written,
        "counts": {"new": 1, "changed": 0, "unchanged": 0, "gone": 0, "guess": 0, "not_understood": 0},
        "lines": [
            {
                "kind": "new",
                "subject": "Bente",
                "part": "Goals",
                "text": "Bread",
                "old": "",
                "new": "",
                "page": "a.md",
                "line": 3,
            }
        ],
    }


def test_the_name_of_a_line_is_not_said_twice():
    assert text_of(PlanLine(Kind.NEW, "Bente", "", "Bente", page="a.md", line=1)) == "Bente  [a.md, line 1]"


@pytest.mark.parametrize(("text", "cut"), [("a\n  b", "a b"), ("x" * 100, "x" * 100), ("x" * 101, "x" * 99 + "…")])
def test_long_texts_are_cut(text, cut):
    assert short(text) == cut


def test_long_texts_are_shown_from_shortly_before_they_part():
    same = "Up at four and at the oven before anybody else in the street has even thought about getting out of bed"
    assert from_first_difference(f"{same}, then bread.", f"{same}, then buns.") == (
        "… getting out of bed, then bread.",
        "… getting out of bed, then buns.",
    )


@pytest.mark.parametrize("old", ["Bread", "Bread " * 30])
def test_texts_that_part_at_once_are_shown_whole(old):
    assert from_first_difference(old, "Ice") == (old, "Ice")
