"""A persona's history in the admin: seen, compared, brought back, published; and who may."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.urls import reverse
from reversion.models import Revision

from personas import services
from personas.history import log_change
from personas.history.editions import publish_edition
from personas.history.versions import begin, deleted, snapshot_in, versions_of
from personas.merges import merge
from personas.models import Edition, Persona, Trait
from tests.personas.factories import (
    FacetFactory,
    PersonaFactory,
    PersonaTraitFactory,
    TitleRuleFactory,
    TraitFactory,
    UserFactory,
)
from tests.personas.history.states import full_persona, now

from .conftest import signed_in
from .form_data import form_data

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"admin:personas_persona_{name}", args=args)


@pytest.fixture
def changed(editor):
    """A persona and the primary keys of her revisions: the older one, and the newer one without her first goal."""
    persona = full_persona()
    log_change([persona], by=editor, message="As planned.")
    persona.persona_traits.get(trait__statement="Fewer tools").delete()
    log_change([persona], by=editor, message="A <goal> went.")
    newer, older = versions_of(persona.pk).values_list("pk", flat=True)
    return persona, older, newer


@pytest.fixture
def viewer_desk(db):
    return signed_in(UserFactory(is_staff=True, permissions=["personas.view_persona"]))


def test_the_history_page_lists_revisions_with_author_and_comment(desk, changed, editor):
    text = desk.get(address("history", changed[0].pk)).text
    assert "A &lt;goal&gt; went." in text
    assert text.count(f"<td>{editor.get_full_name()}</td>") == 2
    assert text.count("Restore…") == 1


def test_where_there_is_one_revision_nothing_is_compared(desk, editor):
    persona = full_persona()
    log_change([persona], by=editor, message="As planned.")
    text = desk.get(address("history", persona.pk)).text
    assert (text.count("As planned."), text.count('type="radio"'), text.count("Compare the two")) == (1, 0, 0)


def test_what_was_noted_before_the_history_began(desk, editor):
    persona = PersonaFactory()
    LogEntry.objects.log_actions(editor.pk, [persona], CHANGE, "Of old.")
    begin()
    log_change([persona], by=editor, message="Of late.")
    text = desk.get(address("history", persona.pk)).text
    assert (text.count("<bdi>Of old.</bdi>"), text.count("<bdi>Of late.</bdi>")) == (1, 0)


def test_a_revision_is_a_page(desk, changed):
    persona, older, newer = changed
    assert "Fewer tools" in desk.get(address("version", persona.pk, older)).text
    assert "Fewer tools" not in desk.get(address("version", persona.pk, newer)).text


@pytest.mark.parametrize("turned", [False, True])
def test_two_revisions_side_by_side(desk, changed, turned):
    persona, older, newer = changed
    old, new = (newer, older) if turned else (older, newer)
    text = desk.get(address("compare", persona.pk), {"old": old, "new": new}).text
    assert "<del>Fewer tools\nWhy.</del>" in text
    assert "1 removed" in text


def test_a_revision_and_now(desk, changed):
    persona, older, _ = changed
    PersonaTraitFactory(persona=persona, trait__statement="Not told of yet")
    text = desk.get(address("compare", persona.pk), {"old": older, "new": "now"}).text
    assert "<ins>Not told of yet" in text
    assert (text.count(" and now: 1 added"), text.count(">now<")) == (1, 0)


@pytest.mark.parametrize(
    "query", ["", "old=&new=", "old=x&new=now", "old=9%00&new=now", "old=" + "9" * 40 + "&new=now"]
)
def test_comparing_what_isnt_there_leads_back(desk, changed, query):
    response = desk.get(f"{address('compare', changed[0].pk)}?{query}")
    assert response.url == address("history", changed[0].pk)


def test_what_was_chosen_on_one_page_can_be_compared_with_what_is_on_another(desk, changed, editor, monkeypatch):
    monkeypatch.setattr("personas.admin.persona_history.pages.PAGE_SIZE", 2)
    persona, older, _ = changed
    for role in ("One", "Two", "Three"):
        Persona.objects.update(role_label=role)
        log_change([persona], by=editor, message=role)
    text = desk.get(address("history", persona.pk), {"p": 1, "old": older, "new": "9" * 9}).text
    text = " ".join(text.split())
    keys = list(versions_of(persona.pk).values_list("pk", flat=True))
    assert [f'name="old" value="{key}"' in text for key in keys] == [True, True, False, False, True]
    checked = [tag for tag in text.split("<input") if " checked>" in tag]
    assert [f'name="{name}"' in line for line in checked for name in ("old", "new")] == [False, True, True, False]
    assert f'value="{older}"' in checked[1]


def test_revisions_of_somebody_else_are_not_found(desk, changed):
    other = PersonaFactory()
    for name in ("version", "restore"):
        assert desk.get(address(name, other.pk, changed[1])).status_code == 404
    assert desk.get(address("compare", other.pk), {"old": changed[1], "new": "now"}).status_code == 404


def test_restoring_says_what_it_does_and_does_it(desk, changed):
    persona, older, newer = changed
    before = Revision.objects.count()
    text = desk.get(address("restore", persona.pk, older)).text
    assert "<ins>Fewer tools" in text
    assert (Revision.objects.count(), persona.persona_traits.count()) == (before, 1)
    response = desk.post(address("restore", persona.pk, older), {"latest": newer})
    assert response.url == address("history", persona.pk)
    assert [row.trait.statement for row in persona.persona_traits.order_by("rank")] == ["Fewer tools", "More sleep"]


@pytest.mark.parametrize("latest", ["", "0", "x", "9" * 40])
def test_restoring_what_changed_meanwhile_asks_again(desk, changed, latest):
    persona, older, _ = changed
    response = desk.post(address("restore", persona.pk, older), {"latest": latest})
    assert "Somebody changed this persona" in response.text
    assert persona.persona_traits.count() == 1


def test_whoever_only_looks_may_restore_and_publish_nothing(viewer_desk, changed):
    persona, older, newer = changed
    assert viewer_desk.get(address("history", persona.pk)).status_code == 200
    for method in (viewer_desk.get, viewer_desk.post):
        assert method(address("restore", persona.pk, older), {"latest": newer}).status_code == 403
        assert method(address("publish_edition", persona.pk), {"note": "News."}).status_code == 403
    assert viewer_desk.get(reverse("admin:personas_deleted")).status_code == 403
    assert (persona.persona_traits.count(), Edition.objects.count()) == (1, 0)


def test_drafts_have_no_history_for_those_who_may_not_see_them(viewer_desk):
    assert viewer_desk.get(address("history", PersonaFactory(status="draft").pk)).status_code == 404


@pytest.mark.parametrize("key", ["x", "9" * 40, "1_2F"])
def test_no_history_of_what_is_no_persona(desk, key):
    assert desk.get(f"/admin/personas/persona/{key}/history/").status_code == 404


def test_deleted_and_recovered(desk, changed):
    persona = changed[0]
    desk.post(address("delete", persona.pk), {"post": "yes"})
    version = deleted().get()
    assert address("recover", version.pk) in desk.get(reverse("admin:personas_deleted")).text
    assert "Recover Ada" in desk.get(address("recover", version.pk)).text
    assert desk.post(address("recover", version.pk)).url == address("change", persona.pk)
    assert Persona.objects.get(name="Ada").persona_traits.count() == 1
    assert desk.get(address("recover", version.pk)).status_code == 404


def test_an_edition_is_published_with_a_note(desk, changed):
    page = address("publish_edition", changed[0].pk)
    assert "Nothing was published" in desk.post(page, {"note": ""}).text
    assert desk.post(page, {"note": "News.", "is_material": "on"}).url == address("change", changed[0].pk)
    assert Edition.objects.values_list("number", "note", "is_material").get() == (1, "News.", True)
    assert "so there is nothing to publish" in desk.get(page).text


def test_what_changed_since_the_last_edition_is_shown_before_the_next(desk, changed, editor):
    persona = changed[0]
    publish_edition(persona, by=editor, note="First.", is_material=False)
    PersonaTraitFactory(persona=persona, trait__statement="Brand new")
    assert "<ins>Brand new</ins>" in desk.get(address("publish_edition", persona.pk)).text


def told(persona) -> str:
    """What the last revision says of the persona, which is what she is."""
    version = versions_of(persona.pk).first()
    assert snapshot_in(version) == now(persona)
    return version.revision.comment


def test_a_statement_reworded_for_all_is_a_revision_of_each(desk):
    trait = TraitFactory(facet=FacetFactory(name="Goals"), statement="Sleep")
    stays, leaves = (PersonaTraitFactory(trait=trait, persona__name=name).persona for name in ("Ada", "Bob"))
    page = reverse("admin:personas_trait_change", args=[trait.pk])
    data = form_data(desk.get(page)) | {"statement": "More sleep"}
    [row] = [name for name, value in data.items() if name.endswith("-id") and value == leaves.persona_traits.get().pk]
    desk.post(page, data | {row.replace("-id", "-DELETE"): "on"})
    assert told(leaves) == "Changed on the page of “More sleep”."
    assert told(stays) == f"Changed Statement. Deleted trait of a persona “{leaves}: More sleep”."


def test_a_rule_that_goes_to_somebody_else_is_a_revision_of_both(desk):
    rule, other = TitleRuleFactory(persona__name="Ada"), PersonaFactory(name="Bob")
    page = reverse("admin:personas_titlerule_change", args=[rule.pk])
    desk.post(page, form_data(desk.get(page)) | {"persona": other.pk, "priority": 10})
    assert now(other).rules[0].priority == 10
    assert [bool(told(each)) for each in (rule.persona, other)] == [True, True]
    desk.post(reverse("admin:personas_titlerule_delete", args=[rule.pk]), {"post": "yes"})
    assert told(other) == "Deleted."


def test_bulk_actions_are_a_revision_of_those_whom_they_change(editor, changed):
    services.publish(Persona.objects.all(), by=editor)
    assert told(changed[0]) == "A <goal> went."
    services.put_back_to_draft(Persona.objects.all(), by=editor)
    assert told(changed[0]) == "Put back to draft."
    services.deprecate(Persona.objects.all(), by=editor, successors=[])
    assert told(changed[0]) == "Deprecated."
    services.add_trait(Persona.objects.all(), by=editor, facet=FacetFactory(), statement="Added")
    assert told(changed[0]).startswith("Added “Added”")


def test_a_merge_is_one_revision(editor, changed):
    kept = TraitFactory(statement="Rest", facet=Trait.objects.first().facet)
    merge(kept, [Trait.objects.get(statement="More sleep")], by=editor)
    assert told(changed[0]) == "“More sleep” became one with “Rest”."
    assert versions_of(changed[0].pk).count() == 3
