"""Where pages of personas stood, and who may take such an address."""

import pytest

from personas.forms import PersonaForm
from personas.history import log_change
from personas.history.versions import begin
from personas.models import Persona, PersonaAddress
from tests.personas.factories import PersonaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def moved():
    """A persona who stood at "ada" and stands at "bea"."""
    persona = PersonaFactory(name="Ada", role_label="", slug="ada", status="published")
    log_change([persona], by=None, message="Before.")
    persona.name, persona.slug = "Bea", "bea"
    persona.save()
    return persona


def test_an_address_is_remembered_with_the_first_change(moved):
    log_change([moved], by=None, message="After.")
    assert set(PersonaAddress.objects.values_list("slug", "persona_key")) == {("ada", moved.pk), ("bea", moved.pk)}


def test_whoever_takes_it_has_it(reader_client, moved):
    other = PersonaFactory(slug="ada", status="published")
    assert reader_client.get("/personas/ada/").status_code == 200
    log_change([other], by=None, message="Imported.")
    other.slug = "eve"
    other.save()
    assert reader_client.get("/personas/ada/").url == "/personas/eve/"


def test_somebody_new_of_the_name_gets_another_address(moved):
    assert PersonaFactory(name="Ada", role_label="", slug="").slug == "ada-2"
    moved.name, moved.role_label, moved.slug = "Ada", "Old", ""
    moved.save()
    assert moved.slug == "ada-old"
    moved.name, moved.role_label, moved.slug = "Áda", "", ""
    moved.save()
    assert moved.slug == "ada"


def test_of_a_deleted_persona_the_address_is_free(moved):
    moved.delete()
    assert PersonaFactory(name="Ada", role_label="", slug="").slug == "ada"


@pytest.mark.parametrize(("whose", "problem"), [("own", ""), ("other", "Links to “Bea” still use this address.")])
def test_nobody_types_the_former_address_of_somebody_else(moved, whose, problem):
    class SlugForm(PersonaForm):
        class Meta(PersonaForm.Meta):
            fields = ["slug"]

    form = SlugForm({"slug": "ada"}, instance=moved if whose == "own" else PersonaFactory())
    assert " ".join(form.errors.get("slug", []))[: len(problem) or None] == problem


def test_a_slug_that_never_was_and_other_pages_are_not_found(reader_client, moved):
    assert [reader_client.get(f"/{path}/ada/").status_code for path in ("guides", "journeys")] == [404, 404]
    assert reader_client.get("/personas/eve/").status_code == 404


def test_nobody_is_led_on_before_signing_in(client, moved):
    assert client.get("/personas/ada/").url == "/accounts/login/?next=/personas/ada/"


def test_addresses_from_before_are_remembered_with_a_migration():
    PersonaFactory(slug="ada")
    begin()
    PersonaAddress.objects.all().delete()
    begin()
    assert PersonaAddress.objects.get().slug == "ada"
    assert Persona.objects.get().pk == PersonaAddress.objects.get().persona_key


@pytest.mark.parametrize(
    ("query", "url"),
    [
        ("persona=ada&team=sales", "/enablement/?persona=bea&team=sales"),
        ("persona=eve&persona=ada", "/enablement/?persona=eve&persona=bea"),
        ("persona=bea", None),
        ("persona=nobody", None),
        ("persona=%00", None),
    ],
)
def test_filters_by_a_former_slug_lead_on(reader_client, moved, query, url):
    PersonaFactory(slug="eve", status="published")
    assert getattr(reader_client.get(f"/enablement/?{query}"), "url", None) == url


def test_the_former_slug_of_a_draft_leads_nowhere(reader_client, moved):
    Persona.objects.update(status="draft")
    assert reader_client.get("/enablement/?persona=ada").status_code == 200
