"""What needs attention in the catalogue, for the admin's start page."""

from django.urls import reverse
from django.utils.http import urlencode

from config.work_lists import WorkItem
from personas.models import Persona
from personas.uses import facets_used, traits_used

# The entry of PersonaQuerySet.gaps(), what the list is called, the filters that show it, and what to do.
PERSONA_WORK = [
    ("overdue", "Overdue reviews", {"review": "overdue"}, "Check that they are still true, then mark them reviewed."),
    ("drafts", "Drafts", {"status": "draft"}, "Readers don't see them yet: finish and publish them."),
    (
        "owner",
        "Personas without an owner",
        {"status": "current", "owner": "none"},
        "Say who keeps each of them true; accounts that were closed keep nothing.",
    ),
    (
        "purchasing_roles",
        "Personas without a purchasing role",
        {"status": "current", "purchasing_roles": "no"},
        "Say what part they play when something is bought.",
    ),
    (
        "content_preferences",
        "Personas without a content type",
        {"status": "current", "content_preferences": "no"},
        "Say which content reaches them.",
    ),
    (
        "portrait",
        "Personas without a portrait",
        {"status": "current", "portrait": "no"},
        "A face is remembered; until then the initials stand in.",
    ),
]


def persona_work(user) -> list[WorkItem]:
    """What personas lack, for those who may change them: one query."""
    if not user.has_perm("personas.change_persona"):
        return []
    counts = Persona.objects.gaps()
    return [
        WorkItem(label, counts[gap], list_url("persona", **filters), hint)
        for gap, label, filters, hint in PERSONA_WORK
    ]


def vocabulary_work(user) -> list[WorkItem]:
    """Facets and traits that only one persona uses, for those who may change them: a query each."""
    items = []
    if user.has_perm("personas.change_trait"):
        hint = "Perhaps another persona says the same in other words."
        items += [WorkItem("Traits used once", traits_used("once").count(), list_url("trait", used="once"), hint)]
    if user.has_perm("personas.change_facet"):
        hint = "Perhaps it is another name for a facet that all use."
        items += [WorkItem("Facets used once", facets_used("once").count(), list_url("facet", used="once"), hint)]
    return items


def list_url(model: str, **filters: str) -> str:
    """The address of a model's list in the admin, filtered."""
    return f"{reverse(f'admin:personas_{model}_changelist')}?{urlencode(filters)}"
