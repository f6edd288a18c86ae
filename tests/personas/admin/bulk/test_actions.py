"""Bulk actions of personas: from the list to the confirmation, and what comes of it."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from config.access.models import AuditEntry
from personas.admin.bulk import actions
from personas.models import Persona, PersonaTrait, Trait
from tests.journeys.factories import TouchpointFactory
from tests.personas.factories import (
    EditorFactory,
    FacetFactory,
    PersonaFactory,
    PersonaTraitFactory,
    TraitFactory,
    UserFactory,
)

from ..conftest import signed_in

LIST = reverse("admin:personas_persona_changelist")
NAMES = ["mark_reviewed", "assign_owner", "add_trait", "publish", "put_back_to_draft", "deprecate"]


def address(name):
    return reverse("admin:personas_persona_change_many", args=[name])


def choose(desk, name, *personas, query="", **more):
    """The confirmation that the list leads to."""
    data = {"action": name, "_selected_action": [persona.pk for persona in personas], "index": 0}
    return desk.post(f"{LIST}{query}", data | more)


def sent(response, **answers):
    """What the confirmation's form sends when somebody fills in the answers."""
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', response.content.decode()))
    fields = {field.name: field.value() for field in response.context["form"]}
    plain = {name: value for name, value in fields.items() if value not in (None, [])}
    return {name: unescape(hidden[name]) for name in ("personas", "agreed", "back_to")} | plain | answers


def confirm(desk, response, **answers):
    return desk.post(address(response.context["bulk"].name), sent(response, **answers))


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def shown(response, what):
    return [(effect.persona.name, effect.now, effect.text) for effect in response.context[what]]


@pytest.fixture
def three():
    return [
        PersonaFactory(name=name, role_label="", status=status)
        for name, status in (("Dee", "draft"), ("Ned", "deprecated"), ("Pat", "published"))
    ]


def test_the_list_offers_them_and_stock_deletion(desk):
    offered = [name for name, _ in desk.get(LIST).context["action_form"].fields["action"].choices]
    assert offered == ["", *NAMES, "delete_selected"]


def test_the_confirmation_says_what_happens_to_whom_and_why_not(desk, three):
    response = choose(desk, "publish", *three)
    assert shown(response, "changing") == [
        ("Dee", "Draft", "Published: readers see it."),
        ("Ned", "Deprecated", "Published: readers see it."),
    ]
    assert shown(response, "staying") == [("Pat", "Published", "It is published already.")]
    assert set(Persona.objects.values_list("name", "status")) == {(each.name, each.status) for each in three}


def test_confirming_does_it_reports_counts_and_leads_back(desk, three):
    response = confirm(desk, choose(desk, "publish", *three, query="?portrait=no&o=-1"))
    assert (response.status_code, response.url) == (302, f"{LIST}?portrait=no&o=-1")
    assert told(response) == ["2 personas published.", "1 persona left unchanged."]
    assert set(Persona.objects.values_list("status", flat=True)) == {"published"}


def test_nothing_to_do_offers_nothing(desk, three):
    response = choose(desk, "publish", three[2])
    assert "None of these personas would change." in response.content.decode()
    assert '<button type="submit" class="button default">' not in response.content.decode()


def test_reviewed_and_owned_in_one_go(desk, editor):
    five = PersonaFactory.create_batch(5)
    response = confirm(desk, choose(desk, "mark_reviewed", *five), owner=editor.pk)
    today = timezone.localdate()
    assert told(response) == ["5 personas marked reviewed."]
    assert set(Persona.objects.values_list("reviewed_on", "review_due_on", "owner")) == {
        (today, today + timedelta(days=365), editor.pk)
    }


