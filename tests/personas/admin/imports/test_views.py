"""The import in the admin: read the plan, then apply it, or be told why not."""

import random

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from personas.admin.imports.order import ImportOrder, unsealed
from personas.handbook.pages import PAGE_BYTES, Page
from personas.handbook.plan import Kind
from personas.models import Guide, HandbookPage, Persona, PersonaTrait, Trait
from tests.personas.factories import (
    FacetFactory,
    PersonaFactory,
    PersonaTypeFactory,
    TraitFactory,
    UserFactory,
)

from ..conftest import signed_in
from .plan_data import plan_form, streamed_text

FORM = reverse("admin:personas_import")
CHANGE = reverse("admin:personas_import_change")
APPLY = reverse("admin:personas_import_apply")
AGAIN = reverse("admin:personas_import_plan")
TEXT = """# Buyer personas

## Robin

- **Goals**
  - Cheaper paper
  - Fewer suppliers
- **Challenges**
  - Late deliveries
"""
NO_PERSONAS = "# Minutes\n\nWe met.\n"


@pytest.fixture(autouse=True)
def vocabulary(db):
    PersonaTypeFactory(name="Buyer")
    PersonaTypeFactory(name="User")
    return [FacetFactory(name="Goals", comparable=True), FacetFactory(name="Challenges", comparable=True)]


def send(desk, *files, **fields):
    """Sends the import form: files as (name, bytes), the rest as fields."""
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return desk.post(FORM, {"text": "", "status": "published", "files": uploads} | fields)


def apply(desk, response, **changes):
    """Sends the plan's own form, all of it taken as it stands there."""
    return desk.post(APPLY, plan_form(response) | changes)


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def everything():
    """What an import could write."""
    return [model.objects.count() for model in (Persona, Trait, PersonaTrait, Guide, HandbookPage)]


def test_the_form_opens(desk):
    response = desk.get(FORM)
    assert (response.status_code, response.context["title"]) == (200, "Import handbook pages")


def test_a_pasted_page_becomes_a_plan_and_nothing_is_written(desk):
    response = send(desk, text=TEXT)
    assert response.context["title"] == "What the import would change"
    (robin,) = [group for group in response.context["changing"] if group.subject == "Robin"]
    assert {(view.line.kind, view.line.part, view.line.text, view.line.line) for view in robin.lines} >= {
        (Kind.NEW, "Goals", "Cheaper paper", 6),
        (Kind.NEW, "Challenges", "Late deliveries", 9),
    }
    assert everything() == [0, 0, 0, 0, 0]


def test_applying_writes_says_what_and_notes_who(desk, editor):
    response = apply(desk, send(desk, text=TEXT))
    assert (response.status_code, response.context["title"]) == (200, "Imported")
    persona = Persona.objects.get()
    assert (persona.name, persona.type.name, persona.status) == ("Robin", "Buyer", "published")
    assert list(persona.persona_traits.values_list("trait__statement", flat=True)) == [
        "Cheaper paper",
        "Late deliveries",
        "Fewer suppliers",
    ]
    assert response.context["counts"] == ["4 new"]
    assert f'<a href="{persona.get_absolute_url()}"><bdi>Robin</bdi></a>' in response.content.decode()
    assert LogEntry.objects.get(user=editor).get_edited_object() == persona


def test_several_files_are_one_plan(desk):
    other = TEXT.replace("Robin", "Kim").replace("Cheaper paper", "Better paper")
    response = send(desk, ("robin.md", TEXT.encode()), ("kim.md", other.encode()))
    assert {"Robin", "Kim"} <= {group.subject for group in response.context["changing"]}
    assert [page.name for page in response.context["order"].pages] == ["robin.md", "kim.md"]


def test_the_same_page_again_leaves_nothing_to_apply(desk):
    apply(desk, send(desk, text=TEXT))
    content = send(desk, text=TEXT).content.decode()
    assert "the catalogue says all of this already" in content
    assert 'value="Apply"' not in content


