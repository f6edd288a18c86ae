"""Portraits: what is taken, what is made of it, and which files stay."""

from io import BytesIO
from zlib import crc32

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from PIL import Image, ImageCms

from personas import portraits
from personas.portraits import BROKEN, NO_PICTURE, TOO_MANY_PIXELS, portrait_url, processed, remove_unused
from tests.personas.factories import PersonaFactory

from .pictures import BLUE, RED, picture, upload


def made_of(content: bytes) -> tuple[Image.Image, Image.Image]:
    """The large and the small picture that are made of a file."""
    portrait = processed(upload(content))
    return Image.open(portrait.large), Image.open(portrait.small)


def refusal_of(content: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        processed(upload(content))
    return caught.value.messages[0]


def claiming(side: int) -> bytes:
    """A PNG that says it is a square of that side, and holds next to nothing."""
    content = bytearray(picture("PNG", mode="1", colour=0))
    content[16:24] = side.to_bytes(4) * 2
    content[29:33] = crc32(content[12:29]).to_bytes(4)
    return bytes(content)


def near(pixel, colour) -> bool:
    return all(abs(one - other) <= 6 for one, other in zip(pixel, colour, strict=False))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_two_sizes_are_made(kind):
    large, small = made_of(picture(kind, (1600, 1200)))
    assert (large.size, small.size) == ((800, 600), (138, 160))
    assert (large.format, small.format) == ("JPEG", "JPEG")
    assert near(large.getpixel((400, 300)), RED)


def test_a_small_picture_is_not_blown_up():
    large, small = made_of(picture(size=(50, 58)))
    assert (large.size, small.size) == ((50, 58), (50, 58))
    assert [image.size for image in made_of(picture(size=(1, 1)))] == [(1, 1), (1, 1)]


def test_see_through_pictures_stay_so():
    large, _ = made_of(picture(mode="RGBA", colour=(*RED, 0)))
    assert (large.format, large.getpixel((1, 1))[3]) == ("PNG", 0)
    palette = Image.new("P", (20, 20))
    stream = BytesIO()
    palette.save(stream, "PNG", transparency=0)
    assert made_of(stream.getvalue())[0].mode == "RGBA"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (picture("JPEG", mode="CMYK", colour=(0, 0, 0, 0)), (255, 255, 255)),
        (picture("PNG", mode="I;16", colour=32768), (128, 128, 128)),
        (picture("PNG", mode="1", colour=1), (255, 255, 255)),
        (picture("PNG", mode="LA", colour=(40, 255)), (40, 40, 40)),
    ],
    ids=["CMYK", "16 bits", "1 bit", "grey with alpha"],
)
def test_every_kind_of_colour_becomes_that_of_screens(content, expected):
    large, _ = made_of(content)
    assert near(large.convert("RGB").getpixel((5, 5)), expected)


def test_a_turned_photograph_stands_upright_and_says_nothing_else():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Camera of somebody"
    exif.get_ifd(0x8825)[1] = "N"  # where it was taken
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = picture("JPEG", (300, 200), exif=exif, icc_profile=profile, comment=b"A secret")
    for image in made_of(content):
        assert image.width < image.height
        assert not set(image.info) & {"exif", "icc_profile", "comment", "xmp"}
        assert dict(image.getexif()) == {}


def test_of_a_moving_picture_the_first_frame_is_kept():
    stream = BytesIO()
    frames = [Image.new("RGB", (40, 40), colour) for colour in (RED, BLUE)]
    frames[0].save(stream, "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    large, _ = made_of(stream.getvalue())
    assert near(large.getpixel((5, 5)), RED)


def test_what_hides_behind_the_pixels_is_gone():
    portrait = processed(upload(picture("PNG") + b"<script>alert(1)</script>"))
    assert b"script" not in portrait.large.read() + portrait.small.read()


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + bytes(20), b"%PDF-1.4", picture("GIF"), bytes(99)],
    ids=["empty", "SVG", "GIF head", "PDF", "GIF", "zeros"],
)
def test_other_files_are_refused(content):
    assert refusal_of(content) == NO_PICTURE


def test_half_a_picture_is_refused():
    whole = picture("JPEG", (400, 400))
    assert refusal_of(whole[: len(whole) // 2]) == BROKEN
    assert refusal_of(picture("PNG", (400, 400))[:60]) == BROKEN


@pytest.mark.parametrize("side", [6400, 30_000], ids=["over the cap", "a bomb"])
def test_too_many_pixels_are_refused_before_they_are_unpacked(side):
    assert refusal_of(claiming(side)) == TOO_MANY_PIXELS


def test_too_many_bytes_are_refused():
    assert "larger than 5 MB" in refusal_of(bytes(5 * 1024 * 1024 + 1))


def test_files_are_named_by_their_content():
    first, again = processed(upload(picture(), "face.png")), processed(upload(picture(), "../../evil.html"))
    assert first.large.name == again.large.name
    assert first.large.name != first.small.name
    assert processed(upload(picture(colour=BLUE))).large.name != first.large.name


def store(persona, content=None):
    """Gives the persona a portrait in both sizes."""
    portrait = processed(upload(content or picture()))
    persona.portrait, persona.portrait_small = portrait.large, portrait.small
    persona.save()
    return {persona.portrait.name, persona.portrait_small.name}


@pytest.mark.django_db
def test_the_address_of_a_portrait_changes_with_it():
    persona = PersonaFactory(slug="ada")
    store(persona)
    first = portrait_url(persona, small=True)
    assert first.startswith("/personas/ada/portrait/small/?v=")
    store(persona, picture(colour=BLUE))
    assert portrait_url(persona, small=True) != first


@pytest.mark.django_db
def test_a_file_goes_when_nobody_shows_it_and_not_before(django_capture_on_commit_callbacks):
    persona = PersonaFactory()
    names = store(persona)
    twin = PersonaFactory(portrait=persona.portrait.name)
    with django_capture_on_commit_callbacks(execute=True):
        persona.delete()
        assert all(map(default_storage.exists, names))
    assert {name for name in names if default_storage.exists(name)} == {twin.portrait.name}
    with django_capture_on_commit_callbacks(execute=True):
        twin.delete()
    assert not any(map(default_storage.exists, names))


@pytest.mark.django_db
def test_only_portraits_are_ever_deleted(django_capture_on_commit_callbacks):
    name = default_storage.save("elsewhere/kept.txt", upload(b"kept"))
    with django_capture_on_commit_callbacks(execute=True):
        remove_unused({name})
        remove_unused(set())
    assert default_storage.exists(name)
    assert portraits.PIXELS == 40_000_000
