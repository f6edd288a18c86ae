"""The hook for other apps' sections, tried with an app that reads opening hours."""

import pytest

from personas.handbook.plan import make_plan
from personas.handbook.rows import Row
from personas.handbook.section_readers import claimed_rows, register_section_reader, unregister_section_reader
from personas.models import JobTitle
from personas.wording import wording_key

from .samples import BAKERS, first_section, load, page, scope

TEXT = BAKERS + "\n    ## Opening hours\n\n    - Early bird\n\n    ## Tours\n\n    Ask Mio.\n"


def hours(section, place):
    """Reads sections called "Opening hours" into job titles, for want of a model of its own."""
    if section.name != "Opening hours":
        return None
    names = [item.text for block in section.blocks for item in block.items]
    place.puzzle("odd hours", "No clock.", section.line)
    return [Row(JobTitle, (wording_key(name),), {"name": name}) for name in names]


@pytest.fixture
def reader_of_hours():
    register_section_reader("hours", hours)
    yield
    unregister_section_reader("hours")


def test_a_claimed_section_becomes_rows_and_no_guide(vocabulary, reader_of_hours):
    plan = load(page(TEXT))
    assert [row.key for row in plan.new if row.values.get("name") == "Early bird"] == [(wording_key("Early bird"),)]
    assert [line.text for line in plan.lines if line.part == "Guide"] == ["Tours"]
    assert JobTitle.objects.get(key=wording_key("Early bird")).name == "Early bird"


def test_remarks_of_a_reader_are_in_the_plan(vocabulary, reader_of_hours):
    lines = make_plan([page(TEXT)]).lines
    assert [(line.text, line.part, line.line) for line in lines if line.kind == "not_understood"] == [
        ("odd hours", "No clock.", 24)
    ]


def test_a_claimed_section_imported_again_changes_nothing(vocabulary, reader_of_hours):
    load(page(TEXT))
    assert make_plan([page(TEXT)]).changes_anything is False


def test_without_a_reader_the_section_is_a_guide(vocabulary):
    lines = make_plan([page(TEXT)]).lines
    assert [line.text for line in lines if line.part == "Guide"] == ["Opening hours", "Tours"]


def test_smaller_orders_come_first_and_the_first_to_claim_has_it():
    asked = []
    readers = {"late": (20, []), "never": (10, None), "early": (15, ["rows"]), "same": (15, ["others"])}
    try:
        for name, (order, rows) in readers.items():
            register_section_reader(name, lambda *_, name=name, rows=rows: asked.append(name) or rows, order=order)
        assert claimed_rows(first_section("## Hours\n\nx\n\n## Tours\n"), scope()) == ["rows"]
    finally:
        for name in readers:
            unregister_section_reader(name)
    assert asked == ["never", "early"]


def test_forgetting_a_reader_that_is_not_there_is_no_error():
    unregister_section_reader("nobody")
    assert claimed_rows(first_section("## Hours\n\nx\n\n## Tours\n"), scope()) is None
