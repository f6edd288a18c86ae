from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from personas.models import Persona

from .factories import (
    ContentPreferenceFactory,
    EditorFactory,
    PersonaFactory,
    PersonaPurchasingRoleFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    PersonaTypeFactory,
    TraitAliasFactory,
    TraitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def names(personas):
    return sorted(persona.name for persona in personas)


@pytest.fixture
def one_of_each_status():
    return [PersonaFactory(name=status, status=status) for status in ("draft", "published", "deprecated")]


@pytest.mark.parametrize(
    ("adjective", "found"),
    [
        ("published", ["published"]),
        ("deprecated", ["deprecated"]),
        ("drafts", ["draft"]),
        ("current", ["draft", "published"]),
    ],
)
def test_adjectives_filter_by_status(one_of_each_status, adjective, found):
    assert names(getattr(Persona.objects, adjective)()) == found


def test_readers_see_no_drafts_editors_see_all_and_strangers_nothing(one_of_each_status):
    assert [names(Persona.objects.visible_to(user)) for user in (UserFactory(), EditorFactory(), AnonymousUser())] == [
        ["deprecated", "published"],
        ["deprecated", "draft", "published"],
        [],
    ]


@pytest.mark.parametrize(
    ("due", "status", "is_overdue"),
    [
        (date(2026, 11, 20), "published", True),
        (date(2026, 11, 21), "published", False),
        (date(2026, 11, 20), "deprecated", False),
        (None, "published", False),
    ],
)
def test_a_review_is_overdue_the_day_after_it_was_due(due, status, is_overdue):
    PersonaFactory(review_due_on=due, status=status)
    assert Persona.objects.overdue_for_review(TODAY).exists() == is_overdue
    assert Persona.objects.with_overdue(TODAY).get().is_overdue == is_overdue


def test_overdue_means_today_unless_said_otherwise():
    PersonaFactory(review_due_on=date(2000, 1, 1))
    PersonaFactory(review_due_on=date(9999, 1, 1))
    assert Persona.objects.overdue_for_review().count() == 1


def test_the_tally_counts_everything_at_once(one_of_each_status, django_assert_num_queries):
    PersonaFactory(review_due_on=date(2026, 1, 1))
    with django_assert_num_queries(1):
        tally = Persona.objects.tally(TODAY)
    assert tally == {"current": 3, "drafts": 1, "deprecated": 1, "overdue": 1}


def test_personas_are_counted_by_type():
    buyer, user = PersonaTypeFactory(name="Buyer"), PersonaTypeFactory(name="User")
    PersonaFactory.create_batch(2, type=buyer)
    PersonaFactory(type=user)
    PersonaTypeFactory(name="Nobody yet")
    assert Persona.objects.count_by_type() == {buyer.pk: 2, user.pk: 1}


def test_the_first_of_each_type_come_by_name():
    for kind in ("Buyer", "User"):
        for name in ("C", "A", "B"):
            PersonaFactory(name=f"{name} {kind}", type=PersonaTypeFactory(name=kind))
    assert names(Persona.objects.first_of_each_type(2)) == ["A Buyer", "A User", "B Buyer", "B User"]


def test_the_last_changed_come_first():
    first, second = PersonaFactory(), PersonaFactory()
    first.save()
    assert list(Persona.objects.recently_updated()) == [first, second]


def test_neighbours_are_one_step_away():
    wide, boss, stranger = PersonaFactory(name="wide"), PersonaFactory(name="boss"), PersonaFactory(name="stranger")
    persona = PersonaFactory(parent=wide, reports_to=boss)
    PersonaFactory(name="subset", parent=persona)
    PersonaFactory(name="report", reports_to=persona)
    PersonaFactory(name="two steps away", parent=stranger)
    assert names(Persona.objects.near(persona)) == ["boss", "report", "subset", "wide"]
    assert names(Persona.objects.near(stranger)) == ["two steps away"]


def test_sharing_is_counted_by_trait_and_leaves_the_persona_out():
    persona, *others = PersonaFactory.create_batch(3)
    common, rare, own = TraitFactory(), TraitFactory(), TraitFactory()
    for trait, sharers in ((common, [persona, *others]), (rare, [persona, others[0]]), (own, [persona])):
        for sharer in sharers:
            PersonaTraitFactory(persona=sharer, trait=trait)
    PersonaTraitFactory(persona=others[0])
    assert Persona.objects.count_sharing_traits_of(persona) == {common.pk: 2, rare.pk: 1}
    assert Persona.objects.filter(pk=others[0].pk).count_sharing_traits_of(persona) == {common.pk: 1, rare.pk: 1}


def test_successors_show_as_far_as_the_user_may_see_them():
    persona = PersonaFactory(status="deprecated")
    persona.successors.add(PersonaFactory(name="seen"), PersonaFactory(name="unseen", status="draft"))
    found = Persona.objects.deprecated().with_visible_successors(UserFactory()).get()
    assert names(found.visible_successors) == ["seen"]


@pytest.mark.parametrize(
    ("due", "status", "is_soon"),
    [
        (date(2026, 11, 20), "published", False),
        (date(2026, 11, 21), "published", True),
        (date(2026, 12, 21), "draft", True),
        (date(2026, 12, 22), "published", False),
        (date(2026, 12, 1), "deprecated", False),
        (None, "published", False),
    ],
)
def test_a_review_is_due_soon_from_its_day_back_to_thirty_days_before(due, status, is_soon):
    PersonaFactory(review_due_on=due, status=status)
    assert Persona.objects.due_for_review_soon(TODAY).exists() == is_soon


def test_never_reviewed_are_those_in_use_whom_nobody_checked():
    PersonaFactory(name="never")
    PersonaFactory(reviewed_on=TODAY)
    PersonaFactory(status="deprecated")
    assert names(Persona.objects.never_reviewed()) == ["never"]


GAPS = ["owner", "portrait", "purchasing_roles", "content_preferences", "parent"]


@pytest.fixture
def complete_and_empty():
    """One persona with everything, twice where rows can be, and one with nothing."""
    empty = PersonaFactory(name="empty")
    complete = PersonaFactory(name="complete", owner=UserFactory(), portrait="face.png", parent=empty)
    PersonaPurchasingRoleFactory.create_batch(2, persona=complete)
    ContentPreferenceFactory.create_batch(2, persona=complete)


@pytest.mark.parametrize("what", GAPS)
def test_what_personas_have_and_lack(complete_and_empty, what):
    assert names(Persona.objects.without(what)) == ["empty"]
    assert names(Persona.objects.having(what)) == ["complete"]


def test_whoever_left_owns_nothing():
    PersonaFactory(name="left", owner=UserFactory(is_active=False))
    assert names(Persona.objects.without("owner")) == ["left"]
    assert names(Persona.objects.having("owner")) == []


def test_the_gaps_of_personas_in_use_are_counted_at_once(complete_and_empty, django_assert_num_queries):
    PersonaFactory(status="draft", review_due_on=date(2026, 1, 1))
    PersonaFactory(status="deprecated", review_due_on=date(2026, 1, 1))
    with django_assert_num_queries(1):
        gaps = Persona.objects.gaps(TODAY)
    lacking = {"owner": 2, "portrait": 2, "purchasing_roles": 2, "content_preferences": 2}
    assert gaps == {"drafts": 1, "overdue": 1} | lacking


def test_traits_are_counted_once_whatever_else_is_asked():
    persona = PersonaFactory(name="three")
    PersonaTraitFactory.create_batch(3, persona=persona)
    PersonaTitleFactory.create_batch(2, persona=persona)
    PersonaFactory(name="none")
    joined = Persona.objects.exclude(persona_titles__title__name="x").with_trait_count()
    assert dict(joined.values_list("name", "trait_count")) == {"three": 3, "none": 0}


@pytest.mark.parametrize("word", ["rob", "BUY", "robin-buyer", "procure", "silos", "talk to each other"])
def test_a_word_is_found_wherever_it_is_mentioned_once(word):
    robin = PersonaFactory(name="Robin", role_label="Buyer")
    PersonaTitleFactory(persona=robin, title__name="Head of Procurement")
    PersonaTitleFactory(persona=robin, title__name="Procurement Lead")
    trait = TraitFactory(statement="Silos between teams")
    TraitAliasFactory(trait=trait, wording="Teams that don't talk to each other")
    PersonaTraitFactory(persona=robin, trait=trait)
    PersonaTraitFactory(persona=robin, trait__statement="Silos in the data")
    PersonaTraitFactory(persona=PersonaFactory(name="Kim", role_label="Nurse"), trait__statement="Night shifts")
    assert names(Persona.objects.mentioning(word)) == ["Robin"]


def test_a_name_is_looked_for_in_names_and_titles_only():
    PersonaTitleFactory(persona__name="Robin", title__name="Head of Silos")
    PersonaTraitFactory(persona__name="Kim", trait__statement="Silos between teams")
    assert names(Persona.objects.named("silos")) == ["Robin"]


@pytest.mark.parametrize("drafts", [True, False])
def test_who_is_left_out_are_all_who_are_not_shown_and_in_use(one_of_each_status, drafts):
    shown, left_out = (
        set(found)
        for found in (Persona.objects.seen_with(drafts=drafts).current(), Persona.objects.left_out(drafts=drafts))
    )
    assert (shown | left_out, shown & left_out) == (set(Persona.objects.all()), set())
