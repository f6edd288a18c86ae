"""The list of personas in the admin: columns, filters, search, dates."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from personas import services
from personas.effects import said
from personas.models import Persona
from personas.portraits import portrait_url
from tests.personas.factories import (
    ContentPreferenceFactory,
    EditorFactory,
    PersonaFactory,
    PersonaPurchasingRoleFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    PersonaTypeFactory,
)

LIST = reverse("admin:personas_persona_changelist")
PAST, FUTURE = date(2000, 1, 1), date(9999, 1, 1)


def found(desk, **parameters):
    """The names that the list shows, in its order."""
    return [persona.name for persona in desk.get(LIST, parameters).context["cl"].result_list]


def cells(desk, column):
    """The texts of one column."""
    changelist = desk.get(LIST).context["cl"]
    return [getattr(changelist.model_admin, column)(persona) for persona in changelist.result_list]


def test_the_columns_that_editors_need(desk):
    assert desk.get(LIST).context["cl"].list_display == [
        "action_checkbox",
        "who",
        "type",
        "state",
        "owned_by",
        "review",
        "parent",
        "traits",
        "last_change",
    ]


def test_the_list_shows_initials_in_the_personas_colour(desk):
    PersonaFactory(name="Tech Exec Tristan", role_label="Tech Exec", colour=7)
    content = desk.get(LIST).content.decode()
    assert '<span class="mask persona-colour-7" aria-hidden="true">TT</span>' in content


def test_the_list_shows_the_portrait_where_there_is_one(desk):
    persona = PersonaFactory(portrait=SimpleUploadedFile("face.png", b"any"))
    picture = f'<img class="mask" src="{portrait_url(persona, small=True)}" alt=""'
    assert picture in desk.get(LIST).content.decode()


def test_names_are_shown_escaped(desk):
    PersonaFactory(name="<script>alert(1)</script>")
    content = desk.get(LIST).content.decode()
    assert "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;" in content
    assert "<script>alert" not in content


def test_the_state_of_the_review(desk):
    PersonaFactory(name="A", review_due_on=PAST)
    PersonaFactory(name="B", review_due_on=FUTURE)
    PersonaFactory(name="C", reviewed_on=PAST)
    PersonaFactory(name="D")
    PersonaFactory(name="E", review_due_on=PAST, status="deprecated")
    assert cells(desk, "review") == [
        '<span class="tag overdue">Overdue</span> <span class="nowrap">1 Jan 2000</span>',
        "1 Jan 9999",
        "No date",
        "Never reviewed",
        "–",
    ]


def test_who_changed_what_last(desk):
    for name in ("A", "B"):
        PersonaFactory(name=name)
    for first_name in ("Mika", "Ada"):
        editor = EditorFactory(first_name=first_name, last_name="Hale")
        services.assign_owner(Persona.objects.filter(name="A"), by=editor, owner=editor)
    today = said(timezone.localdate())
    assert cells(desk, "last_change") == [
        f'<span class="nowrap">{today}</span> <span class="by">by Ada Hale</span>',
        f'<span class="nowrap">{today}</span>',
    ]


def test_traits_are_counted_in_a_search_too(desk):
    persona = PersonaFactory(name="Robin")
    for statement in ("Silos here", "Silos there", "Noise"):
        PersonaTraitFactory(persona=persona, trait__statement=statement)
    PersonaTitleFactory.create_batch(2, persona=persona)
    (row,) = desk.get(LIST, {"q": "silos"}).context["cl"].result_list
    assert row.trait_count == 3


@pytest.mark.parametrize(
    ("column", "names"),
    [("1", ["A", "B"]), ("-1", ["B", "A"]), ("7", ["B", "A"]), ("-7", ["A", "B"]), ("-5", ["B", "A"])],
)
def test_the_list_is_sorted(desk, column, names):
    PersonaTraitFactory(persona=PersonaFactory(name="A", review_due_on=PAST))
    PersonaFactory(name="B", review_due_on=FUTURE)
    assert found(desk, o=column) == names


def test_reviews_are_sorted_by_their_day_those_without_one_last(desk):
    for name, due in (("None", None), ("Later", FUTURE), ("Sooner", PAST)):
        PersonaFactory(name=name, review_due_on=due)
    assert (found(desk, o="5"), found(desk, o="-5")) == (["Sooner", "Later", "None"], ["None", "Later", "Sooner"])


def test_fifty_are_on_a_page(desk):
    PersonaFactory.create_batch(51)
    changelist = desk.get(LIST).context["cl"]
    assert (len(changelist.result_list), changelist.result_count) == (50, 51)


@pytest.fixture
def crowd(editor):
    """Personas who differ in everything that can be filtered by."""
    soon = timezone.localdate() + timedelta(days=30)
    buyer, user = PersonaTypeFactory(name="Buyer"), PersonaTypeFactory(name="User")
    PersonaFactory(name="Draft", status="draft", type=user, review_due_on=PAST, reviewed_on=PAST)
    wide = PersonaFactory(name="Owned", owner=editor, type=buyer, portrait="face.png", review_due_on=soon)
    PersonaFactory(name="Part", parent=wide, owner=EditorFactory(), type=user, reviewed_on=PAST)
    PersonaFactory(name="Retired", status="deprecated", type=buyer, review_due_on=PAST)
    PersonaPurchasingRoleFactory.create_batch(2, persona=wide)
    ContentPreferenceFactory.create_batch(2, persona=wide)


@pytest.mark.parametrize(
    ("parameters", "names"),
    [
        ({}, ["Draft", "Owned", "Part", "Retired"]),
        ({"status": "current"}, ["Draft", "Owned", "Part"]),
        ({"status": "draft"}, ["Draft"]),
        ({"status": "published"}, ["Owned", "Part"]),
        ({"status": "deprecated"}, ["Retired"]),
        ({"review": "overdue"}, ["Draft"]),
        ({"review": "soon"}, ["Owned"]),
        ({"review": "never"}, ["Owned"]),
        ({"owner": "none"}, ["Draft", "Retired"]),
        ({"owner": "none", "status": "current"}, ["Draft"]),
        ({"owner": "me"}, ["Owned"]),
        ({"parent": "none"}, ["Draft", "Owned", "Retired"]),
        ({"portrait": "yes"}, ["Owned"]),
        ({"portrait": "no"}, ["Draft", "Part", "Retired"]),
        ({"purchasing_roles": "yes"}, ["Owned"]),
        ({"purchasing_roles": "no", "status": "current"}, ["Draft", "Part"]),
        ({"content_preferences": "yes"}, ["Owned"]),
        ({"content_preferences": "no", "q": "retired"}, ["Retired"]),
    ],
)
def test_filters(desk, crowd, parameters, names):
    assert found(desk, **parameters) == names


def test_filters_by_a_type_an_owner_and_a_wider_persona(desk, crowd):
    part = Persona.objects.get(name="Part")
    assert found(desk, type__id__exact=part.type_id) == ["Draft", "Part"]
    assert found(desk, owner=part.owner_id) == ["Part"]
    assert found(desk, parent=part.parent_id) == ["Part"]


FILTERS = ["status", "review", "owner", "parent", "portrait", "purchasing_roles"]


@pytest.mark.parametrize("value", ["x", "\0", "-1", "9" * 30, "²", "' OR 1=1"])
@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_that_makes_no_sense_is_told(desk, crowd, name, value):
    assert desk.get(LIST, {name: value}).status_code == 404


@pytest.mark.parametrize("name", FILTERS)
def test_an_empty_filter_keeps_all(desk, crowd, name):
    assert found(desk, **{name: ""}) == ["Draft", "Owned", "Part", "Retired"]


def test_only_those_who_own_something_can_be_chosen_by_name(desk, crowd, editor):
    EditorFactory()
    filters = {spec.title: spec for spec in desk.get(LIST).context["cl"].filter_specs}
    owners = [value for value, _ in filters["owner"].lookup_choices]
    part = Persona.objects.get(name="Part")
    assert sorted(owners) == sorted(["me", "none", str(editor.pk), str(part.owner_id)])
    assert [value for value, _ in filters["subset of"].lookup_choices] == ["none", str(part.parent_id)]


@pytest.mark.parametrize("term", ["procurement", "robin silos", '"between teams"', "'between teams' lead"])
def test_personas_are_found_once_by_all_the_words(desk, term):
    persona = PersonaFactory(name="Robin", role_label="Lead")
    PersonaTitleFactory(persona=persona, title__name="Head of Procurement")
    PersonaTitleFactory(persona=persona, title__name="Procurement Lead")
    PersonaTraitFactory(persona=persona, trait__statement="Silos between teams")
    PersonaTraitFactory(persona=persona, trait__statement="Data silos")
    PersonaTraitFactory(persona=PersonaFactory(name="Kim"), trait__statement="Teams between jobs, and silos")
    changelist = desk.get(LIST, {"q": term}).context["cl"]
    assert ([row.name for row in changelist.result_list], changelist.result_count) == (["Robin"], 1)


@pytest.mark.parametrize("term", ['"', "'", "%", "\\", "( ' \" )"])
def test_odd_searches_are_answered(desk, term):
    PersonaFactory(name="Robin", role_label="Lead")
    assert found(desk, q=term) == []


@pytest.mark.parametrize("term", ["", " ", '""'])
def test_a_search_for_nothing_finds_all(desk, term):
    PersonaFactory(name="Robin")
    assert found(desk, q=term) == ["Robin"]


def test_a_look_up_of_a_persona_goes_by_name(desk):
    PersonaTraitFactory(persona=PersonaFactory(name="Kim", role_label=""), trait__statement="Robins in the yard")
    PersonaFactory(name="Robin", role_label="")
    field = {"app_label": "personas", "model_name": "persona", "field_name": "parent", "term": "robin"}
    answer = desk.get(reverse("admin:autocomplete"), field).json()
    assert [result["text"] for result in answer["results"]] == ["Robin"]


def test_the_list_is_cut_by_the_day_of_the_last_change(desk):
    PersonaFactory(name="New")
    PersonaFactory(name="Old")
    Persona.objects.filter(name="Old").update(updated_at=timezone.now() - timedelta(days=800))
    assert found(desk, updated_at__year=timezone.localdate().year) == ["New"]


@pytest.mark.parametrize("year", ["x", "0", "99999", "\0"])
def test_a_year_that_is_none_is_told(desk, year):
    PersonaFactory()
    assert desk.get(LIST, {"updated_at__year": year}).status_code == 404


def test_the_list_costs_the_same_with_one_persona_and_with_thirty(desk, editor):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            desk.get(LIST, {"q": "a", "status": "current"})
        return len(captured)

    def make(count):
        for row in PersonaTraitFactory.create_batch(count):
            PersonaTitleFactory(persona=row.persona)
        services.assign_owner(Persona.objects.all(), by=editor, owner=EditorFactory())

    make(1)
    queries()
    first = queries()
    make(29)
    assert (first, queries()) == (13, 13)
