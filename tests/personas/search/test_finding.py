"""The search as a whole: the same answers in the same order on both databases, and to each only what they may see."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from personas.models import PersonaTrait, Trait
from personas.search import kinds as registry
from personas.search.finding import search
from personas.wording import wording_key
from tests.personas.factories import EditorFactory, PersonaFactory, PersonaTraitFactory, TraitFactory, UserFactory

pytestmark = pytest.mark.django_db

TRISTAN = "<mark>Tech</mark> <mark>Exec</mark> Tristan"
SILOS = "<mark>Silos</mark> between teams"
# What is typed, and what a reader gets on SQLite as on PostgreSQL.
ANSWERS = {
    "tristan": {"personas": ["Tech Exec <mark>Tristan</mark>"]},
    "TRISTAN": {"personas": ["Tech Exec <mark>Tristan</mark>"]},
    "tech exec": {"personas": [TRISTAN]},
    "exec tech": {"personas": [TRISTAN]},
    "tris": {"personas": ["Tech Exec <mark>Tristan</mark>"]},
    "tristn": {"personas": ["Tech Exec <mark>Tristan</mark>"]},
    "zoe": {"personas": ["<mark>Zoë</mark> Łukasz (Chef d’équipe)"]},
    "ZOË": {"personas": ["<mark>Zoë</mark> Łukasz (Chef d’équipe)"]},
    "Łukasz": {"personas": ["Zoë <mark>Łukasz</mark> (Chef d’équipe)"]},
    "equipe": {"personas": ["Zoë Łukasz (Chef d’<mark>équipe</mark>)"]},
    "product manager": {"personas": ["Parker (<mark>Product</mark> <mark>Manager</mark>)"]},
    "silos": {"traits": [SILOS]},
    "silo": {"traits": [SILOS]},
    "“silos”": {"traits": [SILOS]},
    "teams silos": {"traits": ["<mark>Silos</mark> between <mark>teams</mark>"]},
    "slios": {"traits": [SILOS]},
    "departments talk": {"traits": ["Silos between teams"]},
    "procurement": {
        "traits": ["<mark>Procurement</mark> takes a quarter"],
        "titles": ["Head of <mark>Procurement</mark>"],
    },
    "procuremnt": {
        "traits": ["<mark>Procurement</mark> takes a quarter"],
        "titles": ["Head of <mark>Procurement</mark>"],
    },
    "rpocurement": {
        "traits": ["<mark>Procurement</mark> takes a quarter"],
        "titles": ["Head of <mark>Procurement</mark>"],
    },
    "vp of eng": {"titles": ["<mark>VP</mark> <mark>of</mark> <mark>Engineering</mark>"]},
    "analist report": {
        "personas": ["Tech Exec Tristan"],
        "content": ["<mark>Analyst</mark> <mark>report</mark>"],
        "guides": ["Reaching buyers"],
    },
    "reports": {
        "personas": ["Tech Exec Tristan"],
        "content": ["Analyst <mark>report</mark>"],
        "guides": ["Reaching buyers"],
    },
    "market study": {"content": ["Analyst report"]},
    "independent": {"content": ["Analyst report"]},
    "webinar": {"content": ["<mark>Webinar</mark>"]},
    "budget": {"guides": ["<mark>Budget</mark> season", "Reaching buyers"]},
    "budget and season": {"guides": ["<mark>Budget</mark> <mark>season</mark>"]},
    "quarter": {"traits": ["Procurement takes a <mark>quarter</mark>"]},
    "tristan silos": {"personas": ["Tech Exec <mark>Tristan</mark>"]},
    "exec procuremnt": {"personas": ["Tech <mark>Exec</mark> Tristan"]},
    "engineering tristan": {"personas": ["Tech Exec <mark>Tristan</mark>"]},
    "silos procurement": {},
    "zoe silos": {},
    "tristan webinar": {},
    "'; DROP TABLE --": {},
    '" OR "*': {},
    "* AND NEAR(": {},
    "%": {},
    "\0 \ud800": {},
    "": {},
}


@pytest.mark.parametrize("typed", ANSWERS)
def test_a_reader_gets_the_same_on_both_databases(cast, finds, typed):
    assert finds(typed) == ANSWERS[typed]


@pytest.mark.parametrize(
    "typed", ["dana", "secrets", "secret agent", "hidden agendas", "hiden", "agent", "breakfst", "dana agendas"]
)
def test_readers_learn_nothing_of_drafts_and_editors_do(cast, finds, typed):
    found = finds(typed)
    assert [kind for kind in found if kind != "personas"] == []
    assert [title for title in found.get("personas", ()) if "Dana" in title] == []
    assert found_for_editors(typed) > len(found.get("personas", ()))


def found_for_editors(typed):
    return search(typed, EditorFactory(), slice(9)).total


def test_what_a_draft_shares_is_counted_without_it(cast, seeker):
    def note(user):
        return search("procurement", user, slice(9)).group("traits").found.hits[0].note

    assert (note(seeker), note(EditorFactory())) == (
        "Biggest challenges · 1 persona",
        "Biggest challenges · 2 personas",
    )


def test_nobody_unsigned_finds_anything(cast):
    assert search("tristan", AnonymousUser(), slice(9)).total == 0


def test_what_nobody_has_is_found_by_nobody(cast):
    assert search("nobody", EditorFactory(), slice(9)).total == 0


def test_slips_are_only_looked_for_where_nothing_has_the_words(cast, seeker):
    TraitFactory(statement="Slios in the field")
    PersonaTraitFactory(trait=Trait.objects.get(key=wording_key("Slios in the field")))
    results = search("slios", seeker, slice(9))
    assert (results.corrected, results.total) == (False, 1)
    assert search("procuremnt", seeker, slice(9)).corrected


def test_one_kind_brings_its_hits_and_the_others_their_totals(cast, seeker):
    results = search("procurement", seeker, slice(9), only="titles")
    assert [(group.kind.name, len(group.found.hits), group.found.total) for group in results.groups] == [
        ("traits", 0, 1),
        ("titles", 1, 1),
    ]


def test_what_is_said_of_a_persona_shows_beside_her_name(cast, seeker):
    [hit] = search("tristan silos engineering", seeker, slice(9)).group("personas").found.hits
    assert str(hit.excerpt) == f"{SILOS} · VP of <mark>Engineering</mark>"


def test_deprecated_personas_come_last(cast, finds):
    PersonaFactory(name="Parker", role_label="Prophet")
    assert finds("parker")["personas"] == ["<mark>Parker</mark> (Prophet)", "<mark>Parker</mark> (Product Manager)"]


def test_the_exact_one_is_among_too_many(seeker):
    persona = PersonaFactory()
    facet = TraitFactory().facet
    rows = [
        Trait(facet=facet, statement=f"Quarter case {n}", key=wording_key(f"Quarter case {n}")) for n in range(230)
    ]
    rows.append(Trait(facet=facet, statement="Quarter", key=wording_key("Quarter")))
    PersonaTrait.objects.bulk_create(
        PersonaTrait(persona=persona, trait=trait) for trait in Trait.objects.bulk_create(rows)
    )
    found = search("quarter", seeker, slice(2)).group("traits").found
    assert (found.more, found.total, str(found.hits[0].title)) == (True, 201, "<mark>Quarter</mark>")


@pytest.fixture
def own_kinds(monkeypatch):
    """Leaves the kinds of this app alone."""
    own = {name: kind for name, kind in registry._kinds.items() if kind.function.__module__.startswith("personas.")}
    monkeypatch.setattr(registry, "_kinds", own)


@pytest.mark.parametrize(("typed", "queries"), [("quarter", 18), ("quartre", 26), ("quarter 7 silos", 18)])
@pytest.mark.parametrize("times", [1, 30])
def test_queries_do_not_grow_with_results(own_kinds, times, typed, queries):
    silos = TraitFactory(statement="Silos")
    for number in range(times):
        persona = PersonaTraitFactory(
            trait__statement=f"Quarter {number}", persona__name=f"Quarter 7 {number}"
        ).persona
        PersonaTraitFactory(trait=silos, persona=persona)
    user = UserFactory()
    with CaptureQueriesContext(connection) as context:
        assert search(typed, user, slice(5)).total == (times if "silos" in typed else 2 * times)
    assert len(context) == queries
