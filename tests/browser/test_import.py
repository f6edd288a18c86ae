"""The import in a real browser, as somebody does it who was sent a page."""

import pytest
from django.contrib.auth.hashers import make_password
from django.urls import reverse

from personas.models import Facet, FacetAlias, ImportGuess, Persona, PersonaTrait, Trait
from tests.personas.factories import EditorFactory, FacetAliasFactory, FacetFactory, PersonaTypeFactory

TEXT = """# Buyer personas

## Robin

Robin keeps the office in paper and coffee.

- **Goals**
  - Cheaper paper <script>alert(1)</script>
  - Fewer suppliers
- **Challenges**
  - يوم عمل طويل 🚀
- **Shoe size**
  - Forty
- **Gaols**
  - Quiet printers

## Kim

- **Goals**
  - Fewer suppliers
- **Challenges**
  - Rain
"""


@pytest.fixture(autouse=True)
def vocabulary(transactional_db):
    PersonaTypeFactory(name="Buyer")
    FacetFactory(name="About", kind=Facet.Kind.INTRODUCTION)
    FacetFactory(name="Goals", comparable=True)
    FacetAliasFactory(term=FacetFactory(name="Challenges", comparable=True), wording="Hurdles")


@pytest.fixture
def editor(transactional_db):
    return EditorFactory(username="editor", password=make_password("open sesame"))


def send(page, text):
    page.goto(reverse("admin:personas_import"))
    page.get_by_label("Or paste a page").fill(text)
    page.get_by_role("button", name="Show the plan").click()


def show_plan(page, text=TEXT):
    send(page, text)
    page.get_by_role("heading", level=1, name="What the import would change").wait_for()


def apply(page):
    page.get_by_role("button", name="Apply").click()
    page.get_by_text("Imported: ").wait_for()


def test_an_editor_adds_a_persona_from_a_page_that_somebody_wrote(page, editor):
    page.goto("/admin/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("open sesame")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Import handbook pages").click()
    page.get_by_label("Or paste a page").fill(TEXT)
    page.get_by_role("button", name="Show the plan").click()
    page.get_by_text("Applying this adds 2 personas").wait_for()
    page.get_by_role("region", name="Robin").get_by_text("Cheaper paper <script>alert(1)</script>").wait_for()
    assert Persona.objects.count() == 0
    apply(page)
    page.get_by_role("region", name="Personas").get_by_role("link", name="Robin", exact=True).click()
    page.get_by_role("heading", level=1, name="Robin").wait_for()
    page.get_by_text("يوم عمل طويل 🚀").first.wait_for()


def test_lines_and_groups_are_left_with_the_keyboard_and_what_hangs_together_follows(page, editor, sign_in):
    sign_in(editor)
    show_plan(page)
    status = page.get_by_role("status")
    every = int(status.inner_text().split()[0])
    kim = page.get_by_role("region", name="Kim")
    kim.get_by_role("checkbox", name="Take what is ticked here").focus()
    page.keyboard.press("Space")
    assert [box.is_checked() for box in kim.get_by_role("checkbox").all()] == [False] * 4
    assert status.inner_text() == f"{every - 3} of {every} lines ticked"
    page.get_by_label("Take facet Shoe size").uncheck()
    forty = page.get_by_label("Take new: Shoe size: Forty")
    assert forty.is_checked() is False
    forty.check()
    assert page.get_by_label("Take facet Shoe size").is_checked() is True
    page.get_by_label("Take new: Goals: Cheaper paper").uncheck()
    apply(page)
    assert list(Persona.objects.values_list("name", flat=True)) == ["Robin"]
    assert not Trait.objects.filter(statement__startswith="Cheaper").exists()
    assert PersonaTrait.objects.filter(trait__facet__name="Shoe size").count() == 1


def test_enter_in_a_box_applies_nothing(page, editor, sign_in):
    sign_in(editor)
    show_plan(page)
    page.get_by_label("Take new: Goals: Cheaper paper").press("Enter")
    page.get_by_role("button", name="Apply").wait_for()
    assert Persona.objects.count() == 0


