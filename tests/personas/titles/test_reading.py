"""What the words of a title say."""

import pytest

from personas.titles import words
from personas.titles.reading import parts_of, read_title


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Sr. Mgr, Infra Eng", ("senior", "manager", "infrastructure", "engineer")),
        ("VP of Infra Eng", ("vp", "infrastructure", "engineer")),
        ("SVP Mktg", ("senior", "vp", "marketing")),
        ("Dir. QA", ("director", "qa")),
        ("CISO", ("chief", "infosec", "officer")),
        ("Assoc. Acct Mgr", ("associate", "account", "manager")),
        ("C++/C# Developer (.NET)", ("cpp", "csharp", "developer", "dotnet")),
        ("Quality Assurance & Testing", ("qa", "test")),
        ("Leiterin IT-Sicherheit (w/m/d)", ("head", "it", "security")),
        ("Entwickler/in", ("developer",)),
        ("Ingénieur sécurité", ("engineer", "security")),
        ("Gerente de Operaciones de TI", ("manager", "operation", "it")),
        ("Tech Lead", ("technical", "teamlead")),
        ("Lead Developer", ("lead", "developer")),
        ("Chef de projet", ("project", "manager")),
        ("Administrateur réseaux et systèmes", ("administrator", "network", "system")),
        ("Datacentre Mgr", ("data", "center", "manager")),
        ("Export Co-ordinator", ("export", "coordinator")),
        ("Vertriebsleiter", ("sales", "head")),
        ("Projektmanagerin", ("project", "manager")),
        ("Webentwicklerin", ("web", "developer")),
        ("Flugbegleiter, Praxisanleiter", ("flugbegleiter", "praxisanleiter")),
        ("RSSI", ("chief", "infosec", "officer")),
        ("CTO @ Acme & Sons", ("chief", "technology", "officer")),
    ],
)
def test_words_are_written_out(title, said):
    assert read_title(title).words == said


@pytest.mark.parametrize(
    ("title", "band"),
    [
        ("Software Engineer", words.INDIVIDUAL),
        ("Product Manager", words.INDIVIDUAL),
        ("Development Lead", words.LEAD),
        ("QA Manager", words.MANAGER),
        ("Supervisor, Network", words.MANAGER),
        ("Assistant Director of IT", words.DIRECTOR),
        ("Head of IT", words.DIRECTOR),
        ("EVP IT", words.VICE_PRESIDENT),
        ("Vice President IT", words.VICE_PRESIDENT),
        ("Chief Architect", words.CHIEF),
        ("President", words.CHIEF),
        ("Executive Assistant", words.INDIVIDUAL),
    ],
)
def test_bands(title, band):
    assert read_title(title).band == band


@pytest.mark.parametrize(
    ("title", "step"),
    [("Analyst", 0), ("Jr Analyst", -1), ("Analyst II", 1), ("Senior Analyst", 1), ("Principal Analyst", 3)],
)
def test_steps(title, step):
    assert read_title(title).step == step


@pytest.mark.parametrize(
    ("title", "others"),
    [
        ("Executive Assistant to the CFO", {"assistant", "to"}),
        ("Executive Assistant VP Finance", {"assistant"}),
        ("Assistant, VP Finance", {"assistant"}),
        ("Office of the CTO", {"office"}),
        ("CTO's office", {"’s"}),
        ("Former CTO", {"former"}),
        ("Assistant Vice President", set()),
        ("Intern", {"intern"}),
        ("International Director", set()),
        ("Topology Officer", set()),
    ],
)
def test_titles_of_others(title, others):
    assert read_title(title).others == others


def test_the_order_of_words_makes_no_difference():
    assert read_title("Director of Platform Engineering").key == read_title("Platform Eng., Dir.").key
    assert read_title("Lead Developer").key != read_title("Development Lead").key


def test_parts():
    assert [(part.text, part.enumerated) for part in parts_of("CTO & Co-founder, Berlin")] == [
        ("cto", False),
        ("co-founder", True),
        ("berlin", False),
    ]
    assert parts_of("Full-Stack Developer") == []
