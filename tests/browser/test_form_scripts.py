"""The persona form in a real browser: offers as one types, rows in order, previews, nothing lost by accident."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from personas.models import Persona, PersonaTrait
from tests.personas.factories import (
    ContentPreferenceFactory,
    EditorFactory,
    FacetFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaTraitFactory,
    PersonaTypeFactory,
    TraitFactory,
)

GOALS = ["Cheaper paper", "Fewer suppliers", "Shorter meetings"]


@pytest.fixture
def challenges(transactional_db):
    """A facet of which three personas share a statement."""
    facet = FacetFactory(name="Challenges", order=2)
    PersonaTraitFactory.create_batch(3, trait=TraitFactory(facet=facet, statement="Silos between teams"))
    return facet


@pytest.fixture
def persona(challenges):
    """Somebody with three goals in order, one challenge of her own, and a note."""
    persona = PersonaFactory(name="Robin", role_label="Buyer of paper", type=PersonaTypeFactory(name="Buyer"))
    goals = FacetFactory(name="Goals", order=1)
    for rank, statement in enumerate(GOALS, start=1):
        PersonaTraitFactory(persona=persona, trait__facet=goals, trait__statement=statement, rank=rank)
    PersonaTraitFactory(persona=persona, trait__facet=challenges, trait__statement="Late deliveries")
    PersonaNoteFactory(persona=persona, facet=FacetFactory(name="A day", kind="prose", order=3), body="Up at **six**.")
    ContentPreferenceFactory(persona=persona)
    return persona


@pytest.fixture
def form(page, persona, sign_in):
    """The browser page with the persona's form."""
    sign_in(EditorFactory())
    open_form(page, persona)
    return page


def open_form(page, persona):
    page.goto(reverse("admin:personas_persona_change", args=[persona.pk]))
    page.wait_for_load_state("load")


def block(page, slug):
    return page.locator(f"#facet-{slug}")


def fields(page, slug):
    """The texts of the rows that aren't removed."""
    return block(page, slug).locator("[data-row]:not([data-removed]) [data-row-text]")


def written(page, slug):
    texts = [field.input_value() for field in fields(page, slug).all()]
    return [text for text in texts if text]


def stored(persona, facet):
    rows = PersonaTrait.objects.filter(persona=persona, trait__facet__slug=facet).order_by("rank")
    return list(rows.values_list("trait__statement", flat=True))


def offers(page, **kind):
    """What stands in the open list; other options on the page are those of drop-downs."""
    return page.locator(".suggestions").get_by_role("option", **kind)


def drag(page, row, below):
    """Takes the row by its handle and holds it over the lower half of another one."""
    below.scroll_into_view_if_needed()
    handle, goal = row.locator(".row-handle").bounding_box(), below.bounding_box()
    page.mouse.move(handle["x"] + 6, handle["y"] + 6)
    page.mouse.down()
    page.mouse.move(goal["x"] + 6, goal["y"] + goal["height"] - 4, steps=4)


def save(page):
    page.get_by_role("button", name="Save and continue editing").first.click()
    page.locator(".messagelist .success").wait_for()


