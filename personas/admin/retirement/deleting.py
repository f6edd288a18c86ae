"""What stands in the way of deleting a persona."""

from collections.abc import Sequence

from django.urls import reverse

from personas.models import Persona
from personas.retirement import used_elsewhere
from personas.retirement.uses import Counts

from ..drafts import A_DRAFT, is_seen
from ..used_by import DETAILED, SHOWN, Mention, RowInUse, Use, UsedAdmin, url_for


class KeptAdmin(UsedAdmin):
    """What other pages say of a persona is no part of her, and would be lost with her: she is retired, not deleted."""

    delete_confirmation_template = "admin/personas/retirement/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/personas/retirement/delete_selected_confirmation.html"

    def get_deleted_objects(self, objs, request):
        if request.method == "POST":
            # Held, so that nobody can begin to use them before they are gone.
            list(Persona.objects.select_for_update().filter(pk__in=[each.pk for each in objs]).order_by("pk"))
        return super().get_deleted_objects(objs, request)

    def in_use(self, request, rows: Sequence[Persona]) -> list[RowInUse]:
        """The first of them with all that uses them, the others with its number."""
        counts = used_elsewhere([each.pk for each in rows])
        used = [each for each in rows if each.pk in counts]
        return [
            RowInUse(each, uses_told(each, counts[each.pk], request if place < DETAILED else None))
            for place, each in enumerate(used)
        ]

    def merge_into_url(self, request, row):
        """Where the user may retire her instead."""
        may = self.has_change_permission(request)
        return reverse("admin:personas_persona_retire", args=[row.pk]) if may else ""


def uses_told(persona: Persona, counts: Counts, request) -> list[Use]:
    """What uses her; named for whoever asks, or counted for None."""
    return [Use(use.label(count), count, mentions(use, persona, request) if request else ()) for use, count in counts]


def mentions(use, persona: Persona, request) -> list[Mention]:
    return [
        Mention(row.label, url_for(request.user, row.about)) if is_seen(request, row.about) else Mention(A_DRAFT, "")
        for row in use.rows(persona)[:SHOWN]
    ]
