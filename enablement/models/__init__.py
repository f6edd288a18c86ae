"""How our own teams learn the personas: series, sessions, resources, people, questions, mail."""

from .attendance import GuestAttendance, Registration
from .mail import MailPreference, Reminder
from .people import CalendarToken, ReaderZone, Subscription
from .questions import Question, QuestionVote
from .resources import Resource
from .rollout import Requirement
from .sessions import Series, Session, SessionPersona

__all__ = [
    "CalendarToken",
    "GuestAttendance",
    "MailPreference",
    "Question",
    "QuestionVote",
    "ReaderZone",
    "Registration",
    "Reminder",
    "Requirement",
    "Resource",
    "Series",
    "Session",
    "SessionPersona",
    "Subscription",
]
