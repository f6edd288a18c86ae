"""Titles → personas, with the reason; and what must never match."""

import pytest

from personas.titles.matching import match, match_many

from .catalogues import answer, catalogue_of

CATALOGUE = catalogue_of(
    {
        "tristan": ["CTO", "CIO", "CDO", "Founder", "Owner", "Vice President"],
        "shiloh": ["CISO", "Deputy CISO", "Director of Cybersecurity", "IT Security Manager"],
        "perry": ["VP of Platform", "Infrastructure Engineering Manager", "Operations Manager", "Director of IT"],
        "engineering": ["VP of Engineering", "Engineering Director"],
        "blake": ["CFO", "VP of Finance", "Head of Procurement"],
        "dev": ["Software Engineer", "Senior Developer", "Backend Developer"],
        "sre": ["Site Reliability Engineer", "DevOps Engineer"],
        "analyst": ["Data Analyst", "Security Operations Analyst"],
        "delaney": ["Development Lead", "Software Engineering Team Lead"],
        "olga": ["Технический директор", "最高技術責任者"],
    }
)


@pytest.mark.parametrize("title", ["CTO", " cto ", "“CTO”", "C.T.O."])
def test_exact_titles(title):
    found = match(title, CATALOGUE)
    assert (found.best.persona.slug, found.best.score >= 98) == ("tristan", True)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Chief Technology Officer", "tristan"),
        ("Chief Technology Officer (CTO)", "tristan"),
        ("Chief Information Security Officer", "shiloh"),
        ("Dep. CISO", "shiloh"),
        ("Dir. Cyber Security", "shiloh"),
        ("IT Security Mgr", "shiloh"),
        ("VP Platform", "perry"),
        ("Vice President, Platform", "perry"),
        ("Mgr., Infra Eng", "perry"),
        ("Ops Manager", "perry"),
        ("Director, Engineering", "engineering"),
        ("V.P. of Eng.", "engineering"),
        ("Software Eng", "dev"),
        ("Snr Dev", "dev"),
        ("SRE", "sre"),
        ("Engineer, Dev Ops", "sre"),
        ("Chief Financial Officer", "blake"),
        ("Reliability Engineer, Site", "sre"),
    ],
)
def test_the_same_words_otherwise(title, slug):
    assert answer(title, CATALOGUE) == ("alternative", slug)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Senior Software Engineer", "dev"),
        ("Software Engineer II", "dev"),
        ("Jr. Software Engineer", "dev"),
        ("Python Software Engineer", "dev"),
        ("Sofware Enginer", "dev"),
        ("Back-End Engineer", "dev"),
        ("Head of Cybersecurity", "shiloh"),
        ("SVP of Engineering", "engineering"),
        ("Global Head of Procurement", "blake"),
        ("Head of Purchasing", "blake"),
        ("Softwareentwickler (m/w/d)", "dev"),
    ],
)
def test_close_titles(title, slug):
    assert answer(title, CATALOGUE) == ("close", slug)


@pytest.mark.parametrize(
    ("title", "slugs"),
    [
        ("CTO & Co-founder", ["tristan"]),
        ("CFO / CISO", ["blake", "shiloh"]),
        ("Director of Cybersecurity / IT", ["shiloh", "perry"]),
        ("Software Engineer, Payments", ["dev"]),
        ("Backend Developer (Berlin)", ["dev"]),
        ("CTO at Northwind", ["tristan"]),
        ("CTO | Speaker | Father", ["tristan"]),
    ],
)
def test_each_part_is_tried(title, slugs):
    assert [each.persona.slug for each in match(title, CATALOGUE).candidates] == slugs


@pytest.mark.parametrize(
    "title",
    [
        "",
        "   ",
        "n/a",
        "🚀",
        "\u200b",
        "Intern",
        "International",
        "Software Engineering Intern",
        "Executive Assistant",
        "Assistant to the CFO",
        "Executive Assistant to the CTO",
        "CTO's office",
        "Office of the CTO",
        "Chief of Staff to the CTO",
        "Former CTO",
        "Ex-CTO",
        "Founder's Associate",
        "Student",
        "VP of Sales",
        "Vice President, Sales",
        "Senior Vice President",
        "Operations Manager, Retail",
        "Sales Operations Manager",
        "Product Owner",
        "Engineering Analyst",
        "Platform Analyst",
        "Securities Analyst",
        "Director of Software",
        "VP of Data",
        "Data Manager",
        "Chief Revenue Officer",
        "Security Guard",
        "Civil Engineer",
        "Developer",
        "Finance",
        "Engineer",
    ],
)
def test_no_match_instead_of_a_guess(title):
    assert match(title, CATALOGUE).candidates == ()


