"""Merging in the admin: from the list, from a row's page, from the pairs that look alike."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from personas.models import ContentFormat, DifferentTraits, Facet, PersonaTrait, Trait, TraitAlias
from tests.personas.factories import (
    ContentFormatFactory,
    ContentPreferenceFactory,
    FacetFactory,
    PersonaTraitFactory,
    TraitFactory,
    UserFactory,
)

from .conftest import signed_in

CHANGELIST = reverse("admin:personas_trait_changelist")
MERGE = reverse("admin:personas_trait_merge")


@pytest.fixture
def pair(db):
    """Two traits of one facet; two personas have the first, one the second."""
    facet = FacetFactory(name="Challenges")
    kept, gone = (TraitFactory(facet=facet, statement=text) for text in ("Silos between teams", "Siloed teams"))
    PersonaTraitFactory.create_batch(2, trait=kept)
    PersonaTraitFactory(trait=gone)
    return kept, gone


def texts(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def preview(desk, *rows, **more):
    return desk.get(MERGE, {"rows": ",".join(str(row.pk) for row in rows)} | more)


def order(response, **more):
    """What the preview's form sends."""
    context = response.context
    plan = context["plan"]
    return {"rows": context["keys"], "keep": plan.kept.pk, "fingerprint": plan.fingerprint} | more


def test_ticked_rows_are_previewed_and_merged(desk, pair):
    kept, gone = pair
    data = {"action": "merge_chosen", "_selected_action": [kept.pk, gone.pk]}
    chosen = desk.post(CHANGELIST, data)
    assert chosen.url == f"{MERGE}?rows={kept.pk}%2C{gone.pk}"
    page = desk.get(chosen.url)
    assert page.context["plan"].kept == kept
    assert "Traits of personas that move: 1" in page.content.decode()
    assert Trait.objects.count() == 2
    done = desk.post(MERGE, order(page))
    assert done.url == reverse("admin:personas_trait_change", args=[kept.pk])
    assert list(PersonaTrait.objects.values_list("trait", flat=True)) == [kept.pk] * 3
    assert texts(done)[0].startswith("Merged “Siloed teams” into “<a href=")


def test_the_other_one_may_stay(desk, pair):
    kept, gone = pair
    page = preview(desk, kept, gone, keep=gone.pk)
    desk.post(MERGE, order(page))
    assert list(Trait.objects.all()) == [gone]
    assert list(TraitAlias.objects.values_list("wording", flat=True)) == ["Silos between teams"]


@pytest.mark.parametrize("ticked", [1, 21])
def test_one_row_or_too_many_are_refused_in_the_list(desk, ticked):
    traits = TraitFactory.create_batch(ticked, facet=FacetFactory())
    data = {"action": "merge_chosen", "_selected_action": [trait.pk for trait in traits]}
    response = desk.post(CHANGELIST, data)
    assert texts(response) == ["To merge, tick 2 to 20 traits that are the same thing."]


def test_a_stale_preview_is_shown_anew_and_writes_nothing(desk, pair):
    kept, gone = pair
    page = preview(desk, kept, gone)
    PersonaTraitFactory(trait=gone)
    response = desk.post(MERGE, order(page))
    assert (response.status_code, response.context["plan"].moved_count) == (409, 2)
    assert Trait.objects.count() == 2
    assert desk.post(MERGE, order(response)).status_code == 302
    assert Trait.objects.count() == 1


def test_what_stands_in_the_way_is_told_and_there_is_no_button(desk, pair):
    kept, _ = pair
    other = TraitFactory(facet=FacetFactory(name="Goals"))
    page = preview(desk, kept, other)
    assert len(page.context["plan"].obstacles) == 1
    assert b'name="fingerprint"' not in page.content
    response = desk.post(MERGE, order(page))
    assert texts(response) == page.context["plan"].obstacles
    assert Trait.objects.count() == 3


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"rows": ""},
        {"rows": "1"},
        {"rows": "\0,x,-1,1e9,²"},
        {"rows": "99999999999999999999999,9223372036854775807,0"},
        {"rows": "1," * 2000},
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_garbage_leads_back_to_the_list(desk, pair, sent, method):
    response = getattr(desk, method)(MERGE, sent)
    assert (response.status_code, response.url) == (302, CHANGELIST)
    assert Trait.objects.count() == 2