def test_a_newer_page_shows_old_and_new_and_removes_only_on_request(desk):
    apply(desk, send(desk, text=TEXT))
    newer = TEXT.replace("  - Fewer suppliers\n", "")
    for prune, left in (("", 3), ("on", 2)):
        response = send(desk, text=newer, prune=prune)
        assert response.context["plan"].counts()[Kind.GONE] == 1
        apply(desk, response)
        assert PersonaTrait.objects.count() == left


def test_the_options_reach_the_plan(desk):
    text = TEXT.replace("# Buyer personas", "# Who we meet")
    apply(desk, send(desk, text=text, type="user", status="draft"))
    assert Persona.objects.values_list("type__name", "status").get() == ("User", "draft")


def test_a_catalogue_that_changed_meanwhile_stops_the_apply_and_shows_the_new_plan(desk, vocabulary):
    response = send(desk, text=TEXT)
    PersonaFactory(name="Robin", role_label="")
    before = everything()
    overtaken = apply(desk, response)
    assert overtaken.status_code == 409
    assert "The catalogue has changed since that plan was made, so nothing was written." in overtaken.content.decode()
    assert everything() == before
    assert apply(desk, overtaken).context["title"] == "Imported"


def test_somebody_quicker_between_plan_and_writing_stops_the_apply(desk, vocabulary, monkeypatch):
    def planned_then_overtaken(order):
        plan = yield from make(order)
        if not Trait.objects.exists():
            TraitFactory(facet=vocabulary[0], statement="Cheaper paper")
        return plan

    response = send(desk, text=TEXT)
    make = ImportOrder.plan_steps
    monkeypatch.setattr(ImportOrder, "plan_steps", planned_then_overtaken)
    assert apply(desk, response).status_code == 409
    assert Persona.objects.count() == 0


@pytest.mark.parametrize("sealed", ["", "nonsense", "a:b:c"])
@pytest.mark.parametrize("view", [APPLY, CHANGE, AGAIN])
def test_a_plan_that_this_site_did_not_write_is_refused(desk, view, sealed):
    response = desk.post(view, {"sealed": sealed, "fingerprint": "0"})
    assert (response.status_code, response.url) == (302, FORM)
    assert told(response) == ["This plan can't be read any more: choose the pages again."]
    assert everything() == [0, 0, 0, 0, 0]


def test_pages_that_can_not_be_planned_any_more_are_told(desk):
    sealed = ImportOrder([Page("a.md", TEXT)], "gone").sealed()
    response = desk.post(APPLY, {"sealed": sealed, "fingerprint": "0"})
    assert (response.url, len(told(response))) == (FORM, 1)


def test_bad_pages_are_told_at_the_form_with_what_was_typed(desk):
    response = send(desk, text=NO_PERSONAS, type="user", status="draft", prune="on")
    form = response.context["form"]
    assert form.non_field_errors()[0].startswith("The pasted page has no personas")
    assert {name: form[name].value() for name in ("text", "type", "status", "prune")} == {
        "text": NO_PERSONAS,
        "type": "user",
        "status": "draft",
        "prune": True,
    }
    assert everything() == [0, 0, 0, 0, 0]


def test_nothing_sent_is_told(desk):
    assert send(desk).context["form"].non_field_errors() == ["Choose a file or paste a page."]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe", "bad.md is not UTF-8 text"),
        (b"a\0b", "bad.md is not a text file."),
        (b" \n", "bad.md is empty."),
        (b"a" * (PAGE_BYTES + 1), "bad.md is larger than 2 MB"),
    ],
    ids=["not UTF-8", "binary", "blank", "large"],
)
def test_a_bad_file_is_told_and_the_good_one_kept(desk, content, told):
    response = send(desk, ("robin.md", TEXT.encode()), ("bad.md", content))
    form = response.context["form"]
    assert form.errors["files"][0].startswith(told)
    assert everything() == [0, 0, 0, 0, 0]
    again = send(desk, sealed=form["sealed"].value(), keep=form["keep"].value())
    assert [page.name for page in again.context["order"].pages] == ["robin.md"]


