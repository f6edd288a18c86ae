"""Reviews of personas that are overdue: one mail to the owner and one to the back-up, once for each day that was set.
Nothing else follows from it: nobody is unpublished."""

from datetime import date, datetime

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from enablement.calendar.texts import line
from enablement.mail.letters import Letter, NotNeeded
from enablement.models import Reminder
from personas.colleagues import called
from personas.models import Persona

Kind = Reminder.Kind
KEEPERS = ("owner", "backup")


def make_reviews(at: datetime) -> int:
    """Writes the mails about reviews that are overdue and of which they weren't told. Returns how many; may be called
    at any time, by any number of processes at once. Two queries where there is nothing to write."""
    wanted = {(user, occasion) for user, occasion in due(timezone.localdate(at))}
    if not wanted:
        return 0
    occasions = {occasion for _, occasion in wanted}
    told = Reminder.objects.filter(kind=Kind.REVIEW, occasion__in=occasions).values_list("user", "occasion")
    rows = [
        Reminder(kind=Kind.REVIEW, user_id=user, occasion=occasion, due_at=at)
        for user, occasion in sorted(wanted.difference(told))
    ]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def due(on: date):
    """Who is to hear of which review: an account's primary key, and what the mail is about."""
    people = Q()
    for name in KEEPERS:
        people |= Q(**{f"{name}__is_active": True}) & ~Q(**{f"{name}__email": ""})
    overdue = Persona.objects.overdue_for_review(on).filter(people).select_related(*KEEPERS)
    for persona in overdue.order_by("pk"):
        for user in {persona.owner, persona.backup} - {None}:
            if user.is_active and user.email:
                yield user.pk, occasion_of(persona)


def occasion_of(persona: Persona) -> str:
    """The persona, and the day on which the review was due: another day is another mail."""
    return f"{persona.pk} {persona.review_due_on:%Y-%m-%d}"


def write_review(reminder: Reminder, at: datetime) -> Letter:
    """The mail of a row. Raises NotNeeded where the persona was reviewed meanwhile, or is somebody else's to keep."""
    pk = reminder.occasion.partition(" ")[0]
    personas = Persona.objects.visible_to(reminder.user).overdue_for_review(timezone.localdate(at))
    persona = personas.filter(pk=pk).select_related(*KEEPERS).first()
    if persona is None or occasion_of(persona) != reminder.occasion:
        raise NotNeeded("The persona was reviewed, or its review was put off.")
    if reminder.user not in (persona.owner, persona.backup):
        raise NotNeeded("Somebody else keeps the persona now.")
    page, edit = persona.get_absolute_url(), reverse("admin:personas_persona_change", args=[persona.pk])
    is_owner = reminder.user == persona.owner
    context = {
        "heading": line(persona.heading),
        "due_on": persona.review_due_on,
        "reviewed_on": persona.reviewed_on,
        "url": settings.SITE_ADDRESS + page,
        "edit_url": settings.SITE_ADDRESS + edit if reminder.user.is_staff else "",
        "owner": "" if is_owner or persona.owner is None else line(called(persona.owner)),
    }
    return Letter(
        subject=line(f"Review overdue: {persona.heading}"),
        text="enablement/mail/review.txt",
        html="enablement/mail/review.html",
        context=context,
    )