def test_an_unknown_word_is_the_same_as_a_known_one(page, editor, sign_in):
    sign_in(editor)
    show_plan(page)
    page.get_by_role("combobox", name="Shoe size is").select_option("the same as Goals")
    page.get_by_role("button", name="Show the plan with these words").click()
    page.get_by_label("Take new: Goals: Forty").wait_for()
    apply(page)
    assert FacetAlias.objects.get(wording="Shoe size").term.name == "Goals"
    assert Facet.objects.filter(name="Shoe size").count() == 0


def test_words_that_differ_are_marked_and_what_is_gone_goes_when_it_is_ticked(page, editor, sign_in):
    sign_in(editor)
    show_plan(page)
    apply(page)
    show_plan(page, TEXT.replace("paper and coffee.", "paper, tea and coffee.").replace("  - Forty\n", "  - Fifty\n"))
    robin = page.get_by_role("region", name="Robin")
    assert (robin.locator("del").all_inner_texts(), robin.locator("ins").all_inner_texts()) == (
        ["paper"],
        ["paper, tea"],
    )
    robin.get_by_label("Take no longer on the page: Shoe size: Forty").check()
    apply(page)
    traits = Persona.objects.get(name="Robin").persona_traits.filter(trait__facet__name="Shoe size")
    assert list(traits.values_list("trait__statement", flat=True)) == ["Fifty"]


def test_many_pages_show_how_far_they_are(page, editor, sign_in, tmp_path):
    sign_in(editor)
    names = [f"page-{number}.md" for number in range(5)]
    for number, name in enumerate(names):
        text = TEXT.replace("Robin", f"Robin {number}").replace("Kim", f"Kim {number}")
        (tmp_path / name).write_text(text, encoding="utf-8")
    page.goto(reverse("admin:personas_import"))
    page.get_by_label("Files").set_input_files([tmp_path / name for name in names])
    page.get_by_role("button", name="Show the plan").click()
    page.get_by_text("Applying this adds 10 personas").wait_for()
    assert page.locator(".growing-steps li").count() == 11
    assert page.locator(".growing-steps").is_visible() is False
    apply(page)
    page.get_by_role("link", name="Kim 4", exact=True).wait_for()
    assert Persona.objects.count() == 10


def test_guesses_are_settled_after_the_import(page, editor, sign_in):
    sign_in(editor)
    show_plan(page, TEXT.replace("**Gaols**", "**Chalenges**"))
    page.get_by_role("region", name="Please check").get_by_text("close match").wait_for()
    apply(page)
    page.get_by_role("link", name="Check what was guessed").click()
    page.get_by_role("checkbox", name="Select all objects on this page for an action").check()
    page.get_by_label("Action:").select_option("Settled: nothing to do about them any more")
    page.locator("button[name=index]").click()
    page.get_by_text("settled.").wait_for()
    assert ImportGuess.objects.filter(settled_at=None).count() == 0


@pytest.mark.once
def test_the_pages_of_the_import_look_well(page, editor, sign_in, flaws):
    sign_in(editor)
    page.goto(reverse("admin:personas_import"))
    found = {"form": flaws()}
    send(page, "no page")
    page.get_by_text("Nothing was imported.").wait_for()
    found["form with an error"] = flaws()
    show_plan(page, TEXT.replace("Fewer suppliers", "Longwordswithoutanyspace" * 9))
    found["plan"] = flaws()
    apply(page)
    found["result"] = flaws()
    show_plan(page, TEXT.replace("paper and", "tea and").replace("  - Fewer suppliers\n", "", 1))
    found["plan of changes"] = flaws()
    for address in ("changelist", "change"):
        rows = [ImportGuess.objects.create(written="x").pk] if address == "change" else []
        page.goto(reverse(f"admin:personas_importguess_{address}", args=rows))
        found[f"guesses: {address}"] = flaws()
    assert {name: findings for name, findings in found.items() if findings} == {}
