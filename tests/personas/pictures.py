"""Pictures for tests, made as they are needed."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

RED, BLUE = (200, 30, 30), (30, 30, 200)


def picture(kind="PNG", size=(60, 80), mode="RGB", colour=None, **options) -> bytes:
    """A picture of one colour in a file format."""
    stream = BytesIO()
    Image.new(mode, size, RED if colour is None else colour).save(stream, kind, **options)
    return stream.getvalue()


def upload(content: bytes, name="face.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
