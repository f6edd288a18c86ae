"""Pictures of personas: uploads checked by their content, made anew in two sizes, kept under names of that content."""

import hashlib
import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.urls import reverse
from PIL import Image, ImageCms, ImageOps

from personas.cards import Listed
from personas.models import Persona
from personas.validators import validate_portrait_size

FORMATS = ("JPEG", "PNG", "WEBP")
PIXELS = 40_000_000
LARGE = (800, 800)
# The mask in which lists show a persona is 25 wide and 29 high.
SMALL = (138, 160)
FIELDS = ("portrait", "portrait_small")

NO_PICTURE = "This is no JPEG, PNG or WebP picture, whatever its name says. Save it as one of them and try again."
BROKEN = "The picture is broken or only half there. Save it again in a picture program and try once more."
TOO_MANY_PIXELS = "The picture has more than 40 million pixels. Make it smaller, e.g. 1600 by 1600, and try again."


@dataclass(frozen=True)
class Portrait:
    """The two pictures that are kept of an upload."""

    large: ContentFile
    small: ContentFile


def processed(upload) -> Portrait:
    """The upload (an open file with its `size`) as two new pictures, upright, in sRGB, without anything but pixels.

    Raises ValidationError for what is too large, is no picture of a kind we take, or is broken. Of a picture that
    moves, the first frame is kept.
    """
    validate_portrait_size(upload)
    image = plain(opened(upload))
    large, small = image.copy(), cropped(image, SMALL)
    large.thumbnail(LARGE, Image.Resampling.LANCZOS)
    small.thumbnail(SMALL, Image.Resampling.LANCZOS)
    return Portrait(encoded(large), encoded(small))


def opened(upload) -> Image.Image:
    """The picture in a file, all of it read. Raises ValidationError."""
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata, and of the size, which is looked at here
            image = Image.open(upload, formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise ValidationError(TOO_MANY_PIXELS, code="too_many_pixels") from error
    except Exception as error:  # what is no picture fails in as many ways as there are formats
        raise ValidationError(NO_PICTURE, code="no_picture") from error
    if image.width * image.height > PIXELS:
        raise ValidationError(TOO_MANY_PIXELS, code="too_many_pixels")
    try:
        image.load()
    except Exception as error:
        raise ValidationError(BROKEN, code="broken") from error
    return image


def plain(image: Image.Image) -> Image.Image:
    """The picture upright, as RGB or RGBA in the colours of screens, with nothing else attached."""
    try:
        image = in_screen_colours(ImageOps.exif_transpose(image))
    except Exception as error:  # metadata that contradicts the pixels
        raise ValidationError(BROKEN, code="broken") from error
    image.info.clear()
    return image


def in_screen_colours(image: Image.Image) -> Image.Image:
    """The picture as 8-bit RGB, or RGBA where it is see-through, converted from the colours that its profile says."""
    if image.mode.startswith(("I", "F")):
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    see_through = image.has_transparency_data
    mode = "RGBA" if see_through else "RGB"
    profile = image.info.get("icc_profile")
    if image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        image = image.convert(mode)
    if not profile:
        return image.convert(mode)
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode="RGBA" if image.mode == "RGBA" else "RGB"
        ).convert(mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image.convert(mode)  # a profile that doesn't fit the picture is passed over


def cropped(image: Image.Image, shape: tuple[int, int]) -> Image.Image:
    """The middle of the picture in the proportions of the shape, as large as it goes."""
    scale = min(image.width / shape[0], image.height / shape[1])
    size = (max(1, round(shape[0] * scale)), max(1, round(shape[1] * scale)))
    return ImageOps.fit(image, size, Image.Resampling.LANCZOS)


def encoded(image: Image.Image) -> ContentFile:
    """The picture as a file that is named by its content: PNG where it is see-through, else JPEG."""
    stream = BytesIO()
    if image.mode == "RGBA":
        image.save(stream, "PNG", optimize=True)
        ending = "png"
    else:
        image.save(stream, "JPEG", quality=86, optimize=True, progressive=True)
        ending = "jpg"
    content = stream.getvalue()
    return ContentFile(content, name=f"{hashlib.sha256(content).hexdigest()[:32]}.{ending}")


def portrait_url(persona: Persona | Listed, *, small: bool = False) -> str:
    """Where the persona's portrait is shown. The address changes with the picture, so that browsers may keep it."""
    page = reverse("personas:portrait_small" if small else "personas:portrait", args=[persona.slug])
    return f"{page}?v={version_of(persona)}"


def version_of(persona: Persona | Listed) -> str:
    """A short text that is another one for another picture."""
    return hashlib.sha256(str(persona.portrait).encode()).hexdigest()[:12]


def files_of(persona: Persona) -> set[str]:
    """The names of the stored files of a persona's portrait."""
    return {name for field in FIELDS if (name := getattr(persona, field).name)}


def remove_unused(names: set[str]) -> None:
    """Once the transaction is through, delete those of the files that no persona shows any more."""
    if names:
        # A file that can't be deleted is no reason to tell an editor that the change failed.
        transaction.on_commit(lambda: delete_unused(names), robust=True)


def delete_unused(names: set[str]) -> None:
    rows = Persona.objects.filter(Q(portrait__in=names) | Q(portrait_small__in=names)).values_list(*FIELDS)
    storage = Persona._meta.get_field("portrait").storage
    for name in names - {name for row in rows for name in row}:
        if PurePath(name).parts[:1] == ("portraits",):
            storage.delete(name)


@receiver(post_delete, sender=Persona)
def remove_with_persona(sender, instance, **kwargs) -> None:
    """The portrait goes with its persona."""
    remove_unused(files_of(instance))
