"""One factory a model. Generated names never repeat, and none of them is a name that a test would write itself."""

from datetime import date

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from factory.django import DjangoModelFactory

from personas import models
from personas.wording import wording_key

FIRST_NAMES = ("Rowan", "Imani", "Sasha", "Noor", "Quinn", "Mika", "Lior", "Zuri", "Remy", "Anouk")
LAST_NAMES = ("Hale", "Okafor", "Lindqvist", "Barros", "Tanaka", "Moreau", "Castell", "Nwosu", "Varga", "Iqbal")
ROLES = ("Release Manager", "Data Steward", "Plant Supervisor", "Category Buyer", "Support Lead")
HINDRANCES = ("Handovers by e-mail", "Reports that nobody reads", "Tools bought twice", "Approvals that take weeks")
# Far cheaper than the rows one by one, which are more than a hundred.
GRANT = """INSERT INTO auth_user_user_permissions (user_id, permission_id)
SELECT %s, auth_permission.id FROM auth_permission
JOIN django_content_type ON django_content_type.id = content_type_id WHERE app_label = %s"""


def name_number(n: int) -> str:
    """A first and a last name; after a hundred of them a number keeps them apart."""
    name = f"{FIRST_NAMES[n % 10]} {LAST_NAMES[n // 10 % 10]}"
    return name if n < 100 else f"{name} {n}"


class UserFactory(DjangoModelFactory):
    """A reader: signed in, with no permission. `permissions=["personas.change_persona"]` grants some."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"colleague{n}")
    first_name = factory.Sequence(lambda n: FIRST_NAMES[n % 10])
    last_name = factory.Sequence(lambda n: LAST_NAMES[n // 10 % 10])
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.com")

    @factory.post_generation
    def permissions(self, create, extracted, **kwargs):
        for permission in extracted or ():
            app_label, codename = permission.split(".")
            self.user_permissions.add(Permission.objects.get(content_type__app_label=app_label, codename=codename))


class EditorFactory(UserFactory):
    """Somebody who may do everything with the personas app in the admin, and nothing else there."""

    username = factory.Sequence(lambda n: f"editor{n}")
    is_staff = True

    @factory.post_generation
    def catalogue(self, create, extracted, **kwargs):
        with connection.cursor() as cursor:
            cursor.execute(GRANT, [self.pk, "personas"])


class AdministratorFactory(UserFactory):
    username = factory.Sequence(lambda n: f"administrator{n}")
    is_staff = True
    is_superuser = True


class GroupFactory(DjangoModelFactory):
    """A role at the desk, such as all editors."""

    class Meta:
        model = Group

    name = factory.Sequence(lambda n: f"Desk {n}")


class PersonaTypeFactory(DjangoModelFactory):
    """“Buyer” unless a name is given; the same name gives the same row."""

    class Meta:
        model = models.PersonaType
        django_get_or_create = ("name",)

    name = "Buyer"


class PersonaTypeAliasFactory(DjangoModelFactory):
    class Meta:
        model = models.PersonaTypeAlias

    term = factory.SubFactory(PersonaTypeFactory)
    wording = factory.Sequence(lambda n: f"Budget holder {n}")


class PersonaFactory(DjangoModelFactory):
    """A published persona without anything attached."""

    class Meta:
        model = models.Persona

    name = factory.Sequence(name_number)
    role_label = factory.Sequence(lambda n: ROLES[n % len(ROLES)])
    type = factory.SubFactory(PersonaTypeFactory)
    status = models.Persona.Status.PUBLISHED


class FacetFactory(DjangoModelFactory):
    """A list of statements."""

    class Meta:
        model = models.Facet

    name = factory.Sequence(lambda n: f"What slows them down {n}")
    order = factory.Sequence(lambda n: n)


class FacetAliasFactory(DjangoModelFactory):
    class Meta:
        model = models.FacetAlias

    term = factory.SubFactory(FacetFactory)
    wording = factory.Sequence(lambda n: f"Hindrance number {n}")


class TraitFactory(DjangoModelFactory):
    class Meta:
        model = models.Trait

    facet = factory.SubFactory(FacetFactory)
    statement = factory.Sequence(lambda n: f"{HINDRANCES[n % len(HINDRANCES)]}, case {n}")


class TraitAliasFactory(DjangoModelFactory):
    class Meta:
        model = models.TraitAlias

    trait = factory.SubFactory(TraitFactory)
    wording = factory.Sequence(lambda n: f"Said otherwise, case {n}")


class DifferentTraitsFactory(DjangoModelFactory):
    """Two traits of one facet that look alike and aren't the same."""

    class Meta:
        model = models.DifferentTraits

    first = factory.SubFactory(TraitFactory)
    second = factory.SubFactory(TraitFactory, facet=factory.SelfAttribute("..first.facet"))


class PersonaTraitFactory(DjangoModelFactory):
    class Meta:
        model = models.PersonaTrait

    persona = factory.SubFactory(PersonaFactory)
    trait = factory.SubFactory(TraitFactory)


