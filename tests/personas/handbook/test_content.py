"""What stands under a label, read by the kind of its facet."""

import datetime

import pytest

from personas.handbook.content import read_content
from personas.handbook.drafts import PersonaDraft

from .samples import first_section, scope


class Told:
    """A persona of whom one passage has been read; `place` keeps the remarks."""

    def __init__(self, facet: str, body: str):
        self.place = scope()
        self.persona = PersonaDraft("Bente", "", 1, "people.md")
        self.term = self.place.vocabulary.facets.exact(facet).term
        section = first_section(f"## Bente\n\n{body}\n\n## Notes\n\nx\n")
        read_content(self.place, self.persona, self.term, section.blocks)

    @property
    def statements(self) -> list[tuple[str, str]]:
        draft = self.persona.facets.get(self.term.key)
        return [(each.text, each.detail) for each in draft.statements] if draft else []

    @property
    def note(self) -> str:
        draft = self.persona.facets.get(self.term.key)
        return draft.note if draft else ""

    @property
    def remarks(self) -> list[tuple]:
        return [(each.written, each.read_as, each.how, each.line) for each in self.place.readings]


def plain(*texts: str) -> list[tuple[str, str]]:
    return [(text, "") for text in texts]


@pytest.mark.parametrize(
    ("body", "statements"),
    [
        ("- Bread\n- Buns", plain("Bread", "Buns")),
        ("1. Bread\n2. Buns", plain("Bread", "Buns")),
        ("- Bread\n  by six\n- Buns", plain("Bread by six", "Buns")),
        ("Bread by six", plain("Bread by six")),
        ("Bread by six.<br>Buns by ten.", plain("Bread by six.", "Buns by ten.")),
        ("- **Bread:** by six\n- Buns", [("Bread", "by six"), ("Buns", "")]),
        ("- **Bread**\n  - rye\n  - oat", [("Bread", "- rye\n- oat")]),
        ("- Bread\n  - rye", [("Bread", "- rye")]),
        ("- Bread\n\n  Warm.\n\n- Buns", [("Bread", "Warm."), ("Buns", "")]),
        ("- - Bread\n  - Buns", plain("Bread", "Buns")),
        ("- Bread\n- bread.\n- “Bread”", plain("Bread")),
        ("- Keep *calm* and [bake](https://a.example)", plain("Keep *calm* and [bake](https://a.example)")),
        ("- **[Bread](/b):** daily", plain("**[Bread](/b):** daily")),
        ("- Speed / taste", plain("Speed / taste")),
        ("- 1\\. of May", plain("1. of May")),
    ],
)
def test_statements_of_a_list(body, statements):
    told = Told("Goals", body)
    assert (told.statements, told.note) == (statements, "")


def test_a_paragraph_before_a_list_leads_in_to_it():
    told = Told("Goals", "In winter:\n\n- Bread\n- Buns")
    leads = [each.lead_in for each in told.persona.facets["goal"].statements]
    assert (told.statements, leads, told.note) == (plain("Bread", "Buns"), ["In winter:", ""], "")


def test_prose_under_a_list_facet_becomes_a_note():
    body = "Bente bakes. She sells. She counts."
    told = Told("Goals", f"- Bread\n\n{body}")
    assert (told.statements, told.note) == (plain("Bread"), body)


@pytest.mark.parametrize(
    "body", ["> Warm bread", "```\nbread\n```", "| a | b |\n| - | - |\n| c | d |", "<div>x</div>"]
)
def test_blocks_that_fit_no_list_become_a_note(body):
    told = Told("Goals", body)
    assert (told.statements, told.note) == ([], body)


def test_everything_after_a_rule_is_a_note():
    told = Told("Goals", "- Bread\n\n***\n\n- Buns")
    assert (told.statements, told.note) == (plain("Bread"), "- Buns")


def test_a_statement_too_long_for_one_becomes_a_note():
    long = "bread " * 200
    told = Told("Goals", f"- Buns\n- {long}\n  - rye")
    assert (told.statements, told.note) == (plain("Buns"), f"- {long.strip()}\n\n- rye")


