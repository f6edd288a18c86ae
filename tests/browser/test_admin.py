"""The admin in a real browser: an import from first page to last, rows added as one types, no complaints."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.hashers import make_password
from django.urls import reverse

from personas.models import Persona, PersonaTrait
from tests.personas.factories import (
    AdministratorFactory,
    ContentPreferenceFactory,
    EditorFactory,
    FacetAliasFactory,
    FacetFactory,
    HandbookPageFactory,
    PersonaNoteFactory,
    PersonaPurchasingRoleFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    PersonaTypeFactory,
    TraitFactory,
)

TEXT = """# Buyer personas

## Robin

- **Goals**
  - Cheaper paper <script>alert(1)</script>
  - Fewer suppliers
- **Challenges**
  - يوم عمل طويل 🚀
"""


@pytest.fixture
def catalogue(transactional_db):
    """A persona with a row of every kind, and the vocabulary that the sample page speaks."""
    PersonaTypeFactory(name="Buyer")
    goals = FacetFactory(name="Goals", comparable=True)
    FacetAliasFactory(term=FacetFactory(name="Challenges", comparable=True), wording="Hurdles")
    persona = PersonaTraitFactory(trait=TraitFactory(facet=goals, statement="Quiet machines")).persona
    for factory in (PersonaNoteFactory, PersonaTitleFactory, PersonaPurchasingRoleFactory, ContentPreferenceFactory):
        factory(persona=persona)
    HandbookPageFactory().personas.add(persona)
    return persona


@pytest.fixture
def accessibility_findings(page):
    """As elsewhere, but axe must not copy style sheets into the page: the admin's import each other, and the policy
    of the page would forbid the copies."""

    def accessibility_findings():
        violations = Axe().run(page, options={"preload": False}).response["violations"]
        return [f"{found['id']}: {node['target'][0]}" for found in violations for node in found["nodes"]]

    return accessibility_findings


@pytest.fixture
def editor(transactional_db):
    return EditorFactory(username="editor", password=make_password("open sesame"))


def change_page(row):
    return reverse(f"admin:personas_{row._meta.model_name}_change", args=[row.pk])


def show_plan(page):
    page.goto(reverse("admin:personas_import"))
    page.get_by_label("Or paste a page").fill(TEXT)
    page.get_by_role("button", name="Show the plan").click()
    page.get_by_role("heading", level=1, name="What the import would change").wait_for()


def test_an_editor_imports_a_page(page, catalogue, editor):
    page.goto("/admin/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("open sesame")
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("link", name="Import handbook pages").click()
    page.get_by_label("Or paste a page").fill(TEXT)
    page.get_by_role("button", name="Show the plan").click()
    robin = page.get_by_role("region", name="Robin")
    robin.get_by_text("Cheaper paper <script>alert(1)</script>").wait_for()
    assert Persona.objects.count() == 1
    page.get_by_role("button", name="Apply").click()
    page.get_by_text("Imported:").wait_for()
    page.get_by_role("link", name="Robin").click()
    page.get_by_text("يوم عمل طويل 🚀").first.wait_for()
    assert page.get_by_label("Name:", exact=True).input_value() == "Robin"


def test_a_statement_is_added_as_one_types(page, catalogue, editor, sign_in):
    TraitFactory(facet=FacetFactory(name="Drives"), statement="Pride in the work")
    sign_in(editor)
    page.goto(change_page(catalogue))
    add = page.get_by_role("button", name="Add another Statement")
    add.click()
    page.get_by_role("button", name="Remove").click()
    add.click()
    page.get_by_role("combobox", name="Trait").click()
    page.keyboard.type("pride")
    page.get_by_role("option", name="Pride in the work").click()
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_role("rowheader", name="Drives").wait_for()
    assert PersonaTrait.objects.filter(persona=catalogue).count() == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_the_admin_are_accessible(page, catalogue, sign_in, accessibility_findings, scheme):
    page.emulate_media(color_scheme=scheme)
    sign_in(AdministratorFactory())
    facet = catalogue.persona_traits.get().trait.facet
    pages = ["/admin/", reverse("admin:personas_persona_changelist"), reverse("admin:personas_import")]
    pages += [reverse("admin:personas_persona_add"), change_page(catalogue), change_page(facet)]
    pages += [reverse("admin:personas_facet_delete", args=[facet.pk])]
    found = {}
    for address in pages:
        page.goto(address)
        page.wait_for_function(
            "[...document.querySelectorAll('.select2 [role=combobox]')].every((box) => box.ariaLabel)"
        )
        found[address] = accessibility_findings()
    show_plan(page)
    found["plan"] = accessibility_findings()
    assert {address: findings for address, findings in found.items() if findings} == {}


def test_the_admin_fits_a_narrow_phone(page, catalogue, editor, sign_in):
    page.set_viewport_size({"width": 320, "height": 640})
    sign_in(editor)
    widths = []
    for address in ("/admin/", reverse("admin:personas_persona_changelist"), change_page(catalogue)):
        page.goto(address)
        widths.append(page.evaluate("document.documentElement.scrollWidth"))
    show_plan(page)
    assert [*widths, page.evaluate("document.documentElement.scrollWidth")] == [320] * 4