@pytest.mark.parametrize("title", ["Data Analyst", "Senior Data Analyst", "Lead Data Analyst"])
@pytest.mark.parametrize("level", ["VP of", "Head of", "Chief", "Director,", "Manager,"])
def test_no_other_level_however_many_letters_agree(title, level):
    known = catalogue_of({"analyst": [title]})
    assert match(f"{level} Data Analysis", known).best is None


@pytest.mark.parametrize("title", ["Технический директор", "технический  ДИРЕКТОР", "директор, технический"])
def test_cyrillic_titles(title):
    assert match(title, CATALOGUE).best.persona.slug == "olga"


def test_japanese_titles():
    assert answer("最高技術責任者", CATALOGUE) == ("exact", "olga")
    assert answer("最高執行責任者", CATALOGUE) is None


@pytest.mark.parametrize(
    "title",
    ["x" * 10_000, "CTO " * 2_500, "," * 10_000, "(" * 5_000, "a/b" * 3_000, "\x00", "CTO\x00", "مدير تقني", "\ud800"],
)
def test_nothing_crashes_it(title):
    assert len(match(title, CATALOGUE).candidates) <= 5


def test_reasons_are_words():
    reasons = {title: match(title, CATALOGUE).best.reason for title in ("CTO", "VP Platform", "Software Engineer II")}
    assert reasons == {
        "CTO": "Exact title.",
        "VP Platform": "Another way to write “VP of Platform”.",
        "Software Engineer II": "Close to “Software Engineer”: the level differs a little.",
    }
    assert match("Poet & CTO", CATALOGUE).best.reason == "The part “CTO”: exact title."


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Software Engineer II", "the level is written otherwise"),
        ("Senior Sofware Engineer", "spelt a little otherwise"),
    ],
)
def test_reasons_of_close_titles(title, said):
    known = catalogue_of({"dev": ["Senior Software Engineer"]})
    assert match(title, known).best.reason == f"Close to “Senior Software Engineer”: {said}."


@pytest.mark.parametrize("title", ["Leiter Vertrieb", "Leiterin, Vertrieb", "Vertriebsleitung", "Head of Sales"])
def test_german_compounds(title):
    assert answer(title, catalogue_of({"sales": ["Vertriebsleiter"]})) == ("alternative", "sales")


def test_acronyms_with_several_meanings():
    known = catalogue_of({"parker": ["Product Manager"], "pia": ["Project Manager"]})
    found = match("PM", known)
    assert [(each.kind, each.persona.slug) for each in found.candidates] == [("close", "parker"), ("close", "pia")]
    assert found.best.reason == "“PM” may stand for “product manager”. Another way to write “Product Manager”."


def test_the_runner_up():
    shared = catalogue_of({"one": ["DevOps Engineer"], "two": ["Poet", "DevOps Engineer"]})
    found = match("DevOps Engineer", shared)
    assert (found.best.persona.slug, found.runner_up.persona.slug) == ("one", "two")
    assert match("Poet", shared).runner_up is None


def test_rules_come_after_titles_and_by_priority():
    rules = [("late", "security\n[leader]", "", 50), ("early", "security", "guard", 10)]
    known = catalogue_of({"known": ["Head of Security"]}, rules)
    assert [each.persona.slug for each in match("Head of Security", known).candidates] == ["known", "early", "late"]
    assert [each.persona.slug for each in match("Security Guard Manager", known).candidates] == ["late"]
    assert match("Security Poet", known).best.kind == "rule"


def test_many_are_matched_as_one_by_one():
    titles = ["CTO", "poet", "CTO", "Sr. Dev"]
    assert list(match_many(titles, CATALOGUE)) == [match(title, CATALOGUE) for title in titles]