def paste(field, text):
    """What the browser does when somebody pastes that text."""
    field.evaluate(
        """(field, text) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def expect_said(page, sentence):
    expect(page.locator(".announcer")).to_have_text(sentence)


# Offers as one types


def test_a_shared_challenge_is_added_with_three_letters_an_arrow_and_enter(form, persona):
    block(form, "challenges").locator("[data-row-add]").click()
    form.keyboard.type("sil")
    option = offers(form, name="Silos between teams 3 personas")
    option.wait_for()
    form.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    form.keyboard.press("Enter")
    expect(option).to_be_hidden()
    save(form)
    assert stored(persona, "challenges") == ["Late deliveries", "Silos between teams"]
    assert PersonaTrait.objects.filter(trait__statement="Silos between teams").count() == 4


def test_what_does_not_exist_is_created_in_place(form, persona):
    fields(form, "challenges").last.focus()
    form.keyboard.type("Nobody answers the phone")
    offers(form, name="New: “Nobody answers the phone”").wait_for()
    form.keyboard.press("Enter")
    assert fields(form, "challenges").last.evaluate("field => field === document.activeElement && !field.value")
    save(form)
    assert stored(persona, "challenges") == ["Late deliveries", "Nobody answers the phone"]


def test_a_list_of_offers_follows_the_keyboard(form):
    field = fields(form, "challenges").last
    field.focus()
    form.keyboard.type("S")
    form.get_by_role("listbox").wait_for()
    expect(field).to_have_attribute("aria-expanded", "true")
    form.keyboard.press("ArrowUp")
    expect(offers(form, selected=True)).to_contain_text("New: “S”")
    assert field.get_attribute("aria-activedescendant") == offers(form, selected=True).get_attribute("id")
    form.keyboard.press("Home")
    expect(offers(form, selected=True)).to_have_count(0)
    form.keyboard.press("Escape")
    expect(form.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    form.keyboard.press("ArrowDown")
    form.get_by_role("listbox").wait_for()
    form.keyboard.press("Tab")
    expect(form.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("S")


def test_an_offer_can_be_taken_with_the_mouse(form):
    fields(form, "challenges").last.focus()
    form.keyboard.type("teams")
    offers(form, name="Silos between teams 3 personas").click()
    assert written(form, "challenges") == ["Late deliveries", "Silos between teams"]


def test_what_the_list_has_is_not_offered_again(form):
    fields(form, "challenges").last.focus()
    form.keyboard.type("late DELIVERIES")
    expect(offers(form)).to_have_text(["“late DELIVERIES” is in this list already"])


# Rows in order


def test_rows_are_moved_by_keyboard(form, persona):
    fields(form, "goals").nth(2).focus()
    form.keyboard.press("Alt+ArrowUp")
    expect_said(form, "Shorter meetings: now 2 of 3.")
    form.keyboard.press("Alt+ArrowUp")
    form.keyboard.press("Alt+ArrowUp")
    expect_said(form, "It is the first already.")
    assert form.evaluate("document.activeElement.value") == "Shorter meetings"
    form.get_by_role("button", name="Down: Cheaper paper").click()
    save(form)
    assert stored(persona, "goals") == ["Shorter meetings", "Fewer suppliers", "Cheaper paper"]


def test_rows_are_moved_by_dragging(form, persona):
    rows = block(form, "goals").locator("[data-row]")
    drag(form, rows.nth(0), rows.nth(2))
    form.mouse.up()
    assert written(form, "goals") == ["Fewer suppliers", "Shorter meetings", "Cheaper paper"]
    save(form)
    assert stored(persona, "goals") == ["Fewer suppliers", "Shorter meetings", "Cheaper paper"]


def test_a_drag_is_given_up_with_escape(form):
    rows = block(form, "goals").locator("[data-row]")
    drag(form, rows.nth(0), rows.nth(2))
    form.keyboard.press("Escape")
    form.mouse.up()
    assert written(form, "goals") == GOALS


def test_a_row_is_removed_and_brought_back(form, persona):
    form.get_by_role("button", name="Remove: Fewer suppliers").click()
    assert written(form, "goals") == ["Cheaper paper", "Shorter meetings"]
    expect_said(form, "Removed Fewer suppliers. Undo brings it back.")
    form.keyboard.press("Enter")
    assert written(form, "goals") == GOALS
    form.get_by_role("button", name="Remove: Cheaper paper").click()
    save(form)
    assert stored(persona, "goals") == ["Fewer suppliers", "Shorter meetings"]


def test_pasted_lines_become_rows(form, persona):
    field = fields(form, "goals").last
    field.focus()
    paste(field, "- One\n- Two\r\n* Three\n4. Four\n\ncheaper paper\n  Five  ")
    expect_said(form, "5 rows added, 1 left out, as the list has it.")
    save(form)
    assert stored(persona, "goals") == [*GOALS, "One", "Two", "Three", "Four", "Five"]


def test_lines_of_the_box_become_rows(form):
    goals = block(form, "goals")
    goals.locator("[data-row-paste] summary").click()
    goals.locator("[data-row-paste] textarea").fill("One\nTwo")
    goals.get_by_role("button", name="Add these rows").click()
    assert written(form, "goals") == [*GOALS, "One", "Two"]


# Previews


def test_a_text_is_shown_as_readers_will_see_it(form):
    note = block(form, "a-day").locator("textarea[data-markdown]").first
    note.locator("xpath=following-sibling::button[1]").click()
    preview = note.locator("xpath=following-sibling::div[1]")
    expect(preview.locator("strong")).to_have_text("six")
    note.fill("`<script>alert(1)</script>` <img src=x onerror=alert(2)> [out](https://example.com)")
    expect(preview.locator("code")).to_have_text("<script>alert(1)</script>")
    assert (preview.locator("script, img").count(), preview.get_by_role("link").get_attribute("target")) == (
        0,
        "_blank",
    )


# Nothing lost by accident


def test_leaving_with_unsaved_changes_asks(form):
    asked = []
    form.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    form.wait_for_timeout(200)
    form.goto("/admin/personas/trait/")
    assert asked == []
    form.go_back()
    form.wait_for_timeout(200)
    fields(form, "goals").first.click()
    form.keyboard.type("Even ")
    expect(form.locator(".unsaved-notice").first).to_be_visible()
    form.goto("/admin/personas/trait/")
    assert asked == ["beforeunload"]


def test_saving_does_not_ask(form, persona):
    asked = []
    form.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    form.wait_for_timeout(200)
    fields(form, "goals").first.fill("Cheapest paper")
    save(form)
    form.wait_for_timeout(200)
    form.goto("/admin/personas/trait/")
    assert (asked, stored(persona, "goals")[0]) == ([], "Cheapest paper")


def test_saving_keeps_the_place(form):
    form.set_viewport_size({"width": 1000, "height": 500})
    field = fields(form, "challenges").first
    field.evaluate("field => field.scrollIntoView({ block: 'center' })")
    field.focus()
    field.press("End")
    form.keyboard.type(" again")
    before = field.bounding_box()["y"]
    form.evaluate("document.querySelector('[name=_continue]').click()")
    form.locator(".messagelist .success").wait_for(state="attached")
    form.wait_for_function("document.activeElement?.value === 'Late deliveries again'")
    assert abs(fields(form, "challenges").first.bounding_box()["y"] - before) < 3
    expect_said(form, form.locator(".messagelist").inner_text().strip())


# The type


def test_blocks_of_other_types_are_hidden_until_they_hold_something(form, persona, challenges):
    kitchen = PersonaTypeFactory(name="Cook")
    FacetFactory(name="Kitchens", order=4).applies_to.add(kitchen)
    challenges.applies_to.add(kitchen)
    open_form(form, persona)
    assert (block(form, "kitchens").is_visible(), block(form, "challenges").is_visible()) == (False, True)
    form.evaluate(
        """pk => {
            const select = document.querySelector("select[name=type]");
            select.add(new Option("Cook", pk));
            select.value = pk;
            (window.django?.jQuery?.(select) ?? { trigger: (kind) => select.dispatchEvent(new Event(kind)) })
                .trigger("change");
        }""",
        str(kitchen.pk),
    )
    expect(block(form, "kitchens")).to_be_visible()


# All of it


@pytest.mark.once
def test_the_form_looks_well_with_an_open_list(form, persona, flaws):
    form.get_by_role("button", name="Remove: Fewer suppliers").click()
    block(form, "a-day").locator(".preview-toggle").first.click()
    fields(form, "challenges").last.focus()
    form.keyboard.type("sil")
    form.get_by_role("listbox").wait_for()
    form.keyboard.press("ArrowDown")
    form.wait_for_function("[...document.querySelectorAll('.select2 [role=combobox]')].every((box) => box.ariaLabel)")
    assert flaws() == []


def test_three_hundred_rows_stay_quick(form, persona):
    facet = FacetFactory(name="Many", order=9)
    for number in range(300):
        PersonaTraitFactory(persona=persona, trait__facet=facet, trait__statement=f"Number {number}", rank=number + 1)
    open_form(form, persona)
    fields(form, "many").nth(299).focus()
    started = form.evaluate("performance.now()")
    form.keyboard.press("Alt+ArrowUp")
    form.keyboard.press("End")
    form.keyboard.type(" and more")
    assert form.evaluate("performance.now()") - started < 3000
    save(form)
    assert stored(persona, "many")[298] == "Number 299 and more"


def test_without_scripts_the_form_still_has_ranks_and_boxes(browser, live_server, persona, sign_in, context):
    sign_in(EditorFactory())
    plain = browser.new_context(java_script_enabled=False, storage_state=context.storage_state())
    page = plain.new_page()
    page.goto(live_server.url + reverse("admin:personas_persona_change", args=[persona.pk]))
    row = page.locator("#facet-goals [data-row]").first
    assert (row.locator("[data-row-rank]").is_visible(), row.locator("[data-row-remove]").is_visible()) == (True, True)
    plain.close()
    assert Persona.objects.filter(name="Robin").exists()