def test_a_forged_choice_or_fingerprint_writes_nothing(desk, pair):
    kept, gone = pair
    rows = f"{kept.pk},{gone.pk}"
    for forged in ({"keep": "\0"}, {"keep": "99999999999999999999", "fingerprint": "\0"}, {"fingerprint": "x" * 9000}):
        assert desk.post(MERGE, {"rows": rows} | forged).status_code == 409
    assert Trait.objects.count() == 2


@pytest.mark.parametrize("missing", ["personas.change_persona", "personas.delete_trait", "personas.change_trait"])
def test_those_who_may_not_change_all_of_it_may_not_merge(pair, missing):
    kept, gone = pair
    all_three = {"personas.change_persona", "personas.delete_trait", "personas.change_trait", "personas.view_trait"}
    desk = signed_in(UserFactory(is_staff=True, permissions=all_three - {missing}))
    assert preview(desk, kept, gone).status_code == 403
    assert desk.post(MERGE, {"rows": f"{kept.pk},{gone.pk}"}).status_code == 403
    assert desk.get(reverse("admin:personas_trait_merge_into", args=[kept.pk])).status_code == 403
    assert desk.get(reverse("admin:personas_trait_near_duplicates")).status_code == 403
    desk.post(CHANGELIST, {"action": "merge_chosen", "_selected_action": [kept.pk, gone.pk]})
    assert Trait.objects.count() == 2
    assert b"Merge" not in desk.get(CHANGELIST).content


def test_a_row_is_merged_into_another_that_is_looked_for(desk, pair):
    kept, gone = pair
    TraitFactory(statement="Silos of grain")  # of another facet
    into = reverse("admin:personas_trait_merge_into", args=[gone.pk])
    assert f'href="{into}"' in desk.get(reverse("admin:personas_trait_change", args=[gone.pk])).content.decode()
    expected = [(kept, 2, f"{MERGE}?rows={gone.pk}%2C{kept.pk}&keep={kept.pk}")]
    assert desk.get(into).context["candidates"] == expected
    assert desk.get(into, {"q": "between"}).context["candidates"] == expected
    assert desk.get(into, {"q": "grain\0"}).context["candidates"] == []
    assert desk.get(expected[0][2]).context["plan"].kept == kept


@pytest.mark.parametrize("key", ["0", "99999999999999999999999", "x"])
def test_there_is_no_page_for_a_row_that_is_not_there(desk, pair, key):
    assert desk.get(reverse("admin:personas_trait_merge_into", args=[key])).status_code == 404


def test_pairs_that_look_alike_lead_to_their_merge_and_back(desk, pair):
    kept, _ = pair
    other = TraitFactory(facet=kept.facet, statement="The silos between teams")
    alike = reverse("admin:personas_trait_near_duplicates")
    assert f'href="{alike}"' in desk.get(CHANGELIST).content.decode()
    ((traits, url, _),) = desk.get(alike).context["pairs"]
    assert traits == [(kept, 2), (other, 0)]
    done = desk.post(MERGE, order(desk.get(url), back=desk.get(url).context["back"]))
    assert done.url == alike
    assert list(desk.get(alike).context["pairs"]) == []


ALIKE = reverse("admin:personas_trait_near_duplicates")
TELL_APART = reverse("admin:personas_trait_tell_apart")
TAKE_BACK = reverse("admin:personas_trait_take_back")


def test_a_pair_that_differs_leaves_the_page_and_can_be_taken_back(desk, editor, pair):
    kept, _ = pair
    other = TraitFactory(facet=kept.facet, statement="The silos between teams")
    ((_, _, keys),) = desk.get(ALIKE).context["pairs"]
    done = desk.post(TELL_APART, {"rows": keys}, follow=True)
    decision = DifferentTraits.objects.get()
    assert (decision.first, decision.second, decision.decided_by) == (kept, other, editor)
    assert list(done.context["pairs"]) == []
    assert done.context["told_apart"] == {"traits": (kept, other), "keys": keys}
    undone = desk.post(TAKE_BACK, {"rows": keys}, follow=True)
    assert len(undone.context["pairs"]) == 1
    assert texts(undone) == ["Taken back: “Silos between teams” and “The silos between teams” are compared again."]
    assert not DifferentTraits.objects.exists()


def test_saying_it_twice_keeps_who_said_it_first(desk, administrator_desk, editor, pair):
    rows = {"rows": ",".join(str(trait.pk) for trait in reversed(pair))}
    desk.post(TELL_APART, rows)
    administrator_desk.post(TELL_APART, rows)
    assert DifferentTraits.objects.get().decided_by == editor


