"""What needs attention among mails, for the admin's start page."""

from django.urls import reverse
from django.utils.http import urlencode

from config.work_lists import WorkItem
from enablement.models import Reminder

FAILED = Reminder.State.FAILED


def mail_work(user) -> list[WorkItem]:
    """Mails that were given up, for those who may have them sent again. One query."""
    if not user.has_perm("enablement.change_reminder"):
        return []
    address = f"{reverse('admin:enablement_reminder_changelist')}?{urlencode({'state__exact': FAILED})}"
    count = Reminder.objects.filter(state=FAILED).count()
    hint = "Read why, mend the address or the mail server, then try again."
    return [WorkItem("Mail that could not be sent", count, address, hint)]
