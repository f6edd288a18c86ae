"""Parts of titles: none stands alone where that would drop the level or the trade that the rest states."""

import pytest

from personas.titles.matching import match

from .catalogues import catalogue_of

CATALOGUE = catalogue_of(
    {
        "tristan": ["CTO", "CISO"],
        "perry": ["VP of Platform", "Director of IT", "Director of DevOps"],
        "engineering": ["VP of Engineering", "Engineering Manager"],
        "dev": ["Software Engineer", "Platform Engineer", "Security Engineer"],
        "sre": ["Site Reliability Engineer", "DevOps Engineer"],
        "daphne": ["Data Scientist"],
        "delaney": ["Software Engineering Team Lead"],
        "parker": ["Product Manager"],
        "rory": ["Scrum Master"],
    },
    [("daphne", "data scientist"), ("trainer", "enablement trainer")],
)


def slugs(title: str) -> list[str]:
    return [each.persona.slug for each in match(title, CATALOGUE).candidates]


@pytest.mark.parametrize(
    "title",
    [
        "Head of Sales (SRE)",
        "Head of Marketing, Software Engineer",
        "Founder, Software Engineer",
        "Director of Finance / DevOps Engineer",
        "Sales Director - DevOps",
        "DevOps - Sales Director",
    ],
)
def test_no_part_drops_the_level_or_the_function(title):
    assert slugs(title) == []


@pytest.mark.parametrize(
    "title",
    [
        "Technical Recruiter - Software Engineers",
        "Technical Recruiter (Software Engineering)",
        "Teacher, Data Science",
        "Bootcamp Tutor / Data Science",
        "Headhunter - DevOps & SRE",
        "Headhunter | Software Engineers",
        "Photographer, Security Engineer",
        "Sales Engineer - Security",
        "HR Business Partner, Software Engineering",
        "Account Executive, Software Engineer",
        "Data Science Recruiter",
        "Professor of Data Science",
        "Driver (Data Science)",
        "Recruiter (CTO)",
        "Talent Partner (Data Science)",
        "Head of Recruiting, DevOps",
    ],
)
def test_no_part_drops_the_trade(title):
    assert slugs(title) == []


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("VP, Engineering (Platform)", ["engineering", "perry"]),
        ("Director of IT / DevOps", ["perry"]),
        ("Team Lead, Software Engineering", ["delaney"]),
        ("Software Engineer / Team Lead", ["delaney"]),
        ("Product Manager / Engineering Manager", ["parker", "engineering"]),
        ("Product Manager & Scrum Master", ["parker", "rory"]),
        ("Security Engineer, Trainer", ["dev"]),
        ("Engineering - Data Scientist", ["daphne"]),
        ("Consultant, Data Science", ["daphne"]),
        ("Software Engineers (Berlin)", ["dev"]),
        ("CISO, Head of Sales", ["tristan"]),
        ("Head of Sales, CISO", ["tristan"]),
        ("Poet & CTO", ["tristan"]),
        ("Enablement Trainer, Data", ["trainer"]),
    ],
)
def test_whoever_the_whole_title_means_is_found(title, found):
    assert slugs(title) == found


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("CTO/CISO", "The part “CTO”: exact title."),
        ("Chief Technology Officer, Berlin", "The part “Chief Technology Officer”: another way to write “CTO”."),
        (
            "VP, Engineering (Platform)",
            "The part “Engineering” with the role in “VP”: another way to write “VP of Engineering”.",
        ),
    ],
)
def test_reasons(title, reason):
    assert match(title, CATALOGUE).best.reason == reason


HOSPITAL = catalogue_of(
    {
        "nina": ["Registered Nurse", "Krankenpfleger"],
        "dan": ["Truck Driver"],
        "dee": ["Dispatcher", "Disponent"],
        "shiloh": ["InfoSec", "Security Engineer"],
    }
)


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Registered Nurse (RN)", ["nina"]),
        ("Registered Nurse - Emergency Department", ["nina"]),
        ("Krankenpfleger - Station 3", ["nina"]),
        ("Truck driver / courier", ["dan"]),
        ("Disponent, Nahverkehr", ["dee"]),
        ("Dispatcher (Nights)", ["dee"]),
        ("Bouncer, Security", []),
        ("Dispatcher, Police", []),
        ("Trainer, Dispatcher", []),
    ],
)
def test_callings_that_only_the_catalogue_knows(title, found):
    assert [each.persona.slug for each in match(title, HOSPITAL).candidates] == found
