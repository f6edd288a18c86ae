"""What changed about the personas that somebody follows: once a week, as one mail.

A mail's row names the time it tells of, and whoever follows is noted as told until its end in the same transaction: no
change is told twice, or left out.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import chain
from operator import itemgetter

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from enablement.calendar.texts import line
from enablement.mail.letters import Letter, NotNeeded
from enablement.models import Question, Reminder, Subscription
from personas.history.comparing import Difference, summary_of
from personas.history.editions import compared_within
from personas.history.sheets import reach_of
from personas.history.snapshots import read
from personas.history.versions import acts_of_programs
from personas.models import Edition, Persona

WEEK = timedelta(days=7)
Kind = Reminder.Kind
MOST_LINES = 12  # of one persona
LONGEST_LINE = 200
AT_ONCE = 500  # people
ANSWERED = "Answered: "


@dataclass(frozen=True)
class Told:
    """A persona, and what happened to them, in a line each."""

    heading: str
    url: str
    lines: list[str]
    more: int = 0
    editions: list["Published"] = field(default_factory=list)


@dataclass(frozen=True)
class Published:
    """An edition that came out: what it is, what its author says of it, what changed since the one before, and where
    that can be read."""

    name: str
    note: str
    summary: str
    url: str


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
    if not changes_of(by_persona({each.persona_id: each.told_until or each.created_at for each in followed}), at):
        return 0
    Reminder.objects.create(kind=Kind.DIGEST, user_id=user, occasion=occasion_of(since, at), due_at=at)
    return 1


def occasion_of(since: datetime, until: datetime) -> str:
    return f"{int(since.timestamp())}-{int(until.timestamp())}"


def by_persona(since: dict[int | None, datetime]) -> dict[int, datetime]:
    """The moments by persona, where None stands for all personas: of somebody who is followed by name, too, whatever
    happened after the earlier moment counts."""
    if None not in since:
        return since
    everybody = since[None]
    shown = Persona.objects.for_readers().order_by().values_list("pk", flat=True)
    return {pk: min(since.get(pk, everybody), everybody) for pk in shown}


def changes_of(since: dict[int, datetime], until: datetime) -> dict[int, list[str]]:
    """What happened to those of these personas whom all readers see, in order; each is given by primary key with the
    moment after which it counts. Of an edition alone there are no lines. Five queries."""
    found: dict[int, list[str]] = defaultdict(list)
    shown = set(Persona.objects.for_readers().filter(pk__in=list(since)).values_list("pk", flat=True))
    if not shown:
        return found
    for at, key, said in sorted(acts_on(shown, min(since.values()), until), key=itemgetter(0)):
        if at > since[int(key)]:
            found[int(key)].append(line(said or "Changed.", LONGEST_LINE))
    editions = Edition.objects.filter(persona__in=shown, published_at__lte=until).order_by("published_at")
    for persona, at in editions.values_list("persona", "published_at"):
        if at > since[persona]:
            found[persona] += []
    answered = Question.objects.filter(status="answered", persona__in=shown, answered_at__lte=until)
    for question in answered.filter(answered_at__gt=min(since.values())).order_by("answered_at"):
        if question.answered_at > since[question.persona_id]:
            found[question.persona_id].append(line(f"{ANSWERED}{question.text}", LONGEST_LINE))
    return found


def acts_on(personas: set[int], after: datetime, until: datetime) -> list[tuple[datetime, str, str]]:
    """What was done to these personas in that time: when, to whom, and what was said of it. What the history of the
    persona alone keeps, such as of journeys that are drafts, is for editors."""
    kind = ContentType.objects.get_for_model(Persona)
    entries = LogEntry.objects.filter(content_type=kind, object_id__in=[str(pk) for pk in personas])
    entries = entries.filter(action_time__gt=after, action_time__lte=until).order_by("pk")
    noted = [(entry.action_time, entry.object_id, entry.get_change_message()) for entry in entries]
    return noted + acts_of_programs(personas, after, until)


def write_digest(reminder: Reminder, at: datetime) -> Letter:
    """The mail of a row. Raises NotNeeded where they follow nobody any more of whom there is anything to tell."""
    since, until = (datetime.fromtimestamp(int(part), UTC) for part in reminder.occasion.split("-"))
    followed = Subscription.objects.filter(user=reminder.user).values_list("persona", "created_at")
    # Rows name whole seconds.
    until += timedelta(seconds=1)
    times = by_persona({persona: max(since, created) for persona, created in followed if created <= until})
    changes = changes_of(times, until) if times else {}
    if not changes:
        raise NotNeeded("Nothing is left to tell about personas that they follow.")
    people = Persona.objects.for_readers().filter(pk__in=list(changes)).order_by("name", "pk")
    editions = editions_of({persona: times[persona] for persona in changes}, until, reminder.user)
    told = [told_of(persona, changes[persona.pk], editions[persona.pk]) for persona in people]
    names = ", ".join(each.heading for each in told[:2]) + (f" and {len(told) - 2} more" if len(told) > 2 else "")
    return Letter(
        subject=line(f"What changed: {names}"),
        text="enablement/mail/digest.txt",
        html="enablement/mail/digest.html",
        context={"told": told},
    )


def editions_of(since: dict[int, datetime], until: datetime, user) -> dict[int, list[Published]]:
    """The editions of these personas that came out, in order. Two queries."""
    last = Edition.objects.filter(persona_key=OuterRef("persona_key"), number__lt=OuterRef("number"))
    last = Subquery(last.order_by("-number").values("snapshot")[:1])
    rows = Edition.objects.filter(persona__in=list(since), published_at__lte=until).annotate(last=last)
    rows = rows.filter(published_at__gt=min(since.values())).select_related("persona")
    new = [each for each in rows.order_by("published_at", "number") if each.published_at > since[each.persona_id]]
    both = {each: (read(each.last) if each.last else None, read(each.snapshot)) for each in new}
    reach = reach_of(user, *filter(None, chain(*both.values())), for_readers=True)
    found: dict[int, list[Published]] = defaultdict(list)
    for edition, (before, after) in both.items():
        found[edition.persona_id].append(published(edition, compared_within(reach, before, after) if before else None))
    return found


def published(edition: Edition, found: list[Difference] | None) -> Published:
    """The edition with what was found to differ from the one before; None where it is the first."""
    page = "personas:edition" if found is None else "personas:edition_changes"
    return Published(
        f"{edition}, a material change" if edition.is_material else str(edition),
        line(edition.note, LONGEST_LINE),
        "" if found is None else summary_of(found),
        settings.SITE_ADDRESS + reverse(page, args=[edition.persona.slug, edition.number]),
    )


def told_of(persona: Persona, lines: list[str], editions: list[Published]) -> Told:
    """Where an edition came out, it says what changed, and the single steps before it are left out."""
    lines = [each for each in dict.fromkeys(lines) if not editions or each.startswith(ANSWERED)]
    url = settings.SITE_ADDRESS + persona.get_absolute_url()
    return Told(line(persona.heading), url, lines[-MOST_LINES:], max(len(lines) - MOST_LINES, 0), editions)
