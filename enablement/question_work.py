"""Questions that nobody answered, for the admin's start page."""

from django.urls import reverse

from config.work_lists import WorkItem
from enablement.models import Question


def question_work(user) -> list[WorkItem]:
    """For those who may answer. One query."""
    if not (user.has_perm("personas.change_persona") or user.has_perm("enablement.change_question")):
        return []
    count = Question.objects.open().visible_to(user).count()
    address = f"{reverse('enablement:questions')}?status=open"
    return [WorkItem("Unanswered questions", count, address, "Answer them, or close those that need no answer.")]
