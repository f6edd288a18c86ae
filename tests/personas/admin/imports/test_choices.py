"""In the plan of an import each line can be taken or left, and unknown words can be called the same as known ones."""

import pytest
from django.urls import reverse

from personas.admin.imports import plan_groups, plan_words
from personas.admin.imports.choices import field_name, keys_in, word_of
from personas.admin.imports.order import ImportOrder, unsealed
from personas.handbook.pages import Page
from personas.handbook.plan import group_key
from personas.models import Facet, FacetAlias, Persona, PersonaTrait, PurchasingRole, Trait
from tests.personas.factories import FacetFactory, PersonaFactory, PersonaTypeFactory, PurchasingRoleFactory

from .plan_data import boxes, plan_form

FORM = reverse("admin:personas_import")
AGAIN = reverse("admin:personas_import_plan")
CHANGE = reverse("admin:personas_import_change")
APPLY = reverse("admin:personas_import_apply")
TEXT = """# Buyer personas

## Robin

- **Goals**
  - Cheaper paper
  - Fewer suppliers
- **Shoe size**
  - 40

## Kim

- **Goals**
  - Empty roads
- **Also called:** Driver
"""
PAPER = "Take new: Goals: Cheaper paper"
SUPPLIERS = "Take new: Goals: Fewer suppliers"
GONE = "Take no longer on the page: Goals: Fewer suppliers"


@pytest.fixture(autouse=True)
def vocabulary(db):
    PersonaTypeFactory(name="Buyer")
    FacetFactory(name="Goals", comparable=True)
    FacetFactory(name="Also called", kind=Facet.Kind.JOB_TITLES)
    return PurchasingRoleFactory(name="Initiator")


def send(desk, text=TEXT, **fields):
    return desk.post(FORM, {"text": text, "status": "published"} | fields)


def statements() -> list[str]:
    return sorted(Trait.objects.values_list("statement", flat=True))


def test_everything_new_is_ticked_and_what_is_gone_is_not(desk):
    response = send(desk)
    assert set(boxes(response).values()) == {True}
    desk.post(APPLY, plan_form(response))
    newer = TEXT.replace("  - Fewer suppliers\n", "")
    assert boxes(send(desk, newer)) == {GONE: False}
    assert boxes(send(desk, newer, prune="on")) == {GONE: True}


def test_an_unticked_line_is_left(desk):
    response = send(desk)
    result = desk.post(APPLY, plan_form(response, untick=[PAPER]))
    assert statements() == ["40", "Empty roads", "Fewer suppliers"]
    assert result.context["counts"] == ["7 new", "1 left out"]


def test_an_unticked_group_is_left_whatever_its_lines_say(desk):
    response = send(desk)
    desk.post(APPLY, plan_form(response, untick=[group_key("Robin")]))
    assert (list(Persona.objects.values_list("name", flat=True)), statements()) == (["Kim"], ["Empty roads"])


def test_lines_that_are_not_shown_follow_their_group(desk, monkeypatch):
    monkeypatch.setattr(plan_groups, "SHOWN", 1)
    response = send(desk)
    assert len(boxes(response)) < 4
    assert [group.subject for group in response.context["folded"]] == ["Kim"]
    desk.post(APPLY, plan_form(response, untick=[group_key("Kim")]))
    assert (list(Persona.objects.values_list("name", flat=True)), PersonaTrait.objects.count()) == (["Robin"], 3)


def test_a_ticked_line_that_is_gone_is_removed(desk):
    desk.post(APPLY, plan_form(send(desk)))
    response = send(desk, TEXT.replace("  - Fewer suppliers\n", ""))
    result = desk.post(APPLY, plan_form(response, tick=[GONE]))
    assert (result.context["counts"], PersonaTrait.objects.count()) == (["1 removed"], 3)


def test_a_gone_line_alone_can_be_applied(desk):
    desk.post(APPLY, plan_form(send(desk)))
    content = send(desk, TEXT.replace("  - Fewer suppliers\n", "")).content.decode()
    assert ("There is nothing to write" in content, 'value="Apply"' in content) == (True, True)


def test_nothing_ticked_writes_nothing_and_says_so(desk):
    response = send(desk)
    response = desk.post(APPLY, plan_form(response, untick=boxes(response)))
    assert (response.status_code, Persona.objects.count()) == (200, 0)
    assert "Nothing is ticked, so nothing was written." in response.content.decode()
    assert set(boxes(response).values()) == {False}


def test_what_was_left_stays_left_when_the_plan_is_stale(desk):
    response = send(desk)
    PersonaFactory(name="Kim", role_label="")
    overtaken = desk.post(APPLY, plan_form(response, untick=[PAPER]))
    assert (overtaken.status_code, boxes(overtaken)[PAPER], boxes(overtaken)[SUPPLIERS]) == (409, False, True)
    desk.post(APPLY, plan_form(overtaken))
    assert statements() == ["40", "Empty roads", "Fewer suppliers"]


