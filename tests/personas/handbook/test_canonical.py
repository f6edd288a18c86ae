"""Pages in the canonical dialect: only headings and records carry meaning."""

import datetime

import pytest

from personas.handbook.canonical import default_name, page_kind, read_guide, read_personas, read_vocabulary
from personas.handbook.outline import outline
from personas.handbook.pages import HandbookError
from personas.handbook.vocabulary import Vocabulary
from personas.models import ContentFormat, Facet

from .samples import outlined, page, words


def personas(body: str, vocabulary=None):
    """The draft of a page of buyers with this body."""
    vocabulary = vocabulary or words()
    source = page(f"---\ndramatis: personas\ntitle: Buyer personas\ntype: buyer\n---\n\n# Buyer personas\n\n{body}\n")
    return read_personas(source, outline(source), vocabulary, next(iter(vocabulary.types)))


def persona(body: str, heading: str = "Bente"):
    return personas(f"## {heading}\n\n{body}").personas[0]


def statements(draft, key: str) -> list[tuple]:
    return [(each.text, each.detail, each.lead_in) for each in draft.facets[key].statements]


@pytest.mark.parametrize(
    ("meta", "kind"),
    [("dramatis: personas", "personas"), ("dramatis: guide", "guide"), ("dramatis: play", None), ("title: x", None)],
)
def test_the_kind_of_a_page(meta, kind):
    assert page_kind(outlined(f"---\n{meta}\n---\n\nText\n")) == kind


def test_a_vocabulary_page():
    source = page(
        "---\ndramatis: vocabulary\n---\n\n## Facets\n\n### Goals\n\n"
        "<!-- term\nslug: ends\nkind: list\ncomparable: true\naliases:\n  - aims\n-->\n\nWhat they *want*.\n\n"
        "## Content types\n\n### Webinar\n\n### eBook\n\n## Other\n\n### X\n"
    )
    vocabulary = Vocabulary()
    draft = read_vocabulary(source, outline(source), vocabulary)
    assert [(term.model, term.values["name"], term.values["order"], term.aliases) for term in draft.terms] == [
        (Facet, "Goals", 1, ["aims"]),
        (ContentFormat, "Webinar", 1, []),
        (ContentFormat, "eBook", 2, []),
    ]
    assert draft.terms[0].values | {"name": "", "order": 0} == {
        "name": "",
        "order": 0,
        "slug": "ends",
        "description": "What they *want*.",
        "kind": "list",
        "comparable": True,
        "in_summary": False,
        "slash_separated": False,
    }
    assert vocabulary.facets.exact("AIM").term.slug == "ends"


def test_a_vocabulary_name_without_words_is_refused():
    source = page("---\ndramatis: vocabulary\n---\n\n## Facets\n\n### ???\n")
    with pytest.raises(HandbookError) as refused:
        read_vocabulary(source, outline(source), Vocabulary())
    assert str(refused.value) == "people.md, line 7: a vocabulary name needs a letter or digit."


def test_a_guide_keeps_its_body_untouched():
    body = "## Mornings {#am}\n\n- TOC\n{:toc}\n\nGreet.  \n\n---\n\n• Wave"
    source = page(f"---\ndramatis: guide\ntitle: Tips\nslug: our-tips\nparent: shop\norder: 7\n---\n\n{body}\n")
    [guide] = read_guide(source, outline(source)).guides
    assert (guide.title, guide.slug, guide.parent_slug, guide.order, guide.body) == (
        "Tips",
        "our-tips",
        "shop",
        7,
        body,
    )


def test_a_guide_without_a_title_is_refused():
    source = page("---\ndramatis: guide\n---\n\nText\n")
    with pytest.raises(HandbookError) as refused:
        read_guide(source, outline(source))
    assert str(refused.value) == "people.md: a guide needs a title in its front matter."


