"""The starter catalogue: who is in it, that it is written well enough to compare, and that it is its own export."""

from collections import Counter, defaultdict
from datetime import date

import pytest
from django.db import connection, transaction
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from journeys.models import Journey, Touchpoint
from personas.handbook.apply import apply_plan
from personas.handbook.outline import blocks_of
from personas.handbook.pages import read_page
from personas.handbook.plan import Kind, make_plan
from personas.handbook.writer import write_handbook
from personas.models import (
    ContentFormat,
    ContentPreference,
    Facet,
    Guide,
    JobTitle,
    Persona,
    PersonaType,
    PurchasingRole,
    Trait,
)
from personas.retirement import used_elsewhere
from personas.starter import starter_files

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def starter():
    """The plan of the starter, and its pages by name."""
    return {file.name: read_page(file.name, file.read_bytes()) for file in starter_files()}


@pytest.fixture(scope="module")
def loaded(starter, django_db_setup, django_db_blocker):
    """The plan of the starter, carried out once: every test below runs in a savepoint of this transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        plan = make_plan(list(starter.values()))
        with CaptureQueriesContext(connection) as queries:
            apply_plan(plan)
        yield plan, len(queries)
        transaction.set_rollback(True)


@pytest.fixture
def plan(loaded):
    return loaded[0]


def published(slug: str):
    return Persona.objects.filter(type__slug=slug).exclude(status="deprecated")


LEADERS = ["dev-tools-leader", "head-of-engineering", "platforminfrastructure-leader", "security-engineering-leader"]


def test_who_is_in_it(plan):
    assert {slug: published(slug).count() for slug in ("buyer", "user", "internal", "developer")} == {
        "buyer": 8 + len(LEADERS),
        "user": 18,
        "internal": 2,
        "developer": 6,
    }
    assert Persona.objects.filter(status="deprecated").count() == 5
    assert [ContentFormat.objects.count(), PurchasingRole.objects.count()] == [19, 5]


def test_nothing_in_it_is_guessed_or_not_understood(plan):
    counts = plan.counts()
    assert (counts[Kind.GUESS], counts[Kind.NOT_UNDERSTOOD]) == (0, 0)


def test_its_export_there_and_back(plan):
    exported = write_handbook()
    for model in (Journey, Persona, Guide, Trait, JobTitle, Facet, ContentFormat, PurchasingRole, PersonaType):
        model.objects.all().delete()
    apply_plan(make_plan(exported))
    assert write_handbook() == exported


def test_loading_it_again_would_change_nothing(plan, starter):
    assert make_plan(list(starter.values())).changes_anything is False


def test_every_buyer_is_told_whole(plan):
    told = {
        persona.slug: len({trait.trait.facet_id for trait in persona.persona_traits.all()})
        for persona in published("buyer").prefetch_related("persona_traits__trait")
    }
    assert {slug: count >= 7 for slug, count in told.items()} == dict.fromkeys(told, True)
    tiers = (
        published("buyer").exclude(slug__in=LEADERS).annotate(tiers=Count("content_preferences__tier", distinct=True))
    )
    assert {count >= 2 for count in tiers.values_list("tiers", flat=True)} == {True}


def test_the_purchasing_roles_of_buyers(plan):
    buyers = published("buyer").exclude(slug__in=LEADERS)
    ranks = buyers.annotate(roles=Count("purchasing_roles__rank", distinct=True))
    assert Counter(ranks.values_list("roles", flat=True)) == {3: 6, 2: 2}


@pytest.mark.parametrize("slug", ["biggest-challenges", "motivated-by", "internal-influencers"])
def test_buyers_share_enough_traits_to_be_compared(plan, slug):
    traits = Trait.objects.filter(facet__slug=slug, persona_traits__persona__type__slug="buyer")
    shared = traits.annotate(people=Count("persona_traits__persona", distinct=True)).filter(people__gte=2)
    people = Persona.objects.filter(persona_traits__trait__in=list(shared), type__slug="buyer").distinct()
    assert (len(shared) >= 3, people.count() >= 6) == (True, True)


def test_users_share_traits_too(plan):
    users = Count("persona_traits__persona", distinct=True)
    traits = Trait.objects.filter(persona_traits__persona__type__slug="user", facet__comparable=True)
    assert traits.annotate(people=users).filter(people__gte=2).count() >= 10


def test_every_persona_can_be_introduced(plan):
    unknown = Persona.objects.exclude(notes__facet__kind=Facet.Kind.INTRODUCTION)
    assert list(unknown.values_list("slug", flat=True)) == []


def test_every_deprecated_persona_says_why_and_names_a_living_successor(plan):
    for persona in Persona.objects.filter(status="deprecated").prefetch_related("successors"):
        statuses = {successor.status for successor in persona.successors.all()}
        assert (bool(persona.deprecation_reason), statuses) == (True, {"published"})


def test_the_deprecated_end_with_those_who_took_over(plan):
    successions = Persona.successors.through.objects.order_by("to_persona__name")
    taken_over = defaultdict(list)
    for old, new in successions.values_list("from_persona__name", "to_persona__name"):
        taken_over[old].append(new)
    assert taken_over == {
        "Chief Architect": ["Platform Perry", "Tech Exec Tristan"],
        "Chief Information Security Officer": ["InfoSec Shiloh"],
        "Director DevOps": ["Platform Perry"],
        "VP Application Development": ["App Dev Avery"],
        "VP IT": ["Platform Perry", "Tech Exec Tristan"],
    }
    deprecated = Persona.objects.deprecated()
    assert {each.deprecated_on for each in deprecated} == {date(2022, 11, 1)}
    # Nothing but their own titles is theirs any more.
    assert used_elsewhere([each.pk for each in deprecated]) == {}


def test_every_content_type_is_defined_and_used(plan):
    assert ContentFormat.objects.filter(description="").count() == 0
    used = ContentPreference.objects.values("content_format").distinct().count()
    assert used == 19


def test_every_facet_tells_editors_what_to_write(plan):
    assert list(Facet.objects.filter(description="").values_list("slug", flat=True)) == []


def test_guides_are_finished(plan):
    for guide in Guide.objects.all():
        assert bool(guide.body) or guide.parts.exists()


def test_no_statement_is_a_sentence_with_a_stop(plan):
    assert list(Trait.objects.filter(statement__endswith=".").values_list("statement", flat=True)) == []


def test_every_introduction_is_a_paragraph_or_two(plan):
    for persona in Persona.objects.prefetch_related("notes__facet"):
        bodies = [note.body for note in persona.notes.all() if note.facet.kind == Facet.Kind.INTRODUCTION]
        assert [1 <= len(blocks_of(body)) <= 2 for body in bodies] == [True]


def test_loading_takes_few_queries(loaded):
    assert loaded[1] < 90


def test_every_buyer_has_something_to_hear_in_four_stages_of_the_buying_journey(plan):
    told = Touchpoint.objects.filter(stage__journey__kind="buying", content_formats__isnull=False).exclude(
        key_message=""
    )
    stages = dict(told.values_list("persona__slug").annotate(Count("stage", distinct=True)))
    assert {
        slug: stages.get(slug, 0) >= 4 for slug in published("buyer").values_list("slug", flat=True)
    } == dict.fromkeys(published("buyer").values_list("slug", flat=True), True)


def test_every_user_persona_matters_in_the_product_and_in_a_use_case(plan):
    for kind in ("product", "use_cases"):
        there = Touchpoint.objects.filter(stage__journey__kind=kind).values("persona")
        assert not published("user").exclude(pk__in=there).exists()


def test_the_pages_of_journeys_are_their_own_export(plan, starter):
    written = [page for page in write_handbook() if page.name.startswith("journey-")]
    assert [starter[page.name] for page in written] == written
    assert len(written) == 3