def test_what_was_left_stays_left_when_pages_are_changed(desk):
    form = desk.post(CHANGE, plan_form(send(desk), untick=[PAPER])).context["form"]
    fields = {name: form[name].value() for name in ("sealed", "text", "status")}
    assert boxes(desk.post(FORM, fields))[PAPER] is False


def test_what_was_left_stays_left_when_it_is_not_shown_any_more(desk, monkeypatch):
    again = desk.post(AGAIN, plan_form(send(desk), untick=[PAPER]))
    monkeypatch.setattr(plan_groups, "SHOWN", 0)
    again = desk.post(AGAIN, plan_form(again))
    assert PAPER not in boxes(again)
    desk.post(APPLY, plan_form(again))
    assert statements() == ["40", "Empty roads", "Fewer suppliers"]


def test_an_unknown_word_offers_what_is_known(desk):
    (word,) = send(desk).context["words"]
    assert (word.wording, word.kind, word.options, word.line.line) == (
        "Shoe size",
        "facet",
        [("also called", "Also called"), ("goal", "Goals")],
        8,
    )


def test_a_word_called_the_same_becomes_an_alias_and_the_plan_is_shown_anew(desk):
    fields = plan_form(send(desk)) | {field_name(Facet, "Shoe size"): "goal"}
    again = desk.post(AGAIN, fields)
    assert (Facet.objects.count(), FacetAlias.objects.count()) == (2, 0)
    (word,) = again.context["words"]
    assert (word.wording, word.chosen, boxes(again)["Take new: Goals: 40"]) == ("Shoe size", "goal", True)
    desk.post(APPLY, plan_form(again))
    assert FacetAlias.objects.get().wording == "Shoe size"
    assert list(Facet.objects.values_list("name", flat=True)) == ["Goals", "Also called"]
    assert Trait.objects.get(statement="40").facet.name == "Goals"


def test_a_word_can_be_new_again(desk):
    same = desk.post(AGAIN, plan_form(send(desk)) | {field_name(Facet, "Shoe size"): "goal"})
    again = desk.post(AGAIN, plan_form(same) | {field_name(Facet, "Shoe size"): ""})
    assert [(word.wording, word.chosen) for word in again.context["words"]] == [("Shoe size", "")]
    assert unsealed(again.context["sealed"]).synonyms == ()


def test_applying_with_a_word_just_called_the_same_shows_the_new_plan_first(desk):
    response = desk.post(APPLY, plan_form(send(desk)) | {field_name(Facet, "Shoe size"): "goal"})
    assert (response.status_code, Persona.objects.count()) == (409, 0)
    assert [word.chosen for word in response.context["words"]] == ["goal"]


def test_purchasing_roles_and_content_types_are_words_too(desk):
    role = FacetFactory(name="Purchasing role", kind=Facet.Kind.PURCHASING_ROLES)
    text = TEXT + f"- **{role.name}:** Taste judge\n"
    fields = {field_name(PurchasingRole, "Taste judge"): "initiator"}
    again = desk.post(AGAIN, plan_form(send(desk, text)) | fields)
    desk.post(APPLY, plan_form(again))
    assert [str(alias) for alias in PurchasingRole.objects.get().aliases.all()] == ["Taste judge"]


def test_only_so_many_words_have_a_list(desk, monkeypatch):
    monkeypatch.setattr(plan_words, "WORDS_SHOWN", 0)
    response = send(desk)
    assert response.context["words"] == []
    assert "Take new: Facet: Shoe size" in boxes(response)


@pytest.mark.parametrize(
    "name",
    [
        "same",
        "same:facet",
        "same:persona:x",
        "same:facet:…",
        "same:facet:a\0b",
        "other:facet:x",
        f"same:facet:{'x' * 101}",
    ],
)
def test_forged_fields_are_no_words(name):
    assert word_of(name) == (None, None)


def test_a_word_may_have_colons():
    assert word_of("same:facet:Goals: long: ones") == (Facet, "Goals: long: ones")


def test_forged_keys_are_none():
    assert keys_in(["0" * 16, "0" * 15, "x" * 16, "", "\0", "0" * 17]) == {"0" * 16}


@pytest.mark.parametrize("view", [AGAIN, APPLY, CHANGE])
@pytest.mark.parametrize(
    "junk",
    [
        {"shown": "\0 x", "take": ["\0", "9" * 10_000]},
        {"same:facet:Shoe size": "no such facet"},
        {"same:facet:Shoe size": "\0"},
        {"fingerprint": "\0", "shown": "0" * 16},
    ],
)
def test_garbage_is_no_error(desk, view, junk):
    sealed = ImportOrder([Page("a.md", TEXT)]).sealed()
    response = desk.post(view, {"sealed": sealed} | junk)
    assert (response.status_code in (200, 409), Persona.objects.count()) == (True, 0)
