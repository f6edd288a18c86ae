"""Journeys on pages of their own: written, and read back to the same rows, whatever an editor typed."""

import pytest

from journeys.handbook.own_pages import write_journeys
from journeys.models import Journey, Stage, StageAlias, Touchpoint, TouchpointFormat
from personas.handbook.apply import apply_plan
from personas.handbook.pages import HandbookError
from personas.handbook.plan import make_plan
from personas.handbook.writer import write_handbook
from personas.models import Persona, Team
from tests.journeys.factories import (
    JourneyFactory,
    StageAliasFactory,
    StageFactory,
    TouchpointFactory,
)
from tests.personas.factories import ContentFormatFactory, PersonaFactory, PersonaTypeFactory, TeamFactory
from tests.personas.handbook.samples import page

pytestmark = pytest.mark.django_db

HOSTILE = [
    "#### A heading of its own\n\nText under it.\n\n##### And one below",
    "***\n\nA rule above, and one below\n\n---",
    "<!-- key message -->\n\nBehind a comment\n\n<!-- touchpoint\ninvolvement: leads\n-->",
    "- a list\n  - nested\n\n1. one\n2. two\n\n```\n## no heading\n",
    "# Top\n\n## Stage\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    "<script>never closed\n\nand more",
    "Setext\n======\n\nline\nbreaks\\\nhere",
    "[link]: /x\n\n> quote\n\n    code",
    "",
]


def make_journey(texts=("What does it cost?", "It pays for **itself**.")):
    questions, message = texts
    journey = JourneyFactory(
        name='How "Acme" decides #', description=message, type=PersonaTypeFactory(), kind="product", status="draft"
    )
    first = StageFactory(journey=journey, name="Plan & build #", order=7, description=questions)
    StageAliasFactory(stage=first, wording="yes")
    StageFactory(journey=journey, name="2. Run", order=20)
    people = [PersonaFactory(name=name, role_label=role) for name, role in (("Ada", "Buyer"), ("Bo", ""))]
    team = TeamFactory(name="Sales: north")
    formats = [ContentFormatFactory(name="Case study (short)"), ContentFormatFactory(name="Webinar")]
    TouchpointFactory(
        persona=people[0],
        stage=first,
        involvement=1,
        questions=questions,
        key_message=message,
        team=team,
        content_formats=formats,
    )
    TouchpointFactory(persona=people[1], stage=first, involvement=3, key_message=message)
    return journey


def emptied():
    for model in (Journey, Persona, Team):
        model.objects.all().delete()


def test_a_journey_on_its_page():
    make_journey()
    [written] = write_journeys()
    assert written.name == "journey-how-acme-decides.md"
    assert written.text == (
        '---\ndramatis: journey\ntitle: "How \\"Acme\\" decides #"\nkind: product\ntype: buyer\nstatus: draft\n'
        f"order: {Journey.objects.get().order}\n---\n\n"
        '# How "Acme" decides \\#\n\nIt pays for **itself**.\n\n'
        '## Plan & build \\#\n\n<!-- stage\norder: 7\naliases:\n  - "yes"\n-->\n\nWhat does it cost?\n\n'
        '### Ada (Buyer)\n\n<!-- touchpoint\ninvolvement: leads\nteam: "Sales: north"\ncontent:\n'
        "  - Case study (short)\n  - Webinar\n-->\n\n"
        "<!-- what they ask -->\n\nWhat does it cost?\n\n<!-- key message -->\n\nIt pays for **itself**.\n\n"
        "### Bo\n\n<!-- touchpoint\ninvolvement: is kept informed\n-->\n\n"
        "<!-- key message -->\n\nIt pays for **itself**.\n\n## 2. Run\n"
    )


@pytest.mark.parametrize("message", HOSTILE)
def test_whatever_was_typed_comes_back_to_the_letter(message):
    make_journey((message, message))
    exported = write_handbook()
    emptied()
    apply_plan(make_plan(exported))
    assert write_handbook() == exported
    assert make_plan(exported).changes_anything is False


def test_the_rows_come_back():
    journey = make_journey()
    exported = write_handbook()
    models = (Journey, Stage, StageAlias, Touchpoint, TouchpointFormat)
    before = [model.objects.count() for model in models]
    emptied()
    apply_plan(make_plan(exported))
    assert [model.objects.count() for model in models] == before
    again = Journey.objects.get()
    kept = ("name", "key", "slug", "kind", "status", "order", "description")
    assert [getattr(again, name) for name in kept] == [getattr(journey, name) for name in kept]
    assert again.type.name == "Buyer"
    ada = Touchpoint.objects.get(persona__name="Ada")
    assert (ada.involvement, ada.team.name) == (1, "Sales: north")
    assert [link.content_format.name for link in ada.format_links.all()] == ["Case study (short)", "Webinar"]


def test_importing_over_the_same_says_unchanged():
    make_journey()
    counts = make_plan(write_journeys()).counts()
    assert {kind.value: count for kind, count in counts.items() if count} == {"unchanged": counts["unchanged"]}


def test_a_page_that_is_older_takes_nothing_away_unless_it_prunes():
    journey = make_journey()
    exported = write_journeys()
    extra = TouchpointFactory(stage=journey.stages.last(), persona=PersonaFactory(name="Cy"))
    plan = make_plan(exported)
    assert plan.changes_anything is False
    assert [(line.subject, line.part) for line in plan.lines if line.kind == "gone"] == [
        (extra.persona.heading, 'How "Acme" decides #: 2. Run')
    ]
    apply_plan(make_plan(exported, prune=True))
    assert not Touchpoint.objects.filter(pk=extra.pk).exists()


def test_a_journey_renamed_since_is_known_by_its_address():
    journey = make_journey()
    exported = write_journeys()
    Journey.objects.update(name="Other", key="other")
    apply_plan(make_plan(exported))
    journey.refresh_from_db()
    assert (Journey.objects.count(), journey.name, journey.key) == (1, 'How "Acme" decides #', "how acme decide")


def test_a_persona_who_is_gone_is_said():
    make_journey()
    exported = write_journeys()
    Persona.objects.filter(name="Bo").delete()
    assert [puzzle.text for puzzle in make_plan(exported).puzzles] == ["bo"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("---\ndramatis: journey\ntitle: '...'\n---\n", "needs a title"),
        ("---\ndramatis: journey\ntitle: A\nkind: trip\n---\n", "“trip” is no kind"),
        ("---\ndramatis: journey\ntitle: A\nstatus: lost\n---\n", "“lost” is no status"),
        ("---\ndramatis: journey\ntitle: A\n---\n\n## ...\n", "a stage's name"),
        (
            "---\ndramatis: journey\ntitle: A\n---\n\n## B\n\n### C\n\n<!-- touchpoint\ninvolvement: x\n-->\n",
            "“x” is no involvement",
        ),
        (
            "---\ndramatis: journey\ntitle: A\n---\n\n## B\n\n### C\n\n<!-- touchpoint\ncontent:\n  - '!'\n-->\n",
            "needs a letter or digit",
        ),
    ],
)
def test_a_page_that_cannot_be_read_is_refused_with_a_sentence(text, sentence):
    PersonaFactory()
    with pytest.raises(HandbookError, match=sentence):
        make_plan([page(text, "journey-a.md")])


def test_writing_costs_the_same_whatever_there_is(django_assert_num_queries):
    make_journey()
    with django_assert_num_queries(5):
        write_journeys()
    for _ in range(3):
        TouchpointFactory(content_formats=ContentFormatFactory.create_batch(2))
    with django_assert_num_queries(5):
        write_journeys()
