"""What is done to several journeys at once."""

from django.db import transaction
from django.utils import timezone

from journeys.models import Journey
from journeys.querysets import JourneyQuerySet
from personas.history import log_change


def publish(journeys: JourneyQuerySet, *, by) -> int:
    """Let all readers see them; answers how many weren't seen before."""
    return give_status(journeys, Journey.Status.PUBLISHED, by=by, message="Published.")


def put_back_to_draft(journeys: JourneyQuerySet, *, by) -> int:
    """Let only editors see them; answers how many were seen by all before."""
    return give_status(journeys, Journey.Status.DRAFT, by=by, message="Put back to draft.")


@transaction.atomic
def give_status(journeys: JourneyQuerySet, status: str, *, by, message: str) -> int:
    """Give the status to those that don't have it, and note it in their history."""
    keys = list(journeys.order_by("pk").values_list("pk", flat=True))
    changed = list(Journey.objects.filter(pk__in=keys).exclude(status=status).order_by("pk").select_for_update())
    Journey.objects.filter(pk__in=[journey.pk for journey in changed]).update(status=status, updated_at=timezone.now())
    log_change(changed, by=by, message=message)
    return len(changed)