@pytest.mark.parametrize(
    ("answers", "field", "error"),
    [
        ({"on": ""}, "on", "This field is required."),
        ({"on": "x\0"}, "on", "Enter a valid date."),
        ({"on": "9999-01-01"}, "on", "This day is still to come: give today or an earlier one."),
        ({"on": "2026-01-02", "due": "2026-01-02"}, "due", "Give a day after the review, or none."),
        ({"owner": "0"}, "owner", "Select a valid choice. 0 is not one of the available choices."),
        ({"owner": "9" * 30}, "owner", f"Select a valid choice. {'9' * 30} is not one of the available choices."),
        ({"owner": "none"}, "owner", "Select a valid choice. none is not one of the available choices."),
    ],
)
def test_wrong_answers_are_told_and_nothing_is_done(desk, answers, field, error):
    response = confirm(desk, choose(desk, "mark_reviewed", PersonaFactory()), **answers)
    assert response.context["form"].errors == {field: [error]}
    assert sent(response)["personas"] == str(Persona.objects.get().pk)
    assert Persona.objects.get().reviewed_on is None


@pytest.mark.parametrize("is_somebody", [True, False])
def test_an_owner_is_assigned_or_taken_away(desk, editor, is_somebody):
    persona = PersonaFactory(owner=EditorFactory())
    first = choose(desk, "assign_owner", persona)
    assert confirm(desk, first, owner="").context["form"].errors == {"owner": ["This field is required."]}
    confirm(desk, first, owner=editor.pk if is_somebody else "none")
    persona.refresh_from_db()
    assert persona.owner == (editor if is_somebody else None)


def test_readers_own_nothing(desk):
    reader = UserFactory()
    response = confirm(desk, choose(desk, "assign_owner", PersonaFactory()), owner=reader.pk)
    assert list(response.context["form"].errors) == ["owner"]


def test_deprecating_with_a_successor(desk, three):
    dee, ned, pat = three
    confirm(desk, choose(desk, "deprecate", dee, ned), reason="Folded.", successors=[pat.pk])
    dee.refresh_from_db()
    assert (dee.status, dee.deprecated_on, dee.deprecation_reason) == ("deprecated", timezone.localdate(), "Folded.")
    assert list(dee.successors.all()) == [pat]
    assert not ned.successors.exists()


def test_what_uses_the_deprecated_stays_and_it_is_told_where_to_hand_it_over(desk, three):
    pat = three[2]
    TouchpointFactory.create_batch(2, persona=pat)
    first = choose(desk, "deprecate", *three)
    stands = "Deprecated: it stands apart with a banner and keeps its address."
    assert [text for _, _, text in shown(first, "changing")] == [
        stands,
        f"{stands} Stays with it, until you hand it over: 2 touchpoints.",
    ]
    response = confirm(desk, first, reason="Folded.")
    assert told(response) == [
        "2 personas deprecated.",
        "1 persona left unchanged.",
        f'2 touchpoints still use <bdi>Pat</bdi>. <a href="/admin/personas/persona/{pat.pk}/retire/">'
        "Hand over to successors…</a>",
    ]
    assert AuditEntry.objects.get(kind="persona_retired").subject == "Dee, Pat"


def test_drafts_take_over_from_nobody(desk, three):
    response = confirm(desk, choose(desk, "deprecate", three[2]), successors=[three[0].pk])
    error = "Dee is a draft, which readers don't see: publish it first, or choose another."
    assert response.context["form"].errors == {"successors": [error]}
    assert Persona.objects.deprecated().count() == 1


def test_nobody_takes_over_from_itself(desk, three):
    response = confirm(desk, choose(desk, "deprecate", *three), successors=[three[0].pk])
    error = "Dee is to be deprecated, too: choose who takes over among the others."
    assert response.context["form"].errors == {"successors": [error]}
    assert Persona.objects.deprecated().count() == 1


@pytest.mark.parametrize("pk", ["x", "0", "-1", "9" * 30, "\0"])
def test_forged_successors_are_told(desk, three, pk):
    response = confirm(desk, choose(desk, "deprecate", three[0]), successors=[pk])
    assert list(response.context["form"].errors) == ["successors"]


