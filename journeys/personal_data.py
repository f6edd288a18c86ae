"""What journeys and the asset library keep of people."""

from config.access.personal_data import PersonalData, empty_field, keep_rows, register_personal_data
from config.access.personal_data.own import NAMELESS
from journeys.models import Asset, ContentTask

WITHOUT_OWNER = "stay, without an owner"
TASK = {
    "Persona": "persona__name",
    "Stage": "stage__name",
    "Content type": "content_format__name",
    "By": "due_on",
    "Note": "note",
    "Status": "status",
}


def register() -> None:
    register_personal_data(ASSETS, TASKS, TASKS_MADE)


ASSETS = PersonalData(
    key="assets",
    label="Assets owned",
    find=lambda user: Asset.objects.filter(owner=user),
    columns={"Title": "title", "Address": "url"},
    fate=WITHOUT_OWNER,
    forget=empty_field("owner"),
    covers=("journeys.Asset.owner",),
)
TASKS = PersonalData(
    key="content_tasks",
    label="Content to make",
    find=lambda user: ContentTask.objects.filter(owner=user),
    columns=TASK,
    fate=WITHOUT_OWNER,
    forget=empty_field("owner"),
    covers=("journeys.ContentTask.owner",),
    persona="persona",
)
TASKS_MADE = PersonalData(
    key="content_tasks_planned",
    label="Content planned",
    find=lambda user: ContentTask.objects.filter(created_by=user),
    columns=TASK,
    fate=NAMELESS,
    forget=keep_rows,
    covers=("journeys.ContentTask.created_by",),
    persona="persona",
)