@pytest.mark.parametrize("address", [TELL_APART, TAKE_BACK])
def test_a_verdict_on_garbage_or_two_facets_writes_nothing(desk, pair, address):
    kept, _ = pair
    elsewhere = TraitFactory()
    forged = [
        "",
        "x",
        "\0,\0",
        f"{kept.pk}",
        f"{kept.pk},{kept.pk}",
        f"{kept.pk},{elsewhere.pk}",
        f"{2**63 - 1},{kept.pk}",
    ]
    for rows in forged:
        assert (
            texts(desk.post(address, {"rows": rows}))[-1]
            == "Nothing was written: somebody has merged, moved or deleted one of the two meanwhile."
        )
    assert (desk.get(address).status_code, DifferentTraits.objects.exists()) == (405, False)
    for apart in forged:
        assert desk.get(ALIKE, {"apart": apart}).context["told_apart"] is None


@pytest.mark.parametrize("missing", ["personas.change_persona", "personas.delete_trait", "personas.change_trait"])
def test_those_who_may_not_merge_may_not_tell_apart(pair, missing):
    all_three = {"personas.change_persona", "personas.delete_trait", "personas.change_trait"}
    desk = signed_in(UserFactory(is_staff=True, permissions=all_three - {missing}))
    rows = {"rows": ",".join(str(trait.pk) for trait in pair)}
    assert [desk.post(address, rows).status_code for address in (TELL_APART, TAKE_BACK)] == [403, 403]
    assert not DifferentTraits.objects.exists()


def test_the_page_and_the_start_page_say_when_there_are_more(desk):
    facet = FacetFactory()
    for number in range(21):
        TraitFactory(facet=facet, statement=f"Silos{' the' * number}")
    page = desk.get(ALIKE)
    assert (page.context["count"], page.context["is_complete"], page.context["more"]) == (200, False, 100)
    assert "<b>200 or more</b> <span>Statements that look alike</span>" in desk.get("/admin/").content.decode()


def queries_of(desk, address, **data):
    with CaptureQueriesContext(connection) as captured:
        assert desk.get(address, data).status_code == 200
    return len(captured)


def test_the_preview_costs_the_same_for_one_persona_and_for_sixty(desk, pair):
    kept, gone = pair
    rows = {"rows": f"{kept.pk},{gone.pk}"}
    queries_of(desk, MERGE, **rows)
    first = queries_of(desk, MERGE, **rows)
    PersonaTraitFactory.create_batch(60, trait=gone)
    assert queries_of(desk, MERGE, **rows) == first


def test_the_pairs_cost_the_same_for_one_and_for_thirty(desk, pair):
    alike = reverse("admin:personas_trait_near_duplicates")
    kept, _ = pair
    TraitFactory(facet=kept.facet, statement="The silos between teams")
    queries_of(desk, alike)
    first = queries_of(desk, alike)
    for number in range(30):
        facet = FacetFactory()
        for text in ("Silos between teams", "The silos between teams"):
            PersonaTraitFactory(trait=TraitFactory(facet=facet, statement=f"{text} {'x' * number}"))
    assert queries_of(desk, alike) == first


@pytest.mark.parametrize("model", ["facet", "contentformat", "purchasingrole", "personatype"])
def test_every_vocabulary_has_its_merge(desk, model):
    assert desk.get(reverse(f"admin:personas_{model}_merge")).url == reverse(f"admin:personas_{model}_changelist")


def test_content_types_are_merged_in_the_admin(desk):
    podcast, audio = ContentFormatFactory(name="Podcast"), ContentFormatFactory(name="Audio", description="Heard.")
    ContentPreferenceFactory(content_format=podcast)
    merge = reverse("admin:personas_contentformat_merge")
    page = desk.get(merge, {"rows": f"{podcast.pk},{audio.pk}"})
    assert page.context["definition"] == podcast.description + "\n\nHeard."
    desk.post(merge, order(page))
    assert list(ContentFormat.objects.values_list("name", flat=True)) == ["Podcast"]


def test_the_page_with_hostile_names_is_escaped(desk):
    rows = [FacetFactory(name=f"<script>alert({number})</script>") for number in range(2)]
    page = desk.get(reverse("admin:personas_facet_merge"), {"rows": ",".join(str(row.pk) for row in rows)})
    assert b"<script>alert" not in page.content
    assert Facet.objects.count() == 2
