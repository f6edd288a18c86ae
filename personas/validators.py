"""Rules that models and forms share."""

from collections.abc import Collection
from contextlib import contextmanager

from django.core.exceptions import ValidationError

PORTRAIT_BYTES = 5 * 1024 * 1024


@contextmanager
def errors_of(field: str):
    """Puts a ValidationError raised inside at the named field, so that a form shows it there."""
    try:
        yield
    except ValidationError as error:
        raise ValidationError({field: error}) from error


def validate_portrait_size(upload) -> None:
    """Raise ValidationError for a file (anything with `size`, in bytes) over 5 MB."""
    if upload.size > PORTRAIT_BYTES:
        raise ValidationError("The picture is larger than 5 MB. Make it smaller and try again.", code="too_large")


def refuse_cycle(row, field: str) -> None:
    """Raise ValidationError when following `field` ("parent", "reports_to") from the row comes back to it."""
    seen = {row.pk} if row.pk else set()
    step = getattr(row, field)
    while step is not None:
        if step is row or step.pk in seen:
            raise ValidationError(
                "This would lead in a circle back to “%(name)s”.", code="circle", params={"name": step}
            )
        seen.add(step.pk)
        step = getattr(step, field)


def refuse_reserved(slug: str, reserved: Collection[str]) -> None:
    """Raise ValidationError when the slug is the address of a page of the site's own."""
    if slug in reserved:
        raise ValidationError("This address belongs to another page. Add a word to it.", code="reserved")


def refuse_used_wording(key: str, others, what: str) -> None:
    """Raise ValidationError when one of `others`, a queryset of rows with a wording, has the `key` already.

    `key` is no form field, so a form's own look at unique fields passes it over, and the database would answer.
    """
    taken = others.filter(key=key).first()
    if taken is not None:
        raise ValidationError("%(what)s already: “%(taken)s”.", code="taken", params={"what": what, "taken": taken})
