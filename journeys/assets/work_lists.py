"""What needs attention among assets and content to make, for the admin's start page."""

from django.urls import reverse
from django.utils.http import urlencode

from config.work_lists import WorkItem
from journeys.ages import OLD_AFTER_MONTHS
from journeys.models import Asset, ContentTask


def content_work(user) -> list[WorkItem]:
    """Overdue content to make, and assets whose link is broken or that are old, for those who may change them."""
    items = []
    if user.has_perm("journeys.change_contenttask"):
        late = ContentTask.objects.visible_to(user).overdue().count()
        hint = "Ask its owner, or give it another day."
        items.append(WorkItem("Content to make, overdue", late, list_url("contenttask", due="overdue"), hint))
    if user.has_perm("journeys.change_asset"):
        items += asset_work()
    return items


def asset_work() -> list[WorkItem]:
    """Two queries."""
    counts = Asset.objects.count_by_age() | Asset.objects.count_by("link_state")
    return [
        WorkItem(
            "Assets with a broken link",
            counts.get("broken", 0),
            list_url("asset", link_state__exact="broken"),
            "Mend the address, or take the asset out.",
        ),
        WorkItem(
            f"Assets older than {OLD_AFTER_MONTHS} months",
            counts["old"],
            list_url("asset", age="old"),
            "Check that they are still true, then change the date.",
        ),
    ]


def list_url(model: str, **filters: str) -> str:
    """The address of a model's list in the admin, filtered."""
    return f"{reverse(f'admin:journeys_{model}_changelist')}?{urlencode(filters)}"
