"""The start page, the list of personas and its bulk actions, as an editor uses them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from personas import services
from personas.models import Persona
from tests.personas.factories import (
    EditorFactory,
    FacetFactory,
    PersonaFactory,
    PersonaPurchasingRoleFactory,
    PersonaTraitFactory,
    TraitFactory,
)

LIST = reverse("admin:personas_persona_changelist")
NAMES = ["Ash", "Bo", "Cleo", "Dee", "Eli", "Fay"]


@pytest.fixture
def editor(transactional_db, sign_in):
    """Signed in."""
    editor = EditorFactory(first_name="Ada", last_name="Hale")
    sign_in(editor)
    return editor


@pytest.fixture
def personas(editor):
    """Six of them, overdue for review, with something in every column; one is retired."""
    past = timezone.localdate().replace(year=2020, day=1)
    personas = [PersonaFactory(name=name, role_label="", review_due_on=past) for name in NAMES]
    PersonaTraitFactory(persona=personas[0], trait=TraitFactory(statement="Silos", facet__name="Challenges"))
    PersonaPurchasingRoleFactory(persona=personas[0])
    PersonaFactory(name="Gil", role_label="", status="deprecated", parent=personas[0])
    services.assign_owner(Persona.objects.filter(name="Fay"), by=editor, owner=editor)
    return personas


def tick(page, *names):
    for name in names:
        page.get_by_role("row").filter(has=page.get_by_role("link", name=name, exact=True)).get_by_role(
            "checkbox"
        ).check()


def choose(page, action):
    page.get_by_role("combobox", name="Action:").select_option(action)
    page.get_by_role("button", name="Go").click()


def test_five_are_marked_reviewed_and_owned_from_the_start_page_on(page, personas, editor):
    page.goto("/admin/")
    page.get_by_role("link", name="6 Overdue reviews").click()
    tick(page, *NAMES[:5])
    choose(page, "mark_reviewed")
    page.get_by_role("heading", level=1, name="Mark as reviewed: 5 personas").wait_for()
    page.get_by_label("Owner").select_option("Ada Hale")
    page.get_by_role("button", name="Mark as reviewed").click()
    page.get_by_text("5 personas marked reviewed.").wait_for()
    assert page.url.endswith("?review=overdue")
    rows = set(Persona.objects.filter(name__in=NAMES[:5]).values_list("owner", "reviewed_on"))
    assert rows == {(editor.pk, timezone.localdate())}
    page.goto("/admin/")
    page.get_by_role("link", name="1 Overdue reviews").wait_for()
    page.get_by_text("Marked reviewed on").first.wait_for()


def test_all_of_it_without_a_mouse(page, personas):
    page.goto(LIST)
    page.get_by_role("checkbox").nth(1).focus()
    page.keyboard.press("Space")
    page.get_by_role("combobox", name="Action:").focus()
    page.keyboard.type("Put back")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Put back to draft: 1 persona").wait_for()
    page.get_by_role("button", name="Put back to draft").focus()
    page.keyboard.press("Enter")
    page.get_by_text("1 persona put back to draft.").wait_for()


def test_a_statement_is_added_to_all(page, personas):
    page.goto(LIST)
    page.get_by_role("row").first.get_by_role("checkbox").check()
    choose(page, "add_trait")
    page.get_by_label("Facet").select_option("Challenges")
    page.get_by_label("Statement").fill("silos")
    page.get_by_role("button", name="Show what will happen").click()
    page.get_by_role("region", name="Nothing happens to 1").get_by_text("It has “Silos” already.").wait_for()
    page.get_by_role("button", name="Add a statement").click()
    page.get_by_text("6 personas given the statement.").wait_for()


def test_a_persona_is_deprecated_for_another(page, personas):
    page.goto(LIST)
    tick(page, "Bo")
    choose(page, "deprecate")
    page.get_by_label("Reason").fill("Folded into Cleo.")
    page.get_by_role("combobox", name="Who takes over").click()
    page.keyboard.type("cle")
    page.get_by_role("option", name="Cleo").click()
    page.get_by_role("button", name="Deprecate").click()
    page.get_by_text("1 persona deprecated.").wait_for()
    assert [heir.name for heir in Persona.objects.get(name="Bo").successors.all()] == ["Cleo"]


def test_what_is_wrong_is_told_at_the_top_with_a_link(page, personas):
    page.goto(LIST)
    tick(page, "Bo")
    choose(page, "assign_owner")
    page.get_by_role("button", name="Assign an owner").click()
    page.get_by_role("alert").get_by_role("link", name="New owner").click()
    assert page.evaluate("location.hash") == "#id_owner"


def test_nothing_is_needed_but_html(browser, base_url, context, personas, editor):
    plain = browser.new_context(base_url=base_url, java_script_enabled=False, storage_state=context.storage_state())
    page = plain.new_page()
    page.goto(LIST)
    tick(page, "Bo")
    choose(page, "assign_owner")
    page.get_by_label("New owner").select_option("Ada Hale")
    page.get_by_role("button", name="Assign an owner").click()
    page.get_by_text("1 persona given another owner.").wait_for()
    plain.close()


def confirmations(page):
    """Opens each confirmation in turn, for one to whom something happens and one to whom nothing does."""
    for action in ("mark_reviewed", "assign_owner", "add_trait", "publish", "put_back_to_draft", "deprecate"):
        page.goto(LIST)
        tick(page, "Bo", "Gil")
        choose(page, action)
        page.get_by_role("link", name="Back to the list, change nothing").wait_for()
        yield action


@pytest.mark.once
def test_all_of_it_looks_well(page, personas, flaws):
    FacetFactory()
    found = {}
    for address in ("/admin/", LIST, f"{LIST}?q=silos&status=current", "/admin/personas/guide/"):
        page.goto(address)
        found[address] = flaws()
    for action in confirmations(page):
        # The look-up gets its name when it is drawn.
        page.wait_for_function(
            "[...document.querySelectorAll('.select2 [role=combobox]')].every((box) => box.ariaLabel)"
        )
        found[action] = flaws()
    choose_nothing(page)
    found["errors"] = flaws()
    assert {where: findings for where, findings in found.items() if findings} == {}


def choose_nothing(page):
    """Sends a confirmation without an answer."""
    page.goto(LIST)
    tick(page, "Bo")
    choose(page, "assign_owner")
    page.get_by_role("button", name="Assign an owner").click()
    page.get_by_role("alert").wait_for()