def test_a_kept_page_can_be_dropped(desk):
    form = send(desk, ("minutes.md", NO_PERSONAS.encode()), ("robin.md", TEXT.encode()), text="a\0b").context["form"]
    assert [label for _, label in form.fields["keep"].choices] == ["minutes.md", "robin.md"]
    again = send(desk, sealed=form["sealed"].value(), keep=["1"])
    assert [page.name for page in again.context["order"].pages] == ["robin.md"]


def test_an_empty_file_is_told(desk):
    form = send(desk, ("empty.md", b"")).context["form"]
    assert form.errors["files"] == ["The submitted file is empty."]


def test_kept_pages_that_this_site_did_not_seal_are_ignored(desk):
    form = send(desk, sealed="nonsense", keep=["0"]).context["form"]
    assert list(form.errors) == ["keep"]


def test_nul_characters_are_told(desk):
    assert send(desk, text="# a\0b").context["form"].errors["text"] == ["Null characters are not allowed."]


def test_pages_and_options_can_be_changed_from_the_plan(desk):
    response = send(desk, ("robin.md", TEXT.encode()), text=TEXT.replace("Robin", "Kim"), type="user", status="draft")
    form = desk.post(CHANGE, {"sealed": response.context["sealed"]}).context["form"]
    assert "Kim" in form["text"].value()
    assert [form[name].value() for name in ("type", "status", "prune", "keep")] == ["user", "draft", False, ["0"]]
    assert [page.name for page in unsealed(form["sealed"].value()).pages] == ["robin.md"]


def test_pages_too_large_for_one_form_are_told(desk, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * PAGE_BYTES + 1_000_000
    letters = random.Random(1)
    noise = ["".join(letters.choices("abcdefghijklmnopqrstuvwxyz0123456789 ", k=80)) for _ in range(24_000)]
    large = (NO_PERSONAS + "\n".join(noise)).encode()
    response = send(desk, ("robin.md", TEXT.encode()), ("one.md", large), ("two.md", large[::-1]))
    assert response.context["form"].non_field_errors()[0].startswith("Together these pages are too large")


def test_hostile_text_is_shown_as_text(desk):
    hostile = '<script>alert("x")</script> <b onclick=x> ‮ يوم 🚀 &amp;'
    text = TEXT.replace("Cheaper paper", hostile).replace("Robin", "Robin <script>")
    response = send(desk, ("<script>.md", text.encode()))
    content = response.content.decode()
    assert response.status_code == 200
    assert ("<script>alert" in content, "<b onclick" in content) == (False, False)
    assert "&lt;b onclick=x&gt;" in content
    result = apply(desk, response)
    assert (result.status_code, b"<script>alert" in result.content, Persona.objects.count()) == (200, False, 1)


def test_a_page_of_two_megabytes_is_planned(desk):
    line = "A line of guidance <script>alert(1)</script> that goes on and on. ‮ يوم 🚀\n\n"
    text = TEXT + "\n# Advice\n\n" + line * ((PAGE_BYTES - 1000) // len(line.encode()))
    content = streamed_text(send(desk, ("long.md", text.encode())))
    assert ('value="Apply"' in content, "<script>alert" in content) == (True, False)


@pytest.mark.parametrize("view", [FORM, APPLY, CHANGE, AGAIN])
@pytest.mark.parametrize("permissions", [[], ["personas.add_persona"], ["personas.change_persona"]])
def test_adding_and_changing_personas_must_be_permitted(view, permissions):
    desk = signed_in(UserFactory(is_staff=True, permissions=permissions))
    assert desk.post(view, {"text": TEXT}).status_code == 403


def test_the_two_permissions_are_enough():
    desk = signed_in(UserFactory(is_staff=True, permissions=["personas.add_persona", "personas.change_persona"]))
    assert desk.get(FORM).status_code == 200


def test_strangers_are_asked_to_sign_in(client):
    assert client.get(FORM).status_code == 302


@pytest.mark.parametrize("view", [APPLY, CHANGE, AGAIN])
def test_links_never_write(desk, view):
    assert desk.get(view).status_code == 405
