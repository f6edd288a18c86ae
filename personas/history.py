"""The catalogue's history: who changed what, kept where the admin keeps its own."""

from django.contrib.admin.models import CHANGE, LogEntry


def log_change(rows, *, by, message: str, action: int = CHANGE) -> None:
    """Note in the admin's history that `by`, a user, did `action` to each of `rows`, a queryset or list of models.

    `message` is a sentence for people, e.g. "Marked reviewed." Nothing is noted when there are no rows.
    """
    if rows:
        LogEntry.objects.log_actions(user_id=by.pk, queryset=rows, action_flag=action, change_message=message)
