"""A portrait in the form of a persona: checked, made anew, described, replaced and taken away."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from personas.models import Persona
from personas.portrait_field import MISSING_ALT
from personas.portraits import NO_PICTURE, portrait_url
from tests.personas.factories import PersonaFactory
from tests.personas.pictures import BLUE, picture, upload

from .form_data import form_data


@pytest.fixture
def ada(db):
    return PersonaFactory(slug="ada")


def page_of(persona):
    return reverse("admin:personas_persona_change", args=[persona.pk])


def save(desk, persona, content=None, *, name="face.png", **fields):
    """Sends the persona's form, with a picture where there is one."""
    data = form_data(desk.get(page_of(persona))) | {"portrait_alt": "A chef"} | fields
    if content is not None:
        data["portrait"] = upload(content, name)
    return desk.post(page_of(persona), data)


def size_of(stored):
    with Image.open(stored.path) as image:
        return image.size


def errors_of(response):
    return dict(response.context["adminform"].form.errors)


def test_a_portrait_is_kept_in_two_sizes_under_names_of_their_content(desk, ada):
    response = save(desk, ada, picture("WEBP", (900, 1000)), name="x" * 150 + ".jfif")
    assert response.status_code == 302, errors_of(response)
    ada.refresh_from_db()
    assert [size_of(each) for each in (ada.portrait, ada.portrait_small)] == [(720, 800), (138, 160)]
    assert ada.portrait.name.startswith("portraits/")
    assert ada.portrait.name.endswith(".jpg")
    assert "face" not in ada.portrait.name + ada.portrait_small.name
    content = desk.get(reverse("admin:personas_persona_changelist")).content.decode()
    assert f'src="{portrait_url(ada, small=True)}"' in content


@pytest.mark.parametrize("name", ["face.png", "face.svg"])
def test_what_is_no_picture_is_told_at_the_field(desk, ada, name):
    response = save(desk, ada, b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", name=name)
    assert errors_of(response) == {"portrait": [NO_PICTURE]}
    assert Persona.objects.get().portrait.name == ""


def test_a_description_is_asked_for(desk, ada):
    response = save(desk, ada, picture(), portrait_alt=" ")
    assert errors_of(response) == {"portrait_alt": [MISSING_ALT]}
    assert Persona.objects.get().portrait.name == ""
    assert save(desk, ada, portrait_alt="").status_code == 302  # without a picture there is nothing to describe


def test_a_new_portrait_replaces_the_old_files_when_it_is_stored(desk, ada, django_capture_on_commit_callbacks):
    save(desk, ada, picture())
    ada.refresh_from_db()
    old = [ada.portrait.name, ada.portrait_small.name]
    with django_capture_on_commit_callbacks(execute=True):
        assert save(desk, ada).status_code == 302  # another change leaves it alone
    assert all(map(default_storage.exists, old))
    with django_capture_on_commit_callbacks(execute=True):
        save(desk, ada, picture(colour=BLUE))
        assert all(map(default_storage.exists, old))
    ada.refresh_from_db()
    assert not any(map(default_storage.exists, old))
    assert default_storage.exists(ada.portrait_small.name)


def test_a_portrait_is_taken_away_with_both_files(desk, ada, django_capture_on_commit_callbacks):
    save(desk, ada, picture())
    ada.refresh_from_db()
    names = [ada.portrait.name, ada.portrait_small.name]
    with django_capture_on_commit_callbacks(execute=True):
        save(desk, ada, portrait_alt="", **{"portrait-clear": "on"})
    ada.refresh_from_db()
    assert (ada.portrait.name, ada.portrait_small.name) == ("", "")
    assert not any(map(default_storage.exists, names))
