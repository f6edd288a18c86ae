"""What changed about the personas that somebody follows: once a week, as one mail.

A mail's row names the time it tells of, and whoever follows is noted as told until its end in the same transaction: no
change is told twice, or left out.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q

from enablement.calendar.texts import line
from enablement.mail.letters import Letter, NotNeeded
from enablement.models import Question, Reminder, Subscription
from personas.models import Persona

WEEK = timedelta(days=7)
Kind = Reminder.Kind
MOST_LINES = 12  # of one persona
LONGEST_LINE = 200
AT_ONCE = 500  # people


@dataclass(frozen=True)
class Told:
    """A persona, and what happened to them, in a line each."""

    heading: str
    url: str
    lines: list[str]
    more: int = 0


def make_digests(at: datetime) -> int:
    """Writes a mail to everybody who wasn't told for a week and follows somebody who changed. Returns how many; may be
    called at any time, by any number of processes at once."""
    late = Subscription.objects.filter(Q(told_until__isnull=True) | Q(told_until__lte=at - WEEK))
    people = late.filter(user__is_active=True).exclude(user__email="").order_by("user").values_list("user", flat=True)
    return sum(make_digest(user, at) for user in people.distinct()[:AT_ONCE])


@transaction.atomic
def make_digest(user: int, at: datetime) -> int:
    """1 where there was something to tell the user."""
    followed = list(Subscription.objects.select_for_update().filter(user=user))
    since = min((each.told_until or each.created_at for each in followed), default=at)
    if since > at - WEEK:
        return 0
    Subscription.objects.filter(pk__in=[each.pk for each in followed]).update(told_until=at)
    if not changes_of({each.persona_id: each.told_until or each.created_at for each in followed}, at):
        return 0
    Reminder.objects.create(kind=Kind.DIGEST, user_id=user, occasion=occasion_of(since, at), due_at=at)
    return 1


def occasion_of(since: datetime, until: datetime) -> str:
    return f"{int(since.timestamp())}-{int(until.timestamp())}"


def changes_of(since: dict[int, datetime], until: datetime) -> dict[int, list[str]]:
    """What happened to these published personas, given by primary key with the moment after which it counts, in order.
    Two queries."""
    found: dict[int, list[str]] = defaultdict(list)
    published = set(Persona.objects.published().filter(pk__in=list(since)).values_list("pk", flat=True))
    if not published:
        return found
    kind = ContentType.objects.get_for_model(Persona)
    between = {"action_time__gt": min(since.values()), "action_time__lte": until}
    rows = LogEntry.objects.filter(content_type=kind, object_id__in=[str(pk) for pk in published], **between)
    for entry in rows.order_by("action_time", "pk"):
        persona = int(entry.object_id)
        if entry.action_time > since[persona]:
            found[persona].append(line(entry.get_change_message() or "Changed.", LONGEST_LINE))
    answered = Question.objects.filter(status="answered", persona__in=published, answered_at__lte=until)
    for question in answered.filter(answered_at__gt=min(since.values())).order_by("answered_at"):
        if question.answered_at > since[question.persona_id]:
            found[question.persona_id].append(line(f"Answered: {question.text}", LONGEST_LINE))
    return found


def write_digest(reminder: Reminder, at: datetime) -> Letter:
    """The mail of a row. Raises NotNeeded where they follow nobody any more of whom there is anything to tell."""
    since, until = (datetime.fromtimestamp(int(part), UTC) for part in reminder.occasion.split("-"))
    followed = Subscription.objects.filter(user=reminder.user).values_list("persona", "created_at")
    # Rows name whole seconds.
    times = {persona: max(since, created) for persona, created in followed if created <= until + timedelta(seconds=1)}
    changes = changes_of(times, until + timedelta(seconds=1)) if times else {}
    if not changes:
        raise NotNeeded("Nothing is left to tell about personas that they follow.")
    people = Persona.objects.published().filter(pk__in=list(changes)).order_by("name", "pk")
    told = [told_of(persona, changes[persona.pk]) for persona in people]
    names = ", ".join(each.heading for each in told[:2]) + (f" and {len(told) - 2} more" if len(told) > 2 else "")
    return Letter(
        subject=line(f"What changed: {names}"),
        text="enablement/mail/digest.txt",
        html="enablement/mail/digest.html",
        context={"told": told},
    )


def told_of(persona: Persona, lines: list[str]) -> Told:
    lines = list(dict.fromkeys(lines))
    url = settings.SITE_ADDRESS + persona.get_absolute_url()
    return Told(line(persona.heading), url, lines[-MOST_LINES:], max(len(lines) - MOST_LINES, 0))
