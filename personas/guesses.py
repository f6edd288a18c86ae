"""The life of an import's guess after the import: open until an editor settles it."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from config.work_lists import WorkItem
from personas.history import log_change
from personas.models import ImportGuess


@transaction.atomic
def settle_guesses(guesses, *, by) -> int:
    """Mark those of the guesses (a queryset) that are open as settled by that user; how many these were."""
    chosen = ImportGuess.objects.filter(pk__in=guesses.values_list("pk", flat=True), settled_at=None)
    rows = list(chosen.select_for_update())
    ImportGuess.objects.filter(pk__in=[row.pk for row in rows]).update(settled_at=timezone.now(), settled_by=by)
    log_change(rows, by=by, message="Settled.")
    return len(rows)


def guess_work(user) -> list[WorkItem]:
    """The start page's item of guesses to check, for those who may settle them."""
    if not user.has_perm("personas.change_importguess"):
        return []
    count = ImportGuess.objects.filter(settled_at=None).count()
    address = reverse("admin:personas_importguess_changelist") + "?state=open"
    hint = "Imports read these wordings as something else, or not at all: see whether that is right."
    return [WorkItem("Guesses to check", count, address, hint)]
