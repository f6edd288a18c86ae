"""A company's own groups may have any rights. Without the one to change personas nobody reads of a draft in the admin,
whatever else they may do there."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.urls import reverse

from config.access.models import AuditEntry
from personas.models import Persona
from tests.config.access.walker import LET_IN, REFUSED, Walker
from tests.config.access.world import World
from tests.personas.factories import (
    HandbookPageFactory,
    ImportGuessFactory,
    TitleRuleFactory,
    UserFactory,
)

ROWS = 2
# Who reads the audit log reads what everybody did to anything.
ABOUT_EVERYTHING = (AuditEntry,)


def addresses() -> Iterator[str]:
    """The pages that Django makes for every model, with those of its first row and its last ones."""
    yield "/admin/"
    for model in admin.site._registry:
        if model in ABOUT_EVERYTHING:
            continue
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{base}_changelist")
        yield reverse(f"{base}_add")
        keys = model._base_manager.order_by("pk").values_list("pk", flat=True)
        for key in dict.fromkeys([*keys[:1], *keys.reverse()[:ROWS]]):
            yield from (reverse(f"{base}_{page}", args=[key]) for page in ("change", "history", "delete"))


def more_about_the_draft() -> None:
    draft = Persona.objects.get(slug="quorum")
    TitleRuleFactory(persona=draft)
    ImportGuessFactory(persona=draft)
    HandbookPageFactory(name="draft.md").personas.add(draft)


def desk_with(rights, pages) -> Walker:
    user = UserFactory(username="desk", is_staff=True)
    user.user_permissions.set(rights)
    return Walker(World({"desk": user}, {}, {"desk": {}, "R": {}}), "desk", pages)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["view_", ""])
def test_drafts_are_for_those_who_may_change_personas(world, pages, kind):
    rights = Permission.objects.filter(codename__startswith=kind).exclude(codename="change_persona")
    more_about_the_draft()
    desk = desk_with(rights, pages)
    found = {address: desk.ask("GET", address) for address in addresses()}
    assert [address for address, (_, is_told) in found.items() if is_told] == []
    assert {outcome for outcome, _ in found.values()} <= {LET_IN, *REFUSED}