def test_a_persona_with_her_record():
    bente = persona(
        "<!-- persona\nrole: Oven\nstatus: deprecated\nparent: mio\nreports_to: ina\ncolour: 4\nreviewed: 2026-05-04\n"
        "deprecated: 2026-06-01\nreason: Closed.\nsuccessors:\n  - olaf\n-->\n\nBakes.\n\nSells.",
        "Oven Bente",
    )
    assert (bente.name, bente.role_label, bente.slug, bente.type.slug) == ("Oven Bente", "Oven", "oven-bente", "buyer")
    assert (bente.parent, bente.reports_to, bente.successors) == ("mio", "ina", ["olaf"])
    assert {key: value for key, value in bente.values.items() if value} == {
        "status": "deprecated",
        "colour": 4,
        "reviewed_on": datetime.date(2026, 5, 4),
        "deprecated_on": datetime.date(2026, 6, 1),
        "deprecation_reason": "Closed.",
    }
    assert bente.facets["about"].note == "Bakes.\n\nSells."


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Bente (Head Baker)", ("Bente", "Head Baker")),
        ("Tall Bente (Head Baker)", ("Tall Bente (Head Baker)", "")),
        ("Bente", ("Bente", "")),
        ("Bente, the baker", ("Bente, the baker", "")),
    ],
)
def test_what_a_heading_alone_stands_for(heading, name):
    assert default_name(heading) == name


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        ("reviewed: soon", "people.md, line 9: “reviewed” must be a date like 2026-05-04."),
        ("status: gone", "people.md, line 9: “gone” is no status of a persona."),
        ("role: [x", "people.md, line 11: the record in this comment needs names and values in plain YAML."),
    ],
)
def test_a_wrong_record_is_refused(record, sentence):
    with pytest.raises(HandbookError) as refused:
        persona(f"<!-- persona\n{record}\n-->")
    assert str(refused.value) == sentence


def test_an_unknown_value_in_a_record_is_a_puzzle():
    draft = personas("## Bente\n\n<!-- persona\nshoes: clogs\n-->")
    assert [(each.text, each.why, each.line) for each in draft.puzzles] == [
        ("shoes", "No such value in a persona's record.", 9)
    ]


def test_statements_with_details_and_lead_ins():
    bente = persona(
        "### Goals\n\nIn winter:\n\n- Bread\n- **Buns:** by ten\n- Ice\n  - cold\n\nIn summer:\n\n- 1\\. of May"
    )
    assert statements(bente, "goal") == [
        ("Bread", "", "In winter:"),
        ("Buns", "by ten", ""),
        ("Ice", "- cold", ""),
        ("1. of May", "", "In summer:"),
    ]


def test_what_stands_after_a_rule_is_the_note():
    bente = persona("### Goals\n\n- Bread\n\n***\n\nMore.\n\n- of it")
    assert (statements(bente, "goal"), bente.facets["goal"].note) == ([("Bread", "", "")], "More.\n\n- of it")


def test_bold_words_are_no_labels():
    bente = persona("### A day at work\n\n**Goals:** bread\n\n#### Pain points\n\n- flour")
    assert list(bente.facets) == ["day at work"]
    assert bente.facets["day at work"].note == "**Goals:** bread\n\n#### Pain points\n\n- flour"


def test_job_titles_roles_and_content_types():
    bente = persona(
        "### Job titles\n\n- Sr. Baker, Ovens (big shops)\n\n"
        "### Purchasing role\n\n2. Influencer\n2. Initiator (flour)\n\n"
        "### Gains information by\n\n- Primary\n  - Webinar (short)\n- Tertiary\n  - Bread stamp"
    )
    assert [(each.name, each.qualifier) for each in bente.titles] == [("Sr. Baker, Ovens", "big shops")]
    assert [(each.role.name, each.rank, each.qualifier) for each in bente.roles] == [
        ("Influencer", 2, ""),
        ("Initiator", 2, "flour"),
    ]
    assert [(each.content_format.name, each.tier, each.qualifier) for each in bente.preferences] == [
        ("Webinar", 1, "short"),
        ("Bread stamp", 3, ""),
    ]


@pytest.mark.parametrize(("body", "kind"), [("- clogs", "list"), ("Clogs. Always.", "prose")])
def test_an_unknown_facet_is_new(body, kind):
    vocabulary = words()
    personas(f"## Bente\n\n### Shoes\n\n{body}", vocabulary)
    assert [(term.name, term.kind) for term in vocabulary.facets if term.is_new] == [("Shoes", kind)]


def test_nothing_is_guessed():
    vocabulary = words()
    personas("## Bente\n\n### Bigest challenges\n\n- Flour", vocabulary)
    assert [term.name for term in vocabulary.facets if term.is_new] == ["Bigest challenges"]
