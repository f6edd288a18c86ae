"""The catalogue as pages, and the way there and back."""

import datetime
import re
from contextlib import suppress
from textwrap import dedent

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from personas.handbook.pages import Page
from personas.handbook.plan import make_plan
from personas.handbook.writer import item_text, write_guide, write_handbook, write_personas
from personas.models import (
    ContentFormat,
    ContentFormatAlias,
    ContentPreference,
    Facet,
    FacetAlias,
    Guide,
    JobTitle,
    Persona,
    PersonaNote,
    PersonaPurchasingRole,
    PersonaTitle,
    PersonaTrait,
    PersonaType,
    PurchasingRole,
    Trait,
)
from tests.personas.factories import (
    ContentPreferenceFactory,
    FacetFactory,
    GuideFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaPurchasingRoleFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    PersonaTypeFactory,
)

from .samples import BAKERS, load, load_text

BENTE = """\
    ---
    dramatis: personas
    title: Buyer personas
    type: buyer
    ---

    # Buyer personas

    ## Baker Bente

    <!-- persona
    role: Baker
    -->

    Bente runs **three** ovens.

    ### Goals

    - Bread by six
    - Less waste

    ### Biggest challenges

    - Late flour

    ### Job titles

    - Head baker
    - Oven lead

    ### Purchasing role

    1. Decision-maker
    2. Initiator

    ## Miller Mio

    <!-- persona
    role: Miller
    -->

    ### Goals

    - Less waste

    ### Biggest challenges

    - Wet grain
    """


def there_and_back() -> tuple[list[Page], list[Page]]:
    """The export, and the export of a catalogue that was filled by it."""
    first = write_handbook()
    empty()
    load(*first)
    return first, write_handbook()


def empty() -> None:
    for model in (Persona, Guide, Trait, JobTitle, Facet, ContentFormat, PurchasingRole, PersonaType):
        model.objects.all().delete()


def test_a_page_of_personas(vocabulary):
    load_text(BAKERS)
    assert write_personas(PersonaType.objects.get(slug="buyer")) == Page("personas-buyer.md", dedent(BENTE))


def test_the_pages_of_a_catalogue(vocabulary):
    load_text(BAKERS + "\n    ## Tips\n\n    x\n")
    names = [written.name for written in write_handbook()]
    assert names == ["vocabulary.md", "personas-buyer.md", "guide-tips.md"]
    assert [written.name for written in write_handbook("buyer")] == ["personas-buyer.md"]


def test_a_type_that_is_not_there(vocabulary):
    with pytest.raises(PersonaType.DoesNotExist):
        write_handbook("robot")


def test_a_guide(db):
    guide = GuideFactory(
        title="Tips: a–z",
        slug="tips",
        body="\r\nGreet.  \r\n\r\n---\r\n\r\n# Wave\n",
        order=3,
        parent=GuideFactory(slug="all"),
    )
    assert write_guide(guide) == Page(
        "guide-tips.md",
        '---\ndramatis: guide\ntitle: "Tips: a–z"\nslug: tips\nparent: all\norder: 3\n---\n\n'
        "Greet.  \n\n---\n\n# Wave\n",
    )


def test_everything_that_a_record_can_say(db):
    kind = PersonaTypeFactory(name="Buyer")
    mio = PersonaFactory(name="Mio", role_label="", type=kind, slug="mio")
    day = datetime.date(2026, 5, 4)
    bente = PersonaFactory(
        name="Bente", role_label="Head (nights)", slug="bente", type=kind, status="deprecated", colour=4, parent=mio,
        reports_to=mio, reviewed_on=day, review_due_on=day, deprecated_on=day, source_url="https://a.example/--x",
        portrait_alt="A: b", portrait_source="/p.png", deprecation_reason="Gone.\nReally.",
    )  # fmt: skip
    bente.successors.add(mio)
    record = write_personas(kind).text.split("## Bente (Head (nights))\n\n")[1].split("\n\n## Mio")[0]
    assert record == (
        "<!-- persona\nslug: bente\nstatus: deprecated\ncolour: 4\nreviewed: 2026-05-04\nreview_due: 2026-05-04\n"
        'source_url: "https://a.example/-\\u002dx"\nportrait_alt: "A: b"\nportrait_source: "/p.png"\n'
        'deprecated: 2026-05-04\nreason: "Gone.\\nReally."\nparent: mio\nreports_to: mio\nsuccessors:\n  - mio\n-->'
    )


