"""The persona of an address: what each of her pages begins with."""

from datetime import date

from django.contrib.auth import get_user_model
from django.utils import timezone

from personas.models import Persona, PersonaType
from personas.prepared import prepared
from personas.querysets import may_see_drafts

OWN = tuple(field.attname for field in Persona._meta.concrete_fields)
OF_TYPE = ("name", "slug")
OF_OWNER = ("username", "first_name", "last_name")


def persona_at(slug: str, user) -> Persona | None:
    """The persona at the address, if the user may see her, with `is_overdue`, and with name and slug of her type and
    the names of her owner. One query."""
    if not user.is_authenticated:
        return None
    found = rows_at(slug, drafts=may_see_drafts(user), today=timezone.localdate())
    return persona_of(found[0]) if found else None


@prepared
def rows_at(slug: str, *, drafts: bool, today: date):
    others = [f"type__{name}" for name in OF_TYPE] + [f"owner__{name}" for name in OF_OWNER]
    personas = Persona.objects.seen_with(drafts=drafts).with_overdue(today).filter(slug=slug).order_by()
    return personas.values_list(*OWN, "is_overdue", *others)


def persona_of(row: tuple) -> Persona:
    """The persona with her type and her owner, as far as they were asked for."""
    own, (is_overdue, *others) = row[: len(OWN)], row[len(OWN) :]
    persona = Persona.from_db(None, OWN, own)
    persona.is_overdue = is_overdue
    persona.type = PersonaType(pk=persona.type_id, **dict(zip(OF_TYPE, others, strict=False)))
    if persona.owner_id:
        named = dict(zip(OF_OWNER, others[len(OF_TYPE) :], strict=True))
        persona.owner = get_user_model()(pk=persona.owner_id, **named)
    return persona
