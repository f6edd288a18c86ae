"""What journeys and the asset library keep of people."""

from config.access.personal_data import register_personal_data
from config.access.personal_data.usual import done, held
from journeys.models import Asset, ContentTask

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


ASSETS = held("assets", "Assets owned", Asset, "owner", {"Title": "title", "Address": "url"})
TASKS = held("content_tasks", "Content to make", ContentTask, "owner", TASK, persona="persona")
TASKS_MADE = done("content_tasks_planned", "Content planned", ContentTask, "created_by", TASK, persona="persona")
