"""What attendance and questions add to the page of a session: context for `enablement/session.html`."""

from datetime import datetime

from enablement.models import Question, Session
from enablement.question_forms import AskForm
from enablement.services.check_in import is_open

QUESTIONS = 5


def session_extras(request, session: Session, at: datetime) -> dict:
    """For the page of a session. One query."""
    user = request.user
    is_manager = user.has_perm("enablement.change_session")
    asked = Question.objects.visible_to(user).filter(session=session).exclude(status=Question.Status.CLOSED)
    return {
        "may_mark": is_manager,
        "may_show_code": is_manager or session.host_id == user.pk,
        "can_check_in": bool(session.check_in_code) and is_open(session, at),
        "asked": list(asked[:QUESTIONS]),
        "about": [("session", str(session.uuid), "")],
        "form": AskForm(),
    }