def test_two_items_with_the_same_label_are_two_statements():
    told = Told("Goals", "- **Bread:** by six\n- **Bread:** by ten")
    assert told.statements == [("Bread", "by six"), ("Bread: by ten", "")]


@pytest.mark.parametrize(
    ("body", "statements"),
    [
        ("- Speed / taste", plain("Speed", "taste")),
        ("- Speed/taste / waste", plain("Speed/taste", "waste")),
        ("Speed / taste", plain("Speed", "taste")),
        ("- Speed / taste\n  - daily", [("Speed / taste", "- daily")]),
    ],
)
def test_values_between_slashes(body, statements):
    assert Told("Measured by", body).statements == statements


def test_prose_keeps_its_markdown():
    body = "Up at **four**.\n\n- Bread\n\n> Warm\n\n[More](https://a.example)"
    assert Told("A day at work", body).note == body


@pytest.mark.parametrize(
    ("body", "titles"),
    [
        ("- Head baker\n- Sr. Manager, Ovens", plain("Head baker", "Sr. Manager, Ovens")),
        ("Head baker, Oven lead", plain("Head baker", "Oven lead")),
        ("- Head baker, Oven lead", plain("Head baker", "Oven lead")),
        ("Head baker / Oven lead", plain("Head baker", "Oven lead")),
        ("- Head baker (big shops)\n- head baker", [("Head baker", "big shops")]),
        ("Manager of:\n\n- Ovens\n- Mills", plain("Manager of Ovens", "Manager of Mills")),
    ],
)
def test_job_titles(body, titles):
    told = Told("Job titles", body)
    assert ([(title.name, title.qualifier) for title in told.persona.titles], told.note) == (titles, "")


def test_remarks_among_job_titles_become_a_note():
    told = Told("Job titles", "Seen in shops:\n\n- Head baker\n- Oven lead\n- Anybody who bakes before six.")
    assert [title.name for title in told.persona.titles] == ["Head baker", "Oven lead"]
    assert told.note == "Seen in shops:\n\n- Anybody who bakes before six."


def test_prose_about_titles_becomes_a_note():
    told = Told("Job titles", "Titles in this trade say little about the work. Ask for the oven.")
    assert (told.persona.titles, told.note) == (
        [],
        "Titles in this trade say little about the work. Ask for the oven.",
    )


@pytest.mark.parametrize(
    ("body", "roles"),
    [
        ("1. Decision-maker\n2. Initiator", [("Decision-maker", 1, ""), ("Initiator", 2, "")]),
        (
            "- Influencer & Researcher\n- Initiator",
            [("Influencer", 1, ""), ("Researcher", 1, ""), ("Initiator", 2, "")],
        ),
        ("Influencer", [("Influencer", 1, "")]),
        ("- Decision-maker (flour only)", [("Decision-maker", 1, "flour only")]),
        ("- Influencer\n- influencers", [("Influencer", 1, "")]),
        ("- Taste judge", [("Taste judge", 1, "")]),
    ],
)
def test_purchasing_roles_with_their_rank(body, roles):
    told = Told("Purchasing role", body)
    read = [(role.role.name, role.rank, role.qualifier) for role in told.persona.roles]
    assert (read, told.note) == (roles, "")


def test_guesses_are_remarked_and_spellings_only_where_they_differ():
    told = Told("Purchasing role", "- Decison-Maker\n- Initiator/ Identifier of need\n- Influencer")
    assert told.remarks == [
        ("Decison-Maker", "Decision-maker", "close match", 3),
        ("Initiator/ Identifier of need", "Initiator", "alias", 4),
    ]


def test_a_sentence_among_purchasing_roles_becomes_a_note():
    told = Told("Purchasing role", "- Influencer\n- Bente decides nothing alone but is asked by all of them.")
    assert [role.role.name for role in told.persona.roles] == ["Influencer"]
    assert told.note == "Bente decides nothing alone but is asked by all of them."