@pytest.mark.parametrize(
    ("statement", "detail", "text"),
    [
        ("Bread", "", "- Bread"),
        ("1. of May", "", "- 1\\. of May"),
        ("Bread", "by six", "- **Bread:** by six"),
        ("Bread", "by six\n\nEach day.", "- **Bread:** by six\n\n  Each day."),
        ("Bread", "- rye\n- oat", "- Bread\n  - rye\n  - oat"),
        ("Bread", "> rye", "- Bread\n\n  > rye"),
        ("**Bread**", "by six", "- **Bread:** by six"),
        ("Bread.", "by six", "- **Bread.:** by six"),
        ("Bread: rye", "by six", "- **Bread: rye:** by six"),
        ("[Bread](/b)", "by six", "- [Bread](/b)\n\n  by six"),
    ],
)
def test_an_item(statement, detail, text):
    assert item_text(statement, detail) == text


def test_writing_takes_the_same_number_of_queries_for_one_persona_and_for_thirty(vocabulary):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            write_handbook()
        return len(captured)

    load_text(BAKERS)
    few = queries()
    kind = PersonaType.objects.get(slug="buyer")
    goals = Facet.objects.get(slug="goals")
    for persona in PersonaFactory.create_batch(30, type=kind):
        PersonaTraitFactory(persona=persona, trait__facet=goals)
        PersonaTitleFactory(persona=persona)
        persona.successors.add(persona)
    assert queries() == few


def test_a_page_there_and_back(vocabulary):
    load_text(BAKERS + "\n    ## Tips\n\n    Greet **them**.\n\n    ### Mornings\n\n    Tea.\n")
    first, second = there_and_back()
    assert second == first


BODIES = [
    "Bread\r\n\r\n- rye\r\n- oat\r\n",
    "---\n\nWarm\n\n---\n\nCold",
    "# Bread\n\nWarm",
    "***\n\nWarm",
    "<!-- hush -->",
    "```\n# a\n\n- b\n```",
    "    code",
    "[a]: https://a.example",
    "See [it][a].\n\n[a]: https://a.example",
    "### Goals\n\n- Bread",
    "<div>\n\n*x*\n\n</div>",
    "| a | b |\n| - | - |\n| c | d |",
    "Hard  \nbreak",
    "{: .note}\n[TOC]\n• dot",
    "<!-- persona\nrole: x\n-->",
    "a\n\n-->\n\nb",
]


def texts(pages: list[Page]) -> str:
    return "".join(written.text for written in pages)


@pytest.mark.parametrize("kind", ["prose", "list", "introduction"])
def test_notes_there_and_back(db, kind):
    facet = FacetFactory(kind=kind)
    for body in BODIES:
        PersonaNoteFactory(facet=facet, body=body)
    first, second = there_and_back()
    assert texts(second) == texts(first)


@pytest.mark.parametrize(
    "body",
    ["---\n\nWarm\n\n---\n\nCold", "Bread\r\n\r\n- rye\r\n- oat", "Warm\n\n***\n\nCold", "### Goals\n\n- Bread"],
)
def test_no_word_of_a_note_is_lost_on_the_way(db, body):
    PersonaNoteFactory(body=body)
    there_and_back()
    assert re.findall(r"\w+", PersonaNote.objects.get().body) == re.findall(r"\w+", body)


STATEMENTS = [
    "- Bread", "\\- Bread", "# Bread", "Bread #", "**Bread:** rye", "*", "---", "1) one", "1. of May", "1\\. of May",
    "<!-- x", "a | b", "`", "[a]: b", "[x] done", "Bread / buns", "=", "| a |", "\\", "Bread\\", "~~~", "ベ(ン",
    "a <br> b", "&amp;",
    "+", "#", "**Rye** bread",
]  # fmt: skip


@pytest.mark.parametrize("detail", ["", "Warm.", "- rye", "**Rye:** x", "1. one\n2. two", "> q", "a\n\nb"])
def test_statements_there_and_back(db, detail):
    facet = FacetFactory()
    for statement in STATEMENTS:
        PersonaTraitFactory(trait__facet=facet, trait__statement=statement, detail=detail)
    first, second = there_and_back()
    assert texts(second) == texts(first)
    assert sorted(PersonaTrait.objects.values_list("trait__statement", "detail")) == sorted(
        (statement, detail) for statement in STATEMENTS
    )