class PersonaNoteFactory(DjangoModelFactory):
    class Meta:
        model = models.PersonaNote

    persona = factory.SubFactory(PersonaFactory)
    facet = factory.SubFactory(
        FacetFactory, kind=models.Facet.Kind.PROSE, name=factory.Sequence(lambda n: f"A day at work {n}")
    )
    body = factory.Sequence(lambda n: f"Starts at half past seven, *before* the first of {n + 2} meetings.")


class JobTitleFactory(DjangoModelFactory):
    class Meta:
        model = models.JobTitle

    name = factory.Sequence(lambda n: f"Deputy Director of Branch {n}")


class PersonaTitleFactory(DjangoModelFactory):
    class Meta:
        model = models.PersonaTitle

    persona = factory.SubFactory(PersonaFactory)
    title = factory.SubFactory(JobTitleFactory)


class PurchasingRoleFactory(DjangoModelFactory):
    class Meta:
        model = models.PurchasingRole

    name = factory.Sequence(lambda n: f"Keeper of budget {n}")
    order = factory.Sequence(lambda n: n)


class PurchasingRoleAliasFactory(DjangoModelFactory):
    class Meta:
        model = models.PurchasingRoleAlias

    term = factory.SubFactory(PurchasingRoleFactory)
    wording = factory.Sequence(lambda n: f"Purse holder {n}")


class PersonaPurchasingRoleFactory(DjangoModelFactory):
    class Meta:
        model = models.PersonaPurchasingRole

    persona = factory.SubFactory(PersonaFactory)
    role = factory.SubFactory(PurchasingRoleFactory)


class ContentFormatFactory(DjangoModelFactory):
    class Meta:
        model = models.ContentFormat

    name = factory.Sequence(lambda n: f"Field letter {n}")
    description = "Two pages by post on one subject."
    order = factory.Sequence(lambda n: n)


class ContentFormatAliasFactory(DjangoModelFactory):
    class Meta:
        model = models.ContentFormatAlias

    term = factory.SubFactory(ContentFormatFactory)
    wording = factory.Sequence(lambda n: f"Printed note {n}")


class ContentPreferenceFactory(DjangoModelFactory):
    class Meta:
        model = models.ContentPreference

    persona = factory.SubFactory(PersonaFactory)
    content_format = factory.SubFactory(ContentFormatFactory)


class HandbookPageFactory(DjangoModelFactory):
    class Meta:
        model = models.HandbookPage

    title = "Buyer personas"
    name = factory.Sequence(lambda n: f"personas-buyer-{n}.md")


class GuideFactory(DjangoModelFactory):
    class Meta:
        model = models.Guide

    title = factory.Sequence(lambda n: f"How to write for a busy reader, part {n}")
    body = "Say **first** what they can decide."


class ImportGuessFactory(DjangoModelFactory):
    class Meta:
        model = models.ImportGuess

    subject = factory.LazyAttribute(lambda guess: guess.persona.heading if guess.persona else "")
    persona = factory.SubFactory(PersonaFactory)
    part = "Content type"
    written = factory.Sequence(lambda n: f"Wallposter {n}")
    read_as = factory.Sequence(lambda n: f"Wall poster {n}")
    reason = "close match"
    page = "personas-buyer.md"
    line = 12


class SearchMissFactory(DjangoModelFactory):
    class Meta:
        model = models.SearchMiss

    wording = factory.Sequence(lambda n: f"Parking space {n}")
    key = factory.LazyAttribute(lambda miss: miss.wording.lower())
    last_on = date(2026, 11, 21)


class SavedViewFactory(DjangoModelFactory):
    """A view of all buyers."""

    class Meta:
        model = models.SavedView

    owner = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"Whom we meet in spring {n}")
    page = models.SavedView.Page.PERSONAS
    query = "type=buyer"


class StarFactory(DjangoModelFactory):
    class Meta:
        model = models.Star

    user = factory.SubFactory(UserFactory)
    persona = factory.SubFactory(PersonaFactory)


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = models.Team

    name = factory.Sequence(lambda n: f"Team {n}")


class TeamAliasFactory(DjangoModelFactory):
    class Meta:
        model = models.TeamAlias

    term = factory.SubFactory(TeamFactory)
    wording = factory.Sequence(lambda n: f"The people of team {n}")


class TitleRuleFactory(DjangoModelFactory):
    class Meta:
        model = models.TitleRule

    persona = factory.SubFactory(PersonaFactory)
    includes = factory.Sequence(lambda n: f"branch{n}\n[leader]")


class UnmatchedTitleFactory(DjangoModelFactory):
    class Meta:
        model = models.UnmatchedTitle

    name = factory.Sequence(lambda n: f"Keeper of lighthouse {n}")
    key = factory.LazyAttribute(lambda row: wording_key(row.name))
    last_on = date(2026, 11, 21)


class ApiTokenFactory(DjangoModelFactory):
    class Meta:
        model = models.ApiToken

    name = factory.Sequence(lambda n: f"CRM of region {n}")
    owner = factory.SubFactory(UserFactory)
    digest = factory.Sequence(lambda n: f"{n:064x}")
