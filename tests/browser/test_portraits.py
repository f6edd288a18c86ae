"""A portrait on its way from an editor's disk to a reader's screen."""

from django.urls import reverse

from personas.models import Persona
from tests.personas.factories import EditorFactory, PersonaFactory
from tests.personas.pictures import picture


def test_an_editor_gives_a_persona_a_portrait(page, transactional_db, sign_in):
    ada = PersonaFactory(name="Ada", role_label="Chef", slug="ada")
    sign_in(EditorFactory())
    page.goto(reverse("admin:personas_persona_change", args=[ada.pk]))
    face = {"name": "face.webp", "mimeType": "image/webp", "buffer": picture("WEBP", (900, 1000))}
    page.locator("#id_portrait").set_input_files(face)
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_text("Say what the picture shows").first.wait_for()
    page.locator("#id_portrait").set_input_files(face)
    page.locator("#id_portrait_alt").fill("A chef at the oven")
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_text("was changed successfully").first.wait_for()
    assert Persona.objects.get().portrait_small.name.endswith(".jpg")
    page.goto("/personas/ada/")
    assert page.get_by_role("img", name="A chef at the oven").evaluate("(image) => image.naturalWidth") == 720
    page.goto("/personas/")
    small = page.locator("img.mask")
    small.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('img.mask').naturalWidth === 138")
    page.goto(reverse("admin:personas_persona_changelist"))
    page.wait_for_function("document.querySelector('img.mask').naturalWidth === 138")
