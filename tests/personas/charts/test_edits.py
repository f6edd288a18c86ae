"""Charts after edits: each shows at once, to whom it may, and little is read for it."""

import pytest
from django.core.cache import caches

from personas.models import (
    ContentFormat,
    ContentPreference,
    Facet,
    Persona,
    PersonaPurchasingRole,
    PersonaTrait,
    PersonaType,
    PurchasingRole,
    Trait,
)

from ..factories import (
    ContentPreferenceFactory,
    EditorFactory,
    FacetFactory,
    PersonaFactory,
    PersonaPurchasingRoleFactory,
    PersonaTraitFactory,
    PersonaTypeFactory,
    TraitFactory,
    UserFactory,
)
from ..kept.readers import assert_each_shows_at_once, client_of, page

pytestmark = pytest.mark.django_db(transaction=True)
OVERVIEW, CHART = "/personas/charts/", "/personas/charts/goals/"


@pytest.fixture
def goals():
    """Ada, Bob and Cem want calm, the first two speed and money, too; Dan says nothing of it, and a draft wants money.
    Ada is a buyer."""
    caches["pages"].clear()
    facet, user = FacetFactory(name="Goals", comparable=True), PersonaTypeFactory(name="User")
    ada = PersonaFactory(name="Ada", role_label="", slug="ada", type=PersonaTypeFactory(name="Buyer"))
    names = ("Bob", "Cem", "Dan")
    bob, cem, _ = (PersonaFactory(name=name, role_label="", slug=name.lower(), type=user) for name in names)
    secret = PersonaFactory(name="Secret", role_label="", status="draft", type=user)
    for statement, having in (("Calm", (ada, bob, cem)), ("Money", (ada, bob, secret)), ("Speed", (ada, bob))):
        trait = TraitFactory(facet=facet, statement=statement)
        for persona in having:
            PersonaTraitFactory(persona=persona, trait=trait, rank=2)
    return facet


def of(statement: str, slug: str = "bob"):
    return PersonaTrait.objects.filter(trait__statement=statement, persona__slug=slug)


def edits_of_statements(goals) -> list:
    trait, cem = Trait.objects.filter, Persona.objects.get(slug="cem")
    return [
        ("a first place among equals", lambda: of("Speed").update(rank=1)),
        ("a tie goes", lambda: of("Calm", "cem").delete()),
        ("a tie comes", lambda: PersonaTraitFactory(persona=cem, trait=trait(statement="Speed").get())),
        ("a wording", lambda: trait(statement="Calm").update(statement="Peace")),
        ("a facet's statement", lambda: trait(statement="Peace").update(facet=FacetFactory(comparable=True))),
        ("a facet's name", lambda: Facet.objects.filter(pk=goals.pk).update(name="Wishes")),
        ("a status", lambda: Persona.objects.filter(slug="ada").update(status="deprecated")),
        ("a type", lambda: PersonaType.objects.filter(name="User").update(name="Users")),
    ]


@pytest.mark.parametrize("query", ["", "?p=ada&p=bob&p=cem", "?type=user&type=buyer"])
@pytest.mark.parametrize("address", [OVERVIEW, CHART, f"{CHART}download/csv/"])
def test_each_edit_of_statements_shows_at_once(goals, address, query):
    reader = client_of(UserFactory())
    passed_over = ("a status", "a type", "a facet's statement") if "csv" in address else ()
    changes = [change for change in edits_of_statements(goals) if change[0] not in passed_over]
    assert_each_shows_at_once(changes, lambda: page(reader, f"{address}{query}"))


@pytest.mark.parametrize("subject", ["content-types", "purchasing-roles"])
def test_each_edit_of_the_other_ties_shows_at_once(goals, subject):
    ada, bob = Persona.objects.filter(slug__in=["ada", "bob"])
    for persona in (ada, bob):
        ContentPreferenceFactory(persona=persona, tier=2)
        PersonaPurchasingRoleFactory(persona=persona, rank=2)
    model, term, field = {
        "content-types": (ContentPreference, ContentFormat, "tier"),
        "purchasing-roles": (PersonaPurchasingRole, PurchasingRole, "rank"),
    }[subject]
    ties, cem = model.objects.filter, Persona.objects.get(slug="cem")
    changes = [
        ("a place", lambda: ties(persona=bob).update(**{field: 1})),
        ("a remark", lambda: ties(persona=ada).update(qualifier="Above all")),
        ("a name", lambda: term.objects.filter(pk=term.objects.first().pk).update(name="Another name")),
        ("who says nothing", lambda: ties(persona=ada).update(persona=cem)),
        ("a status", lambda: Persona.objects.filter(slug="bob").update(status="draft")),
    ]
    reader = client_of(UserFactory())
    assert_each_shows_at_once(changes, lambda: page(reader, f"{OVERVIEW}{subject}/"))


@pytest.mark.parametrize("address", [OVERVIEW, CHART])
def test_nobodys_draft_counts_for_a_reader_whatever_an_editor_saw_first(goals, address):
    clients = client_of(EditorFactory()), client_of(UserFactory())
    for wording in ("Cash", "Gold"):
        Trait.objects.filter(statement__in=["Money", "Cash"]).update(statement=wording)
        rows = [client.get(address).context["matrix"].rows for client in clients]
        counts = [{row.head.name: row.head.count for row in each} for each in rows]
        assert counts == [{"Calm": 3, wording: 3, "Speed": 2}, {"Calm": 3, wording: 2, "Speed": 2}]


def place(number):
    of("Speed").update(rank=number)


def wording(number):
    Trait.objects.filter(statement__startswith="Calm").update(statement=f"Calm {number}")


def standing(number):
    Persona.objects.filter(slug="cem").update(status=("published", "deprecated")[number % 2])


# The session, the account, the two of numbers and the stars; what the edit concerns.
@pytest.mark.parametrize("more", [0, 20])
@pytest.mark.parametrize(
    ("address", "edit", "count"),
    [
        (OVERVIEW, place, 3),
        (OVERVIEW, wording, 3),
        (OVERVIEW, standing, 3),
        (CHART, place, 4),
        (CHART, wording, 5),
        (CHART, standing, 4),
    ],
)
def test_after_an_edit_little_is_read(goals, django_assert_num_queries, address, edit, count, more):
    for number in range(more):
        PersonaTraitFactory(trait__facet=goals, trait__statement=f"More {number}")
    reader = client_of(UserFactory())
    for number in (1, 2):
        page(reader, address)
        edit(number)
    with django_assert_num_queries(5 + count):
        page(reader, address)
