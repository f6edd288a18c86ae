"""Files that are two things at once are kept as the one that was asked for, or not at all."""

import pytest
from django.core.exceptions import ValidationError

from personas.portraits import processed
from personas.spreadsheets.errors import SheetError
from personas.spreadsheets.reading import read_sheet
from tests.config.observatory import policy_of
from tests.payloads import RUN
from tests.personas.factories import PersonaFactory
from tests.personas.pictures import picture, upload

SCRIPT = f"<script>{RUN}</script>".encode()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="%s"/>' % RUN.encode()


@pytest.mark.parametrize("content", [SVG, b"<?xml version='1.0'?>" + SVG, b"<html>" + SCRIPT, b"GIF89a/*" + SCRIPT])
@pytest.mark.parametrize("name", ["face.png", "face.svg", "face.html"])
def test_what_can_run_is_no_portrait(content, name):
    with pytest.raises(ValidationError, match="no JPEG, PNG or WebP"):
        processed(upload(content, name))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_what_hangs_on_a_picture_is_left_behind(kind):
    made = processed(upload(picture(kind) + SCRIPT, "face.html"))
    for kept in (made.large, made.small):
        assert (b"script" in kept.read(), kept.name.rpartition(".")[2]) == (False, "jpg")


@pytest.mark.parametrize("content", [b"<html>" + SCRIPT, SVG, b"%PDF-1.4", b"PK\x03\x04" + SCRIPT])
def test_what_is_no_table_is_refused(content):
    with pytest.raises(SheetError):
        read_sheet(content, {"Name": "Name", "Role": "Role"})


@pytest.mark.django_db
@pytest.mark.once
def test_a_portrait_can_do_nothing_even_by_itself(reader_client):
    persona = PersonaFactory(portrait=processed(upload(picture())).large)
    response = reader_client.get(f"{persona.get_absolute_url()}portrait/")
    assert b"".join(response) != b""
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert (policy_of(response)["sandbox"], policy_of(response)["default-src"]) == ([], ["'none'"])