TIERS = [("Webinar", 1, ""), ("Case study", 1, "short"), ("Newsletter", 2, "")]


@pytest.mark.parametrize(
    "body",
    [
        "- Primary\n  - Webinar\n  - Case study (short)\n- Secondary\n  - Newsletter",
        "- **Primary:** Webinars, customer stories (short)\n- **Secondary:** Emails & Newsletters",
        "- Primary: Webinar / Case study (short)\n- Secondary: Newsletter",
        "**Primary:** Webinar, Case study (short)<br>**Secondary:** Newsletter",
    ],
)
def test_content_types_by_tier(body):
    told = Told("Gains information by", body)
    read = [(each.content_format.name, each.tier, each.qualifier) for each in told.persona.preferences]
    assert (read, told.note) == (TIERS, "")


def test_content_types_without_a_tier_are_primary_and_a_puzzle():
    told = Told("Gains information by", "- Webinar")
    assert [(each.content_format.name, each.tier) for each in told.persona.preferences] == [("Webinar", 1)]
    assert [(each.text, each.why, each.line) for each in told.place.puzzles] == [
        ("Webinar", "No tier is given, so it was read as primary.", 3)
    ]


def test_another_facet_among_the_tiers_is_read_as_that_facet():
    told = Told("Gains information by", "- Primary\n  - Webinar\n- **Goals**\n  - Bread")
    assert [each.text for each in told.persona.facets["goal"].statements] == ["Bread"]


def test_a_sentence_among_the_tiers_becomes_a_note():
    told = Told("Gains information by", "- Primary\n  - Webinar\n- Never call Bente before she has had her coffee.")
    assert told.note == "- Never call Bente before she has had her coffee."


@pytest.mark.parametrize(
    ("body", "parent"),
    [
        ("[Miller Mio](#miller-mio)", "miller-mio"),
        ("- [Miller Mio](/people#miller-mio)", "miller-mio"),
        ("Miller Mio", "Miller Mio"),
        ("- **Miller Mio**", "Miller Mio"),
        ("[Miller Mio](https://a.example/mio)", "Miller Mio"),
    ],
)
def test_subset_of(body, parent):
    assert Told("Subset of", body).persona.parent == parent


def test_what_is_said_beside_the_wider_persona_is_kept():
    told = Told("Subset of", "[Miller Mio](#miller-mio), but only in winter")
    assert (told.persona.parent, told.note) == ("miller-mio", "[Miller Mio](#miller-mio), but only in winter")


def test_the_persona_type_may_stand_under_a_label():
    told = Told("Persona type", "Intenal")
    assert (told.persona.type.slug, told.remarks) == ("internal", [("Intenal", "Internal", "close match", 3)])


def test_an_unknown_persona_type_is_a_puzzle():
    told = Told("Persona type", "Robot")
    assert (told.persona.type, [each.text for each in told.place.puzzles]) == (None, ["Robot"])


@pytest.mark.parametrize(
    ("body", "day", "reason"),
    [
        ("2026-02-01: the *shop* closed", datetime.date(2026, 2, 1), "the *shop* closed"),
        ("2026-02-01", datetime.date(2026, 2, 1), ""),
        ("The shop closed", None, "The shop closed"),
        ("2026-02-31 – closed", None, "2026-02-31 – closed"),
        ("**Closed** for good", None, "**Closed** for good"),
    ],
)
def test_deprecation(body, day, reason):
    values = Told("Deprecated", body).persona.values
    assert (values["status"], values.get("deprecated_on"), values["deprecation_reason"]) == ("deprecated", day, reason)


def test_a_day_that_the_calendar_lacks_is_a_puzzle():
    assert [each.text for each in Told("Deprecated", "2026-02-31").place.puzzles] == ["2026-02-31"]


def test_comments_say_nothing():
    told = Told("Goals", "<!-- hush -->")
    assert (told.statements, told.note) == ([], "")
