"""What the form offers while one types: which wordings, in which order, to whom."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from personas.admin.suggestions import LONGEST
from personas.models import Persona
from tests.personas.factories import (
    FacetFactory,
    JobTitleFactory,
    PersonaFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    TraitAliasFactory,
    TraitFactory,
    UserFactory,
)

from .conftest import signed_in


def ask(desk, q="", kind="traits", **parameters):
    return desk.get(reverse("admin:personas_suggest", args=[kind]), {"q": q, **parameters})


def offered(desk, q="", kind="traits", **parameters):
    return [result["text"] for result in ask(desk, q, kind, **parameters).json()["results"]]


@pytest.fixture
def facet(db):
    return FacetFactory(name="Biggest challenges")


def test_a_result_says_how_many_personas_share_it(desk, facet):
    shared = TraitFactory(facet=facet, statement="Silos between teams")
    PersonaTraitFactory.create_batch(3, trait=shared)
    PersonaTraitFactory(trait__facet=facet, trait__statement="Silos of data")
    TraitFactory(facet=facet, statement="Silos of tools")
    assert ask(desk, "sil").json() == {
        "results": [
            {"text": "Silos between teams", "note": "3 personas", "same": False},
            {"text": "Silos of data", "note": "1 persona", "same": False},
            {"text": "Silos of tools", "note": "no persona yet", "same": False},
        ]
    }


def test_the_same_comes_first_then_what_begins_with_it_then_what_has_all_words(desk, facet):
    for statement in (
        "No team budget",
        "Team spirit",
        "The budget of a team",
        "Budget",
        "team budget",
        "Team budgets",
    ):
        TraitFactory(facet=facet, statement=statement)
    assert offered(desk, "Team budget") == ["team budget", "Team budgets", "No team budget", "The budget of a team"]


def test_the_same_wording_is_marked_whatever_its_case_quotes_and_spaces(desk, facet):
    TraitFactory(facet=facet, statement="Tools / processes don’t fit.")
    (result,) = ask(desk, "TOOLS/processes dont fit").json()["results"]
    assert (result["text"], result["same"]) == ("Tools / processes don’t fit.", True)


def test_an_alias_leads_to_its_trait(desk, facet):
    trait = TraitFactory(facet=facet, statement="Silos between teams")
    TraitAliasFactory(trait=trait, wording="Departments that don't talk")
    PersonaTraitFactory(trait=trait)
    (result,) = ask(desk, "departments", facet=facet.pk).json()["results"]
    note = "1 persona, also “Departments that don't talk”"
    assert result == {"text": "Silos between teams", "note": note, "same": False}


def test_a_trait_is_offered_once_even_when_its_aliases_match_too(desk, facet):
    trait = TraitFactory(facet=facet, statement="Silos between teams")
    for wording in ("Silos of teams", "Teams in silos"):
        TraitAliasFactory(trait=trait, wording=wording)
    assert ask(desk, "silos").json()["results"] == [
        {"text": "Silos between teams", "note": "no persona yet", "same": False}
    ]


def test_only_the_facet_asked_for(desk, facet):
    TraitFactory(facet=facet, statement="Speed")
    TraitFactory(statement="Speed of light")
    assert offered(desk, "speed", facet=facet.pk) == ["Speed"]
    assert offered(desk, "speed") == ["Speed", "Speed of light"]


@pytest.mark.parametrize("unknown", ["0", "x", "", "-1", "9" * 30, "1\0", "²"])
def test_a_facet_that_is_none_offers_nothing(desk, facet, unknown):
    TraitFactory(facet=facet, statement="Speed")
    assert offered(desk, "speed", facet=unknown) == []


def test_nothing_typed_offers_the_most_shared(desk, facet):
    rare, common = (TraitFactory(facet=facet, statement=statement) for statement in ("A rare one", "Common"))
    PersonaTraitFactory(trait=rare)
    PersonaTraitFactory.create_batch(2, trait=common)
    assert offered(desk, facet=facet.pk) == ["Common", "A rare one"]


def test_at_most_twenty(desk, facet):
    for number in range(25):
        TraitFactory(facet=facet, statement=f"Delay {number:02}")
    assert offered(desk, "delay") == [f"Delay {number:02}" for number in range(20)]


@pytest.mark.parametrize(
    ("q", "statement"),
    [
        ("ÜBERGABEN", "Übergaben per E-Mail"),
        ("straße", "Straße gesperrt"),
        ("cafe\u0301", "Café als Büro"),
        ("δουλειά", "Πολλή ΔΟΥΛΕΙΆ"),
        ("يوم", "عمل يوم طويل"),
        ("c++", "C++ builds"),
        ("100%", "100% uptime"),
        ("++", "More ++ fewer --"),
    ],
)
def test_letters_and_signs_of_every_kind(desk, facet, q, statement):
    TraitFactory(facet=facet, statement=statement)
    TraitFactory(facet=facet, statement="Something else")
    assert offered(desk, q) == [statement]


@pytest.mark.parametrize("q", ["%", "_", "\\", "'; --", "(?:", "[a-", "*", "\0"])
def test_signs_that_mean_something_to_databases_find_only_themselves(desk, facet, q):
    TraitFactory(facet=facet, statement="Silos")
    response = ask(desk, q)
    assert (response.status_code, len(response.json()["results"])) == (200, int(q == "\0"))


def test_a_long_text_is_safe(desk, facet):
    TraitFactory(facet=facet, statement="x " * 450 + "x")
    assert offered(desk, "x " * 4000) == []
    assert offered(desk, "z" * 8000) == []
    assert offered(desk, " ".join(f"w{number}" for number in range(160))[:LONGEST]) == []


def test_titles_are_offered_with_their_personas(desk):
    PersonaTitleFactory(title=JobTitleFactory(name="VP of Engineering"))
    JobTitleFactory(name="Engineering manager")
    JobTitleFactory(name="Buyer")
    assert ask(desk, "engineering", "titles").json()["results"] == [
        {"text": "Engineering manager", "note": "no persona yet", "same": False},
        {"text": "VP of Engineering", "note": "1 persona", "same": False},
    ]


def test_other_kinds_are_not_found(desk):
    assert ask(desk, "x", "secrets").status_code == 404


def test_only_asking_is_possible(desk):
    assert desk.post(reverse("admin:personas_suggest", args=["traits"])).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("permission", "status"),
    [("personas.change_persona", 200), ("personas.add_persona", 200), ("personas.view_persona", 403)],
)
def test_for_those_who_write_personas(permission, status):
    writer = signed_in(UserFactory(is_staff=True, permissions=[permission]))
    assert [ask(writer, "x", kind).status_code for kind in ("traits", "titles")] == [status, status]


def test_readers_are_sent_away(reader_client):
    assert ask(reader_client, "x").status_code == 302


@pytest.mark.django_db
def test_drafts_do_not_count_for_those_who_may_not_see_them(facet):
    trait = TraitFactory(facet=facet, statement="Silos")
    PersonaTraitFactory(trait=trait, persona=PersonaFactory(status=Persona.Status.DRAFT))
    TraitAliasFactory(trait=trait, wording="Islands")
    newcomer = signed_in(UserFactory(is_staff=True, permissions=["personas.add_persona"]))
    notes = [ask(newcomer, q).json()["results"][0]["note"] for q in ("silos", "islands")]
    assert notes == ["no persona yet", "no persona yet, also “Islands”"]


@pytest.mark.parametrize(("kind", "queries"), [("traits", 6), ("titles", 5)])
@pytest.mark.parametrize("rows", [1, 60])
def test_constant_queries(desk, facet, kind, queries, rows):
    for number in range(rows):
        PersonaTraitFactory(trait__facet=facet, trait__statement=f"Delay {number}")
        PersonaTitleFactory(title__name=f"Delay manager {number}")
    with CaptureQueriesContext(connection) as captured:
        ask(desk, "delay", kind)
    assert len(captured) == queries
