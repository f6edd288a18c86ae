"""When something shows a persona as she was, and who says when she changed."""

from datetime import date

import pytest

from enablement import material
from enablement.material import (
    Change,
    is_older,
    material_changes,
    nothing_known,
    register_material_changes,
)

CHANGE = Change(date(2026, 3, 5), 4)


@pytest.fixture(autouse=True)
def nobody_asked(monkeypatch):
    monkeypatch.setattr(material, "_answers", [nothing_known])


@pytest.mark.parametrize(
    ("change", "made_on", "edition", "older"),
    [
        (None, date(2020, 1, 1), 1, False),
        (CHANGE, date(2026, 3, 4), None, True),
        (CHANGE, date(2026, 3, 5), None, False),
        (CHANGE, None, None, False),
        (CHANGE, date(2020, 1, 1), 4, False),
        (CHANGE, date(2027, 1, 1), 3, True),
        (Change(date(2026, 3, 5)), date(2026, 3, 4), 9, True),
    ],
    ids=["nothing known", "before", "that day", "no day", "its edition", "an older edition", "no editions"],
)
def test_older(change, made_on, edition, older):
    assert is_older(change, made_on=made_on, edition=edition) is older


def test_until_somebody_says_so_nobody_changed():
    assert material_changes([1, 2]) == {}


def test_one_function_says_it():
    def answer(personas):
        return {persona: CHANGE for persona in personas if persona > 1}

    register_material_changes(answer)
    register_material_changes(answer)
    assert material_changes([1, 2]) == {2: CHANGE}
    with pytest.raises(ValueError, match="already"):
        register_material_changes(dict)
