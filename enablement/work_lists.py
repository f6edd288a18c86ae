"""What needs attention among sessions and resources, for the admin's start page."""

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from config.work_lists import WorkItem
from enablement.models import Resource, Session

SESSIONS = (
    ("recording", "Held sessions without a recording", "Add its link, so that those who couldn't come can watch it."),
    ("notes", "Held sessions without notes", "Add a link to what was said."),
    ("attendance", "Held sessions without attendance", "Say who came, or upload the meeting's list."),
)


def session_work(user) -> list[WorkItem]:
    """What held sessions still lack, and promised resources without an address, for those who may mend it."""
    items = []
    if user.has_perm("enablement.change_session"):
        now = timezone.now()
        missing = {
            "recording": Session.objects.missing_recording,
            "notes": Session.objects.missing_notes,
            "attendance": Session.objects.missing_attendance,
        }
        items += [
            WorkItem(label, missing[what](now).count(), list_url("session", missing=what), hint)
            for what, label, hint in SESSIONS
        ]
    if user.has_perm("enablement.change_resource"):
        count, url = Resource.objects.missing().count(), list_url("resource", address="no")
        items.append(WorkItem("Resources without an address", count, url, "Add the link, or take them out."))
    return items


def list_url(model: str, **filters: str) -> str:
    """The address of a model's list in the admin, filtered."""
    return f"{reverse(f'admin:enablement_{model}_changelist')}?{urlencode(filters)}"
