"""Two people have the same persona open."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from personas import services
from personas.history import log_change
from personas.models import ContentPreference, Persona, PersonaNote, PersonaTrait, Trait
from tests.personas.admin.conftest import signed_in
from tests.personas.admin.form_data import form_data
from tests.personas.factories import (
    ContentFormatFactory,
    EditorFactory,
    FacetFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaTraitFactory,
    TraitFactory,
)
from tests.personas.pictures import picture, upload

from .pages import opened, refusal, sent_again

TOLD = "Dana Park changed this persona while you had it open, so nothing was saved."


@pytest.fixture
def dana(db):
    return EditorFactory(first_name="Dana", last_name="Park")


@pytest.fixture
def hers(dana):
    return signed_in(dana)


@pytest.fixture
def facet(db):
    return FacetFactory(name="Challenges")


@pytest.fixture
def persona(facet, dana):
    persona = PersonaFactory(name="Tristan", role_label="Tech Exec")
    for rank, text in enumerate(["Silos", "Old systems"], start=1):
        PersonaTraitFactory(persona=persona, trait=TraitFactory(facet=facet, statement=text), rank=rank)
    log_change([persona], by=dana, message="Added.")
    return persona


def page_of(persona):
    return reverse("admin:personas_persona_change", args=[persona.pk])


def statements(persona):
    return list(persona.persona_traits.order_by("rank").values_list("trait__statement", "detail"))


def named(data, value):
    """The name of the field that shows the value."""
    (name,) = [name for name, shown in data.items() if shown == value]
    return name


def blank_row(data, facet):
    rows = (name.removesuffix("-facet") for name, value in data.items() if name.endswith("-facet"))
    return next(row for row in rows if str(data[f"{row}-facet"]) == str(facet.pk) and not data.get(f"{row}-trait"))


def save_as_dana(hers, persona, change):
    data = opened(hers, page_of(persona))
    assert hers.post(page_of(persona), change(data)).status_code == 302


def test_untouched_while_nobody_else_did_anything_is_saved(desk, persona):
    assert desk.post(page_of(persona), opened(desk, page_of(persona))).status_code == 302


def test_the_second_is_told_who_and_what_and_keeps_everything_typed(desk, hers, persona):
    data = opened(desk, page_of(persona)) | {"role_label": "Head of flour"}
    save_as_dana(hers, persona, lambda theirs: theirs | {named(theirs, "Silos"): "Silos between teams"})
    response = desk.post(page_of(persona), data)
    assert (response.status_code, refusal(response)) == (200, TOLD)
    (difference,) = response.context["meanwhile"].differences
    assert (difference.name, difference.summary) == ("Challenges", "1 reworded")
    assert form_data(response)["role_label"] == "Head of flour"
    assert Persona.objects.get().role_label == "Tech Exec"


def test_saving_again_overwrites_knowingly(desk, hers, persona):
    data = opened(desk, page_of(persona)) | {"role_label": "Head of flour"}
    save_as_dana(hers, persona, lambda theirs: theirs | {"role_label": "Baker"})
    refused = desk.post(page_of(persona), data)
    assert [(each.where, each.now, each.yours) for each in refused.context["meanwhile"].both] == [
        ("Role label", "“Baker”", "“Head of flour”")
    ]
    assert desk.post(page_of(persona), sent_again(refused)).status_code == 302
    assert Persona.objects.get().role_label == "Head of flour"


def test_a_third_one_is_told_of_as_well(desk, hers, persona):
    data = opened(desk, page_of(persona)) | {"role_label": "Head of flour"}
    save_as_dana(hers, persona, lambda theirs: theirs | {"role_label": "Baker"})
    refused = desk.post(page_of(persona), data)
    save_as_dana(hers, persona, lambda theirs: theirs | {"role_label": "Miller"})
    assert refusal(desk.post(page_of(persona), sent_again(refused))) == TOLD


def test_both_are_put_together_and_shown_before_anything_is_saved(desk, hers, persona, facet):
    note, other = PersonaNoteFactory(persona=persona, body="Old."), ContentFormatFactory(name="Webinar")
    data = opened(desk, page_of(persona)) | {"role_label": "Head of flour"}
    data |= {f"{blank_row(data, facet)}-trait": "Mine"}

    def change(theirs):
        row = blank_row(theirs, facet)
        theirs |= {f"{row}-trait": "Theirs", named(theirs, "Silos"): "Silos between teams"}
        theirs |= {"name": "Tristan B", named(theirs, "Old."): "New."}
        theirs[f"{named(theirs, 'Old systems').removesuffix('-trait')}-DELETE"] = "on"
        return theirs | {f"content_preferences-{other.pk}-tier": "1"}

    save_as_dana(hers, persona, change)
    refused = desk.post(page_of(persona), data)
    joined = desk.post(page_of(persona), sent_again(refused, "_join"))
    assert (joined.status_code, Persona.objects.get().role_label) == (200, "Tech Exec")
    assert refusal(joined).startswith("This is what you typed together with what Dana Park saved.")
    assert desk.post(page_of(persona), sent_again(joined)).status_code == 302
    saved = Persona.objects.get()
    assert (saved.name, saved.role_label) == ("Tristan B", "Head of flour")
    assert [text for text, _ in statements(saved)] == ["Silos between teams", "Theirs", "Mine"]
    note.refresh_from_db()
    assert (note.body, ContentPreference.objects.get().tier) == ("New.", 1)


def together(desk, refused, *theirs):
    """The outcome of putting both together, with the choices of `theirs` by what they are about, saved."""
    choices = {each.where: each.choice for each in refused.context["meanwhile"].both}
    address = refused.wsgi_request.path
    joined = desk.post(address, sent_again(refused, "_join") | {choices[where]: "theirs" for where in theirs})
    assert refusal(joined).startswith("This is what you typed together")
    assert desk.post(address, sent_again(joined)).status_code == 302


@pytest.mark.parametrize(("chosen", "kept"), [([], "Head of flour"), (["Role label"], "Baker")])
def test_where_both_typed_one_of_the_two_is_chosen(desk, hers, persona, chosen, kept):
    data = opened(desk, page_of(persona)) | {"role_label": "Head of flour", "name": "Mine"}
    save_as_dana(hers, persona, lambda theirs: theirs | {"role_label": "Baker"})
    together(desk, desk.post(page_of(persona), data), *chosen)
    assert Persona.objects.values_list("role_label", "name").get() == (kept, "Mine")


@pytest.mark.parametrize(
    ("chosen", "kept"), [(False, ["Old systems"]), (True, ["Silos between teams", "Old systems"])]
)
def test_a_row_that_one_removed_and_the_other_changed(desk, hers, persona, chosen, kept):
    data = opened(desk, page_of(persona))
    data |= {named(data, "Silos").replace("-trait", "-DELETE"): "on"}
    save_as_dana(hers, persona, lambda theirs: theirs | {named(theirs, "Silos"): "Silos between teams"})
    refused = desk.post(page_of(persona), data)
    (both,) = refused.context["meanwhile"].both
    assert (both.now, both.yours) == ("“Silos between teams”", "removed")
    together(desk, refused, *[both.where][: int(chosen)])
    assert [text for text, _ in statements(persona)] == kept


@pytest.mark.parametrize(
    ("chosen", "kept"), [(False, [("Old systems", ""), ("Silos", "Mine.")]), (True, [("Old systems", "")])]
)
def test_a_row_that_one_changed_and_the_other_removed(desk, hers, persona, chosen, kept):
    data = opened(desk, page_of(persona))
    data |= {named(data, "Silos").replace("-trait", "-detail"): "Mine."}
    save_as_dana(hers, persona, lambda theirs: theirs | {named(theirs, "Silos").replace("-trait", "-DELETE"): "on"})
    refused = desk.post(page_of(persona), data)
    (both,) = refused.context["meanwhile"].both
    assert (both.was, both.now, both.yours) == ("“Silos”", "removed", "kept, as you typed it")
    together(desk, refused, *[both.where][: int(chosen)])
    assert statements(persona) == kept


def test_a_row_that_others_removed_comes_back_only_by_overwriting(desk, hers, persona):
    data = opened(desk, page_of(persona)) | {"name": "Mine"}
    save_as_dana(hers, persona, lambda theirs: theirs | {named(theirs, "Silos").replace("-trait", "-DELETE"): "on"})
    refused = desk.post(page_of(persona), data)
    assert desk.post(page_of(persona), sent_again(refused)).status_code == 302
    assert sorted(text for text, _ in statements(persona)) == ["Old systems", "Silos"]


def test_the_same_new_row_of_both_is_one(desk, hers, persona, facet):
    data = opened(desk, page_of(persona))
    data |= {f"{blank_row(data, facet)}-trait": "New", "name": "Mine"}
    save_as_dana(hers, persona, lambda theirs: theirs | {f"{blank_row(theirs, facet)}-trait": "New"})
    together(desk, desk.post(page_of(persona), data))
    assert [text for text, _ in statements(persona)] == ["Silos", "Old systems", "New"]


def test_a_button_that_is_pressed_twice_saves_once(desk, persona, facet):
    data = opened(desk, page_of(persona)) | {"name": "Mine"}
    data |= {f"{blank_row(data, facet)}-trait": "New", named(data, "Silos"): "Silos between teams"}
    data |= {named(data, "Old systems").replace("-trait", "-DELETE"): "on"}
    assert [desk.post(page_of(persona), data).status_code for _ in range(2)] == [302, 302]
    assert [text for text, _ in statements(persona)] == ["Silos between teams", "New"]
    assert refusal(desk.post(page_of(persona), data | {"name": "Other"})) != ""


def test_ones_own_other_window_is_told_as_such(desk, persona):
    data = opened(desk, page_of(persona)) | {"name": "Mine"}
    save_as_dana(desk, persona, lambda other: other | {"role_label": "Baker"})
    told = "You (in another window) changed this persona while you had it open, so nothing was saved."
    assert refusal(desk.post(page_of(persona), data)) == told


def test_an_overwritten_row_comes_back_even_when_a_third_one_saved(desk, hers, persona):
    data = opened(desk, page_of(persona)) | {"name": "Mine"}
    save_as_dana(hers, persona, lambda theirs: theirs | {named(theirs, "Silos").replace("-trait", "-DELETE"): "on"})
    refused = desk.post(page_of(persona), data)
    save_as_dana(hers, persona, lambda theirs: theirs | {"role_label": "Miller"})
    again = desk.post(page_of(persona), sent_again(refused))
    assert refusal(again) == TOLD
    together(desk, again)
    assert (Persona.objects.get().role_label, len(statements(persona))) == ("Miller", 2)


def test_what_is_written_about_a_new_facet_is_not_lost_by_overwriting(desk, persona):
    data = opened(desk, page_of(persona)) | {"name": "Mine"}
    note = PersonaNoteFactory(persona=persona, facet=FacetFactory(), body="By a program.")
    refused = desk.post(page_of(persona), data)
    assert desk.post(page_of(persona), sent_again(refused)).status_code == 302
    assert (Persona.objects.get().name, persona.notes.get().body) == ("Mine", note.body)


def test_a_picture_counts(desk, persona):
    data = opened(desk, page_of(persona)) | {"name": "Mine"}
    persona.portrait = upload(picture())
    persona.save()
    assert refusal(desk.post(page_of(persona), data)).startswith("Somebody changed this persona")


def cost(desk, persona, change):
    """How many queries a page, a save and a refusal take, and how long what the page carries is."""

    def counted(work):
        with CaptureQueriesContext(connection) as captured:
            response = work()
        return len(captured), response

    shown, page = counted(lambda: desk.get(page_of(persona)))
    data = form_data(page)
    Persona.objects.filter(pk=persona.pk).update(role_label=change)
    refused, response = counted(lambda: desk.post(page_of(persona), data))
    saved, again = counted(lambda: desk.post(page_of(persona), sent_again(response) | {"name": change}))
    assert (refusal(response)[:8], again.status_code) == ("Somebody", 302)
    return (shown, refused, saved), len(data["_shown"])


def test_it_costs_the_same_with_ten_statements_and_with_three_hundred(desk, persona, facet):
    def add(start, end):
        texts = [f"A statement as long as most of them are: {number}" for number in range(start, end)]
        traits = Trait.objects.bulk_create(Trait(facet=facet, statement=text, key=text) for text in texts)
        PersonaTrait.objects.bulk_create(
            PersonaTrait(persona=persona, trait=trait, rank=rank) for rank, trait in enumerate(traits, start)
        )

    add(3, 11)
    cost(desk, persona, "x")  # what is cached for good is cached now
    few, _ = cost(desk, persona, "y")
    add(11, 301)
    many, length = cost(desk, persona, "z")
    assert many == few
    assert length < 16_000


def test_a_change_of_rows_alone_counts(desk, hers, persona, facet):
    data = opened(desk, page_of(persona))
    save_as_dana(hers, persona, lambda theirs: theirs | {f"{blank_row(theirs, facet)}-trait": "Theirs"})
    assert refusal(desk.post(page_of(persona), data | {"role_label": "x"})) == TOLD


def test_bulk_actions_and_programs_count(desk, dana, persona):
    services.put_back_to_draft(Persona.objects.all(), by=EditorFactory())
    data = opened(desk, page_of(persona))
    services.publish(Persona.objects.all(), by=dana)
    assert refusal(desk.post(page_of(persona), data)) == TOLD
    data = opened(desk, page_of(persona))
    PersonaNote.objects.create(persona=persona, facet=FacetFactory(), body="By a program.")
    assert refusal(desk.post(page_of(persona), data)) == TOLD.replace("Dana Park", "Somebody")


def test_what_the_vocabulary_gained_is_no_change_of_the_persona(desk, persona):
    data = opened(desk, page_of(persona))
    FacetFactory(), ContentFormatFactory()
    assert desk.post(page_of(persona), data).status_code == 302


@pytest.mark.parametrize("token", [None, "", "rubbish", "a:b:c", "\0"])
def test_a_page_that_nobody_knows_is_refused_with_a_sentence(desk, persona, token):
    data = opened(desk, page_of(persona)) | {"role_label": "Head of flour", "_shown": token}
    data = {name: value for name, value in data.items() if value is not None}
    response = desk.post(page_of(persona), data)
    assert refusal(response).startswith("It isn't known any more what this page showed")
    assert desk.post(page_of(persona), form_data(response)).status_code == 302


def test_another_personas_page_is_not_this_ones(desk, persona):
    data = opened(desk, page_of(PersonaFactory()))
    assert refusal(desk.post(page_of(persona), data)).startswith("It isn't known any more")


def test_what_a_page_that_was_refused_for_something_else_showed_stays_known(desk, hers, persona):
    data = opened(desk, page_of(persona)) | {"name": ""}
    wrong = desk.post(reverse("admin:personas_persona_preview", args=[persona.pk]), data)
    save_as_dana(hers, persona, lambda theirs: theirs | {"role_label": "Baker"})
    wrong = desk.post(page_of(persona), form_data(wrong) | {"name": ""})
    assert refusal(wrong) == TOLD


def test_a_preview_writes_nothing_and_needs_no_look(desk, hers, persona):
    data = opened(desk, page_of(persona))
    save_as_dana(hers, persona, lambda theirs: theirs | {"role_label": "Baker"})
    assert desk.post(reverse("admin:personas_persona_preview", args=[persona.pk]), data).status_code == 200
