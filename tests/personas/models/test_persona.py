"""The persona: who may exist, and how it is shown."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ProtectedError

from personas.colours import colour_for
from personas.models import Persona
from tests.personas.factories import PersonaFactory, PersonaTypeFactory

from .checks import messages_of, refused_by_the_database

pytestmark = pytest.mark.django_db


def built(**values):
    """A persona that isn't saved, of a type that is."""
    return PersonaFactory.build(type=PersonaTypeFactory(), **values)


@pytest.mark.parametrize(
    ("name", "role", "heading"),
    [
        ("Parker", "Product Manager", "Parker (Product Manager)"),
        ("Tech Exec Tristan", "Tech Exec", "Tech Exec Tristan"),
        ("tech exec Tristan", "Tech Exec", "tech exec Tristan"),
        ("Parker", "", "Parker"),
    ],
)
def test_heading(name, role, heading):
    persona = built(name=name, role_label=role)
    assert (persona.heading, str(persona)) == (heading, heading)


def test_name_and_role_exist_once_whatever_their_case():
    PersonaFactory(name="Parker", role_label="Product Manager")
    again = built(name="PARKER", role_label="product manager", slug="other")
    assert messages_of(again) == ["There is a persona with this name and role already."]
    assert refused_by_the_database(again.save)


@pytest.mark.parametrize(("name", "role"), [("Parker", ""), ("Parker", "Buyer"), ("Robin", "Product Manager")])
def test_another_name_or_role_is_another_persona(name, role):
    PersonaFactory(name="Parker", role_label="Product Manager")
    built(name=name, role_label=role).full_clean()


def test_a_persona_has_a_name():
    assert messages_of(built(name=""))[0] == "This field cannot be blank."
    assert messages_of(built(name=" \n ")) == ["Write the name."]
    assert refused_by_the_database(built(name="").save)


@pytest.mark.parametrize("status", Persona.Status)
def test_known_statuses(status):
    built(status=status).full_clean()


def test_an_unknown_status():
    persona = built(status="gone")
    assert messages_of(persona)[0] == "Value 'gone' is not a valid choice."
    assert refused_by_the_database(persona.save)


def test_only_the_deprecated_have_a_date_of_it():
    built(status="deprecated", deprecated_on=date(2026, 1, 2)).full_clean()
    built(status="deprecated").full_clean()
    persona = built(status="published", deprecated_on=date(2026, 1, 2))
    assert messages_of(persona) == ["Only a deprecated persona has a date of deprecation."]
    assert refused_by_the_database(persona.save)


@pytest.mark.parametrize("colour", [None, 1, 12])
def test_colours_in_range(colour):
    built(colour=colour).full_clean()


@pytest.mark.parametrize("colour", [0, 13])
def test_colours_out_of_range(colour):
    persona = built(colour=colour)
    assert messages_of(persona)[0].startswith("Ensure this value is")
    assert refused_by_the_database(persona.save)


def test_the_colour_is_the_chosen_one_or_the_one_of_the_address():
    persona = PersonaFactory(name="Parker", role_label="")
    assert persona.colour_number == colour_for("parker")
    persona.name = "Robin"
    persona.save()
    assert persona.colour_number == colour_for("parker")
    persona.colour = 7
    assert persona.colour_number == 7


@pytest.mark.parametrize("field", ["parent", "reports_to"])
def test_no_circles(field):
    top = PersonaFactory()
    middle = PersonaFactory(**{field: top})
    below = PersonaFactory(**{field: middle})
    below.full_clean()
    setattr(top, field, below)
    assert messages_of(top) == [f"This would lead in a circle back to “{top}”."]


@pytest.mark.parametrize("field", ["parent", "reports_to"])
def test_nobody_under_themselves(field):
    persona = PersonaFactory()
    setattr(persona, field, persona)
    assert messages_of(persona)[0] == f"This would lead in a circle back to “{persona}”."
    assert refused_by_the_database(persona.save)


def test_those_below_stay_when_their_superior_goes():
    top = PersonaFactory()
    below = PersonaFactory(parent=top, reports_to=top)
    top.delete()
    below.refresh_from_db()
    assert (below.parent, below.reports_to) == (None, None)


def test_a_type_in_use_is_protected():
    with pytest.raises(ProtectedError):
        PersonaFactory().type.delete()


def test_names_are_tidied():
    persona = built(name=" App  Dev\nAvery ", role_label=" App  Dev ")
    persona.full_clean()
    assert (persona.name, persona.role_label, persona.slug) == ("App Dev Avery", "App Dev", "app-dev-avery")


def test_headings_that_would_share_an_address_get_two():
    assert PersonaFactory(name="Parker", role_label="Product Manager").slug == "parker-product-manager"
    assert PersonaFactory(name="Parker Product Manager", role_label="").slug == "parker-product-manager-2"


def test_an_address_that_leads_elsewhere_is_not_given():
    assert PersonaFactory(name="Deprecated", role_label="").slug == "deprecated-2"


@pytest.mark.parametrize("name", ["王小明", "سارة", "🚀"])
def test_a_name_in_another_script_has_an_address_and_a_page(name):
    persona = PersonaFactory(name=name, role_label="")
    persona.full_clean()
    assert persona.get_absolute_url() == f"/personas/{persona.slug}/"


def test_an_address_has_room_for_its_number():
    names = ["a" * 120, "a" * 119 + "á"]
    slugs = [PersonaFactory(name=name, role_label="b" * 120).slug for name in names]
    assert slugs == ["a" * 120 + "-" + "b" * 29, "a" * 120 + "-" + "b" * 24 + "-2"]


def test_initials():
    assert built(name="Tech Exec Tristan").initials == "TT"


@pytest.mark.parametrize(
    ("status", "is_draft", "is_deprecated"),
    [("draft", True, False), ("published", False, False), ("deprecated", False, True)],
)
def test_what_a_status_means(status, is_draft, is_deprecated):
    persona = built(status=status)
    assert (persona.is_draft, persona.is_deprecated) == (is_draft, is_deprecated)


def test_a_portrait_is_a_picture():
    persona = built(portrait=SimpleUploadedFile("face.svg", b"<svg/>"))
    assert messages_of(persona) == [
        "File extension “svg” is not allowed. Allowed extensions are: jpg, jpeg, png, webp."
    ]
