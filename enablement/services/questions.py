"""Asking, voting and answering."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from enablement.models import Question, QuestionVote, Session, Subscription
from personas.history import log_change
from personas.models import Persona

LONGEST_ANSWER = 20_000
SAME = "You asked this already."


@transaction.atomic
def ask(text: str, *, by, persona: Persona | None = None, session: Session | None = None) -> Question:
    """Keep a question about a persona, from a session, or both. Whoever asks votes for it.

    Raises ValidationError.
    """
    question = Question(text=text.replace("\0", "").strip(), persona=persona, session=session, asked_by=by)
    question.full_clean()
    if Question.objects.open().filter(text=question.text, persona=persona, session=session, asked_by=by).exists():
        raise ValidationError({"text": SAME})
    question.save()
    vote(question, by=by)
    return question


def vote(question: Question, *, by) -> None:
    """Note that a person wants to know it, too: once."""
    QuestionVote.objects.get_or_create(question=question, user=by)


def unvote(question: Question, *, by) -> None:
    QuestionVote.objects.filter(question=question, user=by).delete()


@transaction.atomic
def answer(question: Question, text: str, *, by, edition: int | None = None) -> None:
    """Answer it, or give another answer. Raises ValidationError."""
    text = text.replace("\0", "").strip()
    if not text:
        raise ValidationError({"answer": "Write the answer."})
    if len(text) > LONGEST_ANSWER:
        raise ValidationError({"answer": f"An answer has {LONGEST_ANSWER:,} letters at most."})
    if edition is not None and question.persona and not question.persona.editions.filter(number=edition).exists():
        said = f"There is no edition {edition} of {question.persona}: write the number of one there is, or none."
        raise ValidationError({"edition": said})
    was_answered = question.status == Question.Status.ANSWERED
    question.status, question.answer, question.edition = Question.Status.ANSWERED, text, edition
    question.answered_by, question.answered_at = by, timezone.now()
    question.full_clean(exclude=["text", "persona", "session", "asked_by"])
    question.save()
    log_change([question], by=by, message="Answered anew." if was_answered else "Answered.")


@transaction.atomic
def close(question: Question, *, by) -> None:
    """Take it off the list of what is to be answered, as it stands."""
    question.status = Question.Status.CLOSED
    question.save(update_fields=["status"])
    log_change([question], by=by, message="Closed without an answer.")


@transaction.atomic
def reopen(question: Question, *, by) -> None:
    """Put it back on the list; an answer that it has stays to be read."""
    question.status = Question.Status.OPEN
    question.save(update_fields=["status"])
    log_change([question], by=by, message="Opened again.")


def follow(persona: Persona, *, by) -> None:
    """Have the person told what changes about the persona from now on."""
    Subscription.objects.get_or_create(user=by, persona=persona, defaults={"told_until": timezone.now()})


def unfollow(persona: Persona, *, by) -> None:
    Subscription.objects.filter(user=by, persona=persona).delete()


def follow_all(*, by) -> None:
    """Have the person told what changes about any persona from now on."""
    Subscription.objects.get_or_create(user=by, persona=None, defaults={"told_until": timezone.now()})


def unfollow_all(*, by) -> None:
    """Take that back; whom they follow by name, they go on following."""
    Subscription.objects.filter(user=by, persona=None).delete()