@pytest.mark.parametrize("statement", ["**Rye**", "_Rye_", "<b>Rye</b>"])
def test_a_statement_all_in_bold_is_bold_by_its_detail_already(db, statement):
    PersonaTraitFactory(trait__statement=statement, detail="Warm.")
    first, second = there_and_back()
    assert (texts(second), Trait.objects.get().statement) == (texts(first), "Rye")


NAMES = [
    ("Bente", "Baker"),
    ("Bente", "Head (nights)"),
    ("Tall Bente", "Baker"),
    ("Baker Bente", "Baker"),
    ("Bente (tall)", ""),
    ("Bente (tall)", "Baker"),
    ("Bente #", ""),
    ("# Bente", "C#"),
    ("**Bente**", ""),
    ("Bente -->", "a --> b"),
    ("ベンテ", "パン職人"),
    ("Goals", "Goals"),
    ("2026-05-04", "true"),
    ("null", "12"),
    ("Bente <!-- x -->", ""),
    ("Bente \\", "\\"),
    ("{: .x}", "Bente {#b}"),
    ("Bente\x7f", "Baker\x7f"),
]


def test_names_there_and_back(db):
    for name, role in NAMES:
        PersonaFactory(name=name, role_label=role)
    first, second = there_and_back()
    assert texts(second) == texts(first)
    assert sorted(Persona.objects.values_list("name", "role_label")) == sorted(NAMES)


QUALIFIERS = ["", "big shops", "big (very) shops", "a) b", "(", ")", "a ( b", "[x](y)", "*x*", "é"]


@pytest.mark.parametrize("qualifier", QUALIFIERS)
def test_job_titles_there_and_back(db, qualifier):
    titles = ["Head baker", "Baker (nights)", "- Baker", "1. Baker", "(x) Baker", "Baker)", "[Baker](x)"]
    FacetFactory(kind="job_titles")
    for title in titles:
        PersonaTitleFactory(title__name=title, qualifier=qualifier)
    first, second = there_and_back()
    assert texts(second) == texts(first)
    assert sorted(PersonaTitle.objects.values_list("title__name", "qualifier")) == sorted(
        (title, qualifier) for title in titles
    )


def test_nothing_is_left_out_where_the_vocabulary_has_no_facet_for_it(db):
    PersonaTitleFactory(title__name="Head baker")
    PersonaPurchasingRoleFactory(role__name="Taste judge")
    ContentPreferenceFactory(content_format__name="Bread stamp")
    there_and_back()
    assert [model.objects.count() for model in (PersonaTitle, PersonaPurchasingRole, ContentPreference)] == [1, 1, 1]


signs = st.sampled_from(
    [*list("ab1é漢 -*_#>`~[]().:/|\\<!&\"'=+"), "Bread", " (x)", "**", "<!--", "-->", "](", "--", ": "]
)
line = st.lists(signs, min_size=1, max_size=8).map("".join).map(lambda text: " ".join(text.split())).filter(bool)
markdown = st.lists(line | st.sampled_from(["", "", "- a", "  - b", "1. c", "# d", "> e", "```", "***", "| f |"]),
                    min_size=1, max_size=7).map("\n".join)  # fmt: skip
blank_or_line = st.just("") | line
days = st.none() | st.dates(datetime.date(2000, 1, 1), datetime.date(2030, 1, 1))
persona_values = st.fixed_dictionaries(
    {
        "name": line,
        "role_label": blank_or_line,
        "status": st.sampled_from(["draft", "published", "deprecated"]),
        "colour": st.none() | st.integers(1, 12),
        "reviewed_on": days,
        "portrait_alt": blank_or_line,
        "deprecation_reason": markdown,
    }
)
statement_values = st.tuples(st.integers(0, 1), line, st.just("") | markdown, st.just("") | markdown)
catalogues = st.fixed_dictionaries(
    {
        "types": st.lists(line, max_size=1).map(lambda names: [*names, "Buyer"]),
        "facets": st.lists(
            st.tuples(line, markdown, st.sampled_from(["list", "list", "prose"])), min_size=2, max_size=3
        ),
        "aliases": st.lists(line, max_size=2),
        "formats": st.lists(line, min_size=1, max_size=2),
        "roles": st.lists(line, min_size=1, max_size=2),
        "personas": st.lists(persona_values, min_size=1, max_size=2),
        "statements": st.lists(statement_values, max_size=4),
        "notes": st.lists(st.tuples(st.integers(0, 4), markdown), max_size=3),
        "titles": st.lists(st.tuples(line, blank_or_line), max_size=2),
        "guides": st.lists(st.tuples(line, markdown), max_size=2),
        "qualifier": blank_or_line,
    }
)


