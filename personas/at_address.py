"""The persona of an address: what each of her pages begins with, so the query is put together once."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from django.contrib.auth import get_user_model
from django.db.models import F
from django.utils import timezone

from personas.models import Persona, PersonaType
from personas.querysets import may_see_drafts

SLUG = "the-slug-that-is-asked-for"
OF_TYPE = ("name", "slug")
OF_OWNER = ("username", "first_name", "last_name")


def persona_at(slug: str, user) -> Persona | None:
    """The persona at the address, if the user may see her, with `is_overdue`, and with name and slug of her type and
    the names of her owner. One query."""
    if not user.is_authenticated:
        return None
    sql, values = question(may_see_drafts(user), timezone.localdate())
    found = Persona.objects.raw(sql, [slug if value == SLUG else value for value in values])
    persona = next(iter(found), None)
    return persona and completed(persona)


@lru_cache(maxsize=4)
def question(drafts: bool, today: date) -> tuple[str, Sequence]:
    """What the database is asked, with its values, of which one is SLUG."""
    of_type = {f"type_{name}": F(f"type__{name}") for name in OF_TYPE}
    of_owner = {f"owner_{name}": F(f"owner__{name}") for name in OF_OWNER}
    personas = Persona.objects.seen_with(drafts=drafts).with_overdue(today).annotate(**of_type, **of_owner)
    return personas.filter(slug=SLUG).order_by().query.sql_with_params()


def completed(persona: Persona) -> Persona:
    """The persona with her type and her owner, as far as they were asked for."""
    named = {name: getattr(persona, f"type_{name}") for name in OF_TYPE}
    persona.type = PersonaType(pk=persona.type_id, **named)
    if persona.owner_id:
        named = {name: getattr(persona, f"owner_{name}") for name in OF_OWNER}
        persona.owner = get_user_model()(pk=persona.owner_id, **named)
    return persona
