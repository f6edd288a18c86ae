"""Titles that no persona was found for: counted, assigned, dismissed. Nobody's name is kept with them."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from config.work_lists import WorkItem
from personas.history import log_change
from personas.models import JobTitle, Persona, PersonaTitle, UnmatchedTitle
from personas.models.titles import TITLE_LENGTH
from personas.titles.reading import NO_TEXT
from personas.wording import INVISIBLE, one_line, wording_key

MOST = 5000  # titles that wait
CHUNK = 200
MOST_TIMES = 1_000_000
# One statement, so that two who count the same title at once can't lose a count. The later day stays.
COUNT = """
INSERT INTO {table} (name, key, count, last_on, dismissed) VALUES {values}
ON CONFLICT (key) DO UPDATE SET
    count = {table}.count + excluded.count,
    name = excluded.name,
    last_on = CASE WHEN excluded.last_on > {table}.last_on THEN excluded.last_on ELSE {table}.last_on END
"""


def count_unmatched(times: Mapping[str, int], *, on: date | None = None) -> int:
    """Add to the count of each title, met on that day (today); returns how many different ones were counted.

    Left out is what can't be a title: blank or overlong ones, and addresses, which would say something of a person.
    """
    rows: dict[str, list] = {}
    for title, count in times.items():
        name = tidy(title)
        if is_countable(name) and count > 0:
            row = rows.setdefault(wording_key(name), [name, 0])
            row[1] = min(row[1] + count, MOST_TIMES)
    with transaction.atomic():
        # In the order of their keys: two that count at once can't wait for each other.
        write_counts([(name, key, count) for key, (name, count) in sorted(rows.items())], on or timezone.localdate())
        forget_the_rarest()
    return len(rows)


def tidy(title: str) -> str:
    """The title on one line, without signs that nobody sees or types."""
    return one_line(INVISIBLE.sub("", NO_TEXT.sub("", title)))


def is_countable(name: str) -> bool:
    return 0 < len(name) <= TITLE_LENGTH and "@" not in name and any(map(str.isalpha, name))


def write_counts(rows: list[tuple[str, str, int]], on: date) -> None:
    table = connection.ops.quote_name(UnmatchedTitle._meta.db_table)
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        values = [value for name, key, count in chunk for value in (name, key, count, on.isoformat(), False)]
        places = ", ".join(["(%s, %s, %s, %s, %s)"] * len(chunk))
        with connection.cursor() as cursor:
            cursor.execute(COUNT.format(table=table, values=places), values)


def forget_the_rarest() -> None:
    """Keep the queue one that a person can empty: of too many titles, those go that were met least, and longest
    ago."""
    waiting = UnmatchedTitle.objects.filter(dismissed=False)
    surplus = waiting.count() - MOST
    if surplus > 0:
        rarest = list(waiting.order_by("count", "last_on", "-pk").values_list("pk", flat=True)[:surplus])
        for start in range(0, surplus, CHUNK):  # a statement has room for so many keys only
            UnmatchedTitle.objects.filter(pk__in=rarest[start : start + CHUNK]).delete()


@transaction.atomic
def assign_title(title: str, persona: Persona, *, by) -> PersonaTitle:
    """Make the title a known one of the persona, after those it has, and take it off the queue.

    A title that the persona has already is left as it is. Raises ValidationError for what can't be a title, and for a
    deprecated persona.
    """
    name = tidy(title)
    refuse_odd(name, persona)
    # Whoever assigns to the same persona waits, so that no two titles get one rank.
    Persona.objects.select_for_update().get(pk=persona.pk)
    job_title, _ = JobTitle.objects.get_or_create(key=wording_key(name), defaults={"name": name})
    rank = persona.persona_titles.aggregate(last=Max("rank"))["last"] or 0
    link, is_new = PersonaTitle.objects.get_or_create(persona=persona, title=job_title, defaults={"rank": rank + 1})
    UnmatchedTitle.objects.filter(key=job_title.key).delete()
    if is_new:
        log_change([persona], by=by, message=f"Added the job title “{job_title.name}”.")
        Persona.objects.filter(pk=persona.pk).update(updated_at=timezone.now())
    return link


def refuse_odd(name: str, persona: Persona) -> None:
    if not name:
        raise ValidationError("Write the title.", code="empty")
    if len(name) > TITLE_LENGTH:
        raise ValidationError(f"A title has at most {TITLE_LENGTH} letters.", code="too_long")
    if persona.is_deprecated:
        raise ValidationError(
            "“%(persona)s” is deprecated: assign the title to whoever took over.",
            code="deprecated",
            params={"persona": persona},
        )


def dismiss_title(title: str, *, by) -> bool:
    """Keep the title out of the queue from now on, however often it comes; returns whether it was in it."""
    return mark(title, dismissed=True, by=by, message="Dismissed: nobody we keep a persona for.")


def restore_title(title: str, *, by) -> bool:
    """Put a dismissed title back into the queue; returns whether it was dismissed."""
    return mark(title, dismissed=False, by=by, message="Put back into the queue.")


@transaction.atomic
def mark(title: str, *, dismissed: bool, by, message: str) -> bool:
    rows = list(
        UnmatchedTitle.objects.select_for_update().filter(key=wording_key(tidy(title)), dismissed=not dismissed)
    )
    UnmatchedTitle.objects.filter(pk__in=[row.pk for row in rows]).update(dismissed=dismissed)
    log_change(rows, by=by, message=message)
    return bool(rows)


def unmatched_work(user) -> list[WorkItem]:
    """The line on the start page, for those who may empty the queue: one query."""
    if not user.has_perm("personas.change_unmatchedtitle"):
        return []
    return [
        WorkItem(
            "Titles without a persona",
            UnmatchedTitle.objects.filter(dismissed=False).count(),
            reverse("admin:personas_unmatchedtitle_changelist"),
            "Say whom they mean: one click, and the title is known from then on.",
        )
    ]


def waiting_titles(limit: int) -> Iterable[str]:
    """The titles in the queue, those met most often first."""
    return UnmatchedTitle.objects.filter(dismissed=False).values_list("name", flat=True)[:limit]