def test_a_statement_is_shown_before_it_is_added(desk):
    trait = TraitFactory(statement="Silos between teams", facet__name="Challenges")
    PersonaTraitFactory(persona=PersonaFactory(name="Has it"), trait=trait)
    PersonaFactory(name="Lacks it")
    first = choose(desk, "add_trait", *Persona.objects.all())
    assert first.context["asking"]
    second = confirm(desk, first, facet=trait.facet.pk, statement="silos between teams.")
    assert shown(second, "changing") == [
        ("Lacks it", "Challenges: no statements without “Silos between teams”", "Gets it, after the others: 1 then.")
    ]
    assert shown(second, "staying") == [("Has it", "Challenges: 1 statement", "It has “Silos between teams” already.")]
    assert (second.context["notice"], PersonaTrait.objects.count()) == ("", 1)
    third = confirm(desk, second)
    assert told(third) == ["1 persona given the statement.", "1 persona left unchanged."]
    assert (PersonaTrait.objects.count(), Trait.objects.count()) == (2, 1)


def test_another_statement_than_the_one_shown_is_shown_first(desk):
    facet = FacetFactory()
    first = choose(desk, "add_trait", PersonaFactory())
    second = confirm(desk, first, facet=facet.pk, statement="Silos")
    third = confirm(desk, second, statement="Noise")
    assert (third.status_code, Trait.objects.count()) == (200, 0)
    assert confirm(desk, third).status_code == 302
    assert Trait.objects.get().statement == "Noise"


@pytest.mark.parametrize(
    ("facet", "statement", "wrong"),
    [
        ("", "", ["facet", "statement"]),
        ("9" * 30, "Silos", ["facet"]),
        ("x\0", "a\0b", ["facet", "statement"]),
        ("0", "x" * 1001, ["facet", "statement"]),
    ],
)
def test_a_statement_that_does_not_fit_is_told(desk, facet, statement, wrong):
    response = confirm(desk, choose(desk, "add_trait", PersonaFactory()), facet=facet, statement=statement)
    assert (list(response.context["form"].errors), Trait.objects.count()) == (wrong, 0)


@pytest.mark.django_db
def test_new_statements_need_their_own_permission(three):
    permissions = ["personas.view_persona", "personas.change_persona"]
    desk = signed_in(UserFactory(is_staff=True, permissions=permissions))
    trait = TraitFactory()
    first = choose(desk, "add_trait", three[0])
    response = confirm(desk, first, facet=trait.facet.pk, statement="Never heard of")
    assert list(response.context["form"].errors) == ["statement"]
    assert shown(confirm(desk, first, facet=trait.facet.pk, statement=trait.statement), "changing") != []


def test_what_changed_meanwhile_is_shown_again(desk, three):
    first = choose(desk, "publish", *three)
    Persona.objects.filter(name="Dee").update(status="deprecated")
    second = confirm(desk, first)
    assert second.context["notice"] == actions.STALE
    assert [name for name, *_ in shown(second, "changing")] == ["Dee", "Ned"]
    assert Persona.objects.deprecated().count() == 2
    assert told(confirm(desk, second)) == ["2 personas published.", "1 persona left unchanged."]


def test_who_vanished_meanwhile_is_counted(desk, three):
    first = choose(desk, "publish", *three)
    three[0].delete()
    assert told(confirm(desk, first)) == [
        "1 persona published.",
        "1 persona left unchanged.",
        "1 persona no longer there: deleted meanwhile.",
    ]


def test_all_across_the_pages(desk):
    PersonaFactory.create_batch(60, status="draft")
    kept = PersonaFactory(status="deprecated")
    some = Persona.objects.drafts()[:1]
    first = choose(desk, "publish", *some, query="?status=draft", select_across=1)
    assert len(first.context["changing"]) == 60
    assert told(confirm(desk, first)) == ["60 personas published."]
    assert Persona.objects.exclude(status="published").get() == kept


