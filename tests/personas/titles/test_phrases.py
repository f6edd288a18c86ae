"""Rules as they are typed, and what they catch."""

import pytest
from django.core.exceptions import ValidationError

from personas.titles.matching import match
from personas.titles.phrases import read_excludes, read_includes, tidy_lines

from .catalogues import catalogue_of


def caught(title: str, includes: str, excludes: str = "") -> bool:
    return match(title, catalogue_of({}, [("shiloh", includes, excludes)])).best is not None


@pytest.mark.parametrize(
    ("title", "is_caught"),
    [
        ("Head of Security", True),
        ("Security Mgr", True),
        ("InfoSec Director", True),
        ("VP, Information Security", True),
        ("Security Engineer", False),
        ("Head of Securities", False),
        ("Physical Security Manager", False),
        ("Security Sales Manager", False),
        ("Former Head of Security", False),
        ("Assistant to the Head of Security", False),
        ("Security Product Manager", False),
    ],
)
def test_includes_and_excludes(title, is_caught):
    assert caught(title, "security, infosec\n[leader]", "physical security\nsales") == is_caught


@pytest.mark.parametrize(
    ("level", "titles"),
    [
        ("chief", ["Chief X Officer"]),
        ("vp", ["VP X"]),
        ("director", ["Head of X", "X Director"]),
        ("manager", ["X Manager"]),
        ("lead", ["Lead X Engineer", "X Lead"]),
        ("senior", ["Senior X Engineer", "SVP X"]),
        ("junior", ["Jr. X Engineer"]),
        ("individual", ["X Engineer", "Senior X Engineer", "Jr. X Engineer", "Lead X Engineer"]),
        ("executive", ["VP X", "Chief X Officer"]),
        ("leader", ["Chief X Officer", "VP X", "Head of X", "X Director", "X Manager"]),
    ],
)
def test_levels(level, titles):
    known = ["Chief X Officer", "VP X", "Head of X", "X Director", "X Manager", "Lead X Engineer", "X Lead"]
    known += ["Senior X Engineer", "X Engineer", "Jr. X Engineer"]
    assert [title for title in known if caught(title, f"x\n[{level}]")] == [each for each in known if each in titles]


@pytest.mark.parametrize(
    ("title", "is_caught"),
    [
        ("Data Platform Engineer", True),
        ("Platform Data", True),
        ("Data Java Platform", True),
        ("Data & AI Platform", False),
    ],
)
def test_the_words_of_a_phrase_stand_side_by_side(title, is_caught):
    assert caught(title, "data platform") == is_caught


def test_somebody_else_can_be_asked_for():
    assert caught("Executive Assistant", "executive assistant")


def test_reasons_say_what_was_found_and_what_was_not_wanted():
    known = catalogue_of({}, [("shiloh", "security, infosec\n[leader]", "guard\nsales\nphysical\nevent")])
    assert match("InfoSec Mgr", known).best.reason == (
        "Rule: includes “infosec” and a leadership word; excludes “guard”, “sales”, “physical” and 1 more."
    )


@pytest.mark.parametrize(
    ("includes", "sentence"),
    [
        ("", "Write at least one phrase that a title must include."),
        (" \n ", "Write at least one phrase that a title must include."),
        (
            "[boss]",
            "There is no level “[boss]”. The levels are [chief], [vp], [director], [manager], [lead], [senior], "
            "[junior], [individual], [executive], [leader].",
        ),
        (
            "security [leader]",
            "“security [leader]”: a level in square brackets stands alone, between commas or on a line of its own.",
        ),
        ("of the", "“of the” has no word to look for: small words such as “of” don't count."),
        (",", "One line has commas alone: write a phrase there, or take it out."),
        ("one two three four five", "“one two three four five” has more than 4 words: part it into several lines."),
        ("x" * 81, f"“{'x' * 40} …” is too long for a phrase: at most 80 letters."),
        ("[individual]", "This would fit nearly every title: ask for a phrase, too."),
        ("a1\n" * 21, "That are 21 lines; at most 20 can be asked for."),
        ("b, " * 51, "There are 51 phrases in one line; at most 50 have room."),
    ],
)
def test_what_is_wrong_is_said(includes, sentence):
    with pytest.raises(ValidationError) as refused:
        read_includes(includes)
    assert refused.value.messages == [sentence]


def test_excludes_may_be_empty_and_have_limits():
    assert read_excludes("") == ()
    with pytest.raises(ValidationError):
        read_excludes("x\n" * 51)


def test_lines_are_tidied():
    assert tidy_lines("  a,  b \r\n\r\n c\r") == "a, b\nc"
