"""Who came to the starter's sessions, who has a seat in those to come, and what was asked."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from enablement.models import Question, QuestionVote, Registration, Session
from enablement.times import over_at, state_of
from personas.models import Persona

FILE = Path(__file__).with_name("questions.toml")
# One in so many of those invited didn't come, and one in so many of the others came nevertheless.
ABSENT, DROPS_IN = 4, 5
# Seats so few that everybody wants one.
FEW_SEATS = 8
DAY = timedelta(days=1)


@transaction.atomic
def load_people(at: datetime | None = None) -> int:
    """Add the starter's registrations and questions where there are none yet; answers how many registrations there
    are. Without colleagues there is nothing to add."""
    if Registration.objects.exists() or Question.objects.exists():
        return 0
    colleagues = list(get_user_model().objects.filter(teams__isnull=False, is_active=True).distinct().order_by("pk"))
    at = at or timezone.now()
    recorded = set(Session.objects.with_recording().values_list("pk", flat=True))
    for number, session in enumerate(Session.objects.prefetch_related("teams")):
        people = [each for place, each in enumerate(colleagues, start=number) if is_keen(each, session, place)]
        rows = [Registration(session=session, user=user, place=place) for place, user in enumerate(people, start=1)]
        match state_of(session, at):
            case "held":
                note_attendance(rows, number, over_at(session), is_recorded=session.pk in recorded)
            case "scheduled":
                seat(rows, session.capacity)
            case _:
                continue
        Registration.objects.bulk_create(rows)
    ask_questions({user.get_username(): user for user in colleagues}, at)
    return Registration.objects.count()


def is_keen(user, session: Session, place: int) -> bool:
    """Whether this colleague, at this place among all, signs up for the session."""
    is_invited = any(team in session.teams.all() for team in user.teams.all())
    is_scarce = session.capacity is not None and session.capacity <= FEW_SEATS
    return is_invited or is_scarce or place % DROPS_IN == 0


def note_attendance(rows: list[Registration], number: int, ended: datetime | None, *, is_recorded: bool) -> None:
    """Mark who came to a session that is over; of those who missed it, every other one watches the recording."""
    missed = [row for place, row in enumerate(rows, start=number) if place % ABSENT == 0]
    for row in rows:
        row.attendance = Registration.Attendance.ABSENT if row in missed else Registration.Attendance.ATTENDED
        row.attendance_source, row.attendance_at = Registration.Source.IMPORT, ended
    for row in missed[::2] if is_recorded else ():
        row.watched_at = ended + 2 * DAY if ended else None


def seat(rows: list[Registration], capacity: int | None) -> None:
    """Have those for whom there is no seat wait."""
    for row in rows[capacity:] if capacity is not None else ():
        row.status = Registration.Status.WAITLISTED


def ask_questions(colleagues: dict, at: datetime) -> None:
    """Add the questions of the colleagues, by their user names, with votes and answers. Those about personas or by
    colleagues who aren't there are passed over."""
    personas = {persona.slug: persona for persona in Persona.objects.order_by()}
    for each in tomllib.loads(FILE.read_text(encoding="utf-8"))["questions"]:
        if each["persona"] not in personas or each["by"] not in colleagues:
            continue
        asked_at = at - each["days"] * DAY
        question = Question(persona=personas[each["persona"]], text=each["text"], asked_by=colleagues[each["by"]])
        if "answer" in each:
            question.status, question.answer = Question.Status.ANSWERED, each["answer"].strip()
            question.answered_by, question.answered_at = colleagues.get(each["answered"]), asked_at + 3 * DAY
        question.save()
        # The model takes down when the row was written.
        Question.objects.filter(pk=question.pk).update(asked_at=asked_at)
        voters = [colleagues[name] for name in each["votes"] if name in colleagues]
        QuestionVote.objects.bulk_create(QuestionVote(question=question, user=user) for user in voters)