def keep(instance):
    """The instance saved, as an editor's form would have it; None when a form would refuse it."""
    with suppress(ValidationError):
        instance.full_clean()
        instance.save()
        return instance
    return None


def build(values: dict) -> None:
    """A catalogue of these texts, without those that the forms refuse."""
    types = [row for name in values["types"] if (row := keep(PersonaType(name=name)))]
    facets = [
        row
        for number, (name, text, kind) in enumerate(values["facets"])
        if (row := keep(Facet(name=name, description=text, kind=kind, order=number, comparable=kind == "list")))
    ]
    special = [
        Facet.Kind.INTRODUCTION,
        Facet.Kind.JOB_TITLES,
        Facet.Kind.PURCHASING_ROLES,
        Facet.Kind.CONTENT_PREFERENCES,
    ]
    facets += [keep(Facet(name=f"Special {kind.value}", kind=kind, order=9)) for kind in special]
    for alias in values["aliases"]:
        keep(FacetAlias(term=facets[0], wording=alias))
    formats = [row for name in values["formats"] if (row := keep(ContentFormat(name=name)))]
    for wording in values["aliases"][:1]:
        if formats:
            keep(ContentFormatAlias(term=formats[0], wording=wording))
    roles = [row for name in values["roles"] if (row := keep(PurchasingRole(name=name)))]
    people = [row for each in values["personas"] if types and (row := keep(Persona(type=types[-1], **each)))]
    lists = [facet for facet in facets if facet.kind == "list"]
    for persona in people:
        fill_persona(persona, values, lists, facets, formats, roles)
    for number, (title, body) in enumerate(values["guides"]):
        keep(Guide(title=title, body=body, order=number))


def fill_persona(persona, values: dict, lists: list, facets: list, formats: list, roles: list) -> None:
    for rank, (number, statement, detail, lead_in) in enumerate(values["statements"], start=1):
        if number < len(lists) and (trait := shared(Trait, "statement", statement, facet=lists[number])):
            keep(PersonaTrait(persona=persona, trait=trait, rank=rank, detail=detail, lead_in=lead_in))
    for number, body in values["notes"]:
        if number < len(facets):
            keep(PersonaNote(persona=persona, facet=facets[number], body=body))
    for rank, (name, qualifier) in enumerate(values["titles"], start=1):
        if title := shared(JobTitle, "name", name):
            keep(PersonaTitle(persona=persona, title=title, rank=rank, qualifier=qualifier))
    for rank, role in enumerate(roles, start=1):
        keep(PersonaPurchasingRole(persona=persona, role=role, rank=rank, qualifier=values["qualifier"]))
    for rank, each in enumerate(formats, start=1):
        keep(ContentPreference(persona=persona, content_format=each, tier=rank % 3 + 1, qualifier=values["qualifier"]))


def shared(model, field: str, text: str, **more):
    """The row of that wording, made if need be; None for one that a form refuses."""
    return keep(model(**{field: text}, **more)) or model.objects.filter(**{field: text}, **more).first()


def told() -> dict:
    """Everything that has to come back word for word."""
    return {
        model: sorted(map(repr, model.objects.values_list(*fields)))
        for model, fields in {
            Persona: (
                "name",
                "role_label",
                "slug",
                "type__name",
                "status",
                "colour",
                "portrait_alt",
                "deprecation_reason",
            ),
            Facet: ("name", "kind", "comparable", "slug"),
            FacetAlias: ("wording", "term__name"),
            ContentFormat: ("name",),
            ContentPreference: ("persona__slug", "content_format__name", "tier", "rank", "qualifier"),
            PersonaPurchasingRole: ("persona__slug", "role__name", "rank", "qualifier"),
            PersonaTitle: ("persona__slug", "title__name", "qualifier"),
            Trait: ("facet__name", "statement"),
            Guide: ("title", "slug", "order"),
        }.items()
    }


@given(catalogues)
@settings(
    max_examples=8,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_catalogue_there_and_back(db, values):
    with transaction.atomic():
        build(values)
        first, before = write_handbook(), told()
        transaction.set_rollback(True)
    with transaction.atomic():
        load(*first)
        second, after = write_handbook(), told()
        again = make_plan(first)
        transaction.set_rollback(True)
    assert texts(second) == texts(first)
    assert after == before
    assert again.changes_anything is False
