"""On a persona's page: what colleagues asked about them."""

from enablement.models import Question
from personas.models import Persona

SHOWN = 3


def questions_about(persona: Persona, user) -> tuple[str, dict]:
    """The latest questions and a form to ask another. One query."""
    asked = Question.objects.filter(persona=persona).exclude(status=Question.Status.CLOSED)
    return "enablement/questions/_panel.html", {"persona": persona, "questions": list(asked[:SHOWN])}