def test_more_at_once_than_a_query_takes_parameters(desk, editor):
    persona_type = PersonaFactory().type
    Persona.objects.bulk_create(
        Persona(name=f"P {n}", slug=f"p-{n}", type=persona_type, status="draft") for n in range(1199)
    )
    first = choose(desk, "put_back_to_draft", *Persona.objects.all()[:1], select_across=1)
    assert len(first.context["staying"]) == 1199
    first = choose(desk, "publish", *Persona.objects.all()[:1], select_across=1)
    assert told(confirm(desk, first)) == ["1,199 personas published.", "1 persona left unchanged."]


def test_too_many_are_refused(desk, three, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 2)
    response = choose(desk, "publish", *three)
    assert (response.status_code, told(response)) == (302, ["Choose at most 2 personas at once."])


@pytest.mark.parametrize("pks", ["", "x", "\0", "-1", "9" * 30, "²", "1e3", "0"])
def test_forged_choices_are_nobody(desk, three, pks):
    response = desk.post(address("publish"), {"personas": pks, "agreed": "\0"})
    assert response.status_code == 302
    response = desk.post(LIST, {"action": "publish", "_selected_action": [pks], "index": 0})
    assert response.status_code in (200, 302)
    assert Persona.objects.published().count() == 1


@pytest.mark.parametrize(
    "data", [{}, {"action": "nothing"}, {"index": "9" * 30}, {"action": "publish", "index": "-5"}]
)
def test_a_garbled_choice_is_no_crash(desk, three, data):
    response = desk.post(LIST, {"_selected_action": [three[0].pk], "index": 0} | data)
    assert response.status_code in (200, 302)


def test_forged_agreement_changes_nothing_unseen(desk, three):
    response = desk.post(address("publish"), {"personas": ",".join(str(each.pk) for each in three)})
    assert (response.status_code, response.context["notice"]) == (200, actions.STALE)
    assert Persona.objects.published().count() == 1


@pytest.mark.parametrize("back_to", ["//evil.example", "https://evil.example", "status=draft&x=\0\r\nSet-Cookie: a=b"])
def test_the_way_back_stays_in_the_list(desk, three, back_to):
    response = confirm(desk, choose(desk, "publish", three[0]), back_to=back_to)
    assert response.url.startswith(f"{LIST}?")
    assert "Set-Cookie" not in response.headers or "a=b" not in response.headers["Set-Cookie"]


def test_an_unknown_action_is_not_found(desk, three):
    assert desk.post(address("explode"), {"personas": "1"}).status_code == 404


def test_looking_at_the_address_leads_to_the_list(desk):
    response = desk.get(address("publish"))
    assert (response.status_code, response.url) == (302, LIST)


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_who_may_only_look_changes_nothing(three, name):
    onlooker = signed_in(UserFactory(is_staff=True, permissions=["personas.view_persona"]))
    assert "action_form" not in onlooker.get(LIST).context or onlooker.get(LIST).context["action_form"] is None
    choose(onlooker, name, *three)
    assert onlooker.post(address(name), {"personas": str(three[0].pk)}).status_code == 403
    assert signed_in(UserFactory()).post(address(name)).status_code == 302
    assert Persona.objects.filter(status="draft", owner=None, reviewed_on=None).count() == 1


@pytest.mark.parametrize("name", NAMES)
def test_the_confirmation_costs_the_same_for_one_and_for_thirty(desk, name):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            choose(desk, name, *Persona.objects.all())
        return len(captured)

    PersonaFactory(owner=EditorFactory(), status="draft")
    queries()
    first = queries()
    PersonaFactory.create_batch(29)
    assert queries() == first


def test_names_are_shown_escaped(desk):
    response = choose(desk, "publish", PersonaFactory(name="<script>alert(1)</script>", status="draft"))
    assert "<script>alert" not in response.content.decode()
