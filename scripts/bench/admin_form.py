"""The persona's form in the admin, with few statements and with many."""

from django.urls import reverse

from .catalogue import make_persona
from .measure import Row
from .visitor import Visitor, fields_of

SIZES = (1, 60, 300)
FORM = "persona_form"


def rows(visitor: Visitor) -> list[Row]:
    """Opening and saving the form at each size."""
    return [row for size in SIZES for row in rows_of(visitor, size)]


def rows_of(visitor: Visitor, size: int) -> list[Row]:
    persona = make_persona(f"Somebody with {size} traits", size)
    address = reverse("admin:personas_persona_change", args=[persona.pk])
    plural = "" if size == 1 else "s"
    fields = [*fields_of(visitor.get(address).body, FORM), ("_continue", "1")]
    return [
        Row(f"admin: open a persona with {size} trait{plural}", lambda: visitor.get(address)),
        Row(f"admin: save a persona with {size} trait{plural}", lambda: visitor.post(address, fields)),
    ]
