"""What monitoring is told of mail."""

from django.db.models import Count

from enablement.models import Reminder


def mails_by_state() -> dict[str, int]:
    """How many mails are in each state, nought included. One query."""
    found = dict(Reminder.objects.order_by().values_list("state").annotate(Count("pk")))
    return {state: found.get(state, 0) for state in Reminder.State.values}
