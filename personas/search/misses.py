"""What people looked for in vain: counted for editors, without saying who it was."""

from datetime import timedelta

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from config.work_lists import WorkItem
from personas.models import SearchMiss
from personas.models.searching import KEY_LENGTH, WORDING_LENGTH

from .finding import search
from .words import Query

SHORTEST = 3  # letters and digits: less says nothing
MOST = 1000  # rows that are kept
A_DAY = timedelta(days=1)


def note_miss(*, typed: str, by) -> bool:
    """Count a search that finds nothing for this user; returns whether it was counted.

    Not counted are searches that do find something, those too short to mean anything, addresses of people, and what
    the same person has looked for within a day already.
    """
    results = search(typed, by, slice(0))
    if results.total or not worth_noting(results.query) or not first_today(results.query, by):
        return False
    count_miss(query=results.query)
    return True


def worth_noting(query: Query) -> bool:
    """Whether a search says something to an editor. An e-mail address would say something of a person."""
    return len(query.key.replace(" ", "")) >= SHORTEST and len(query.key) <= KEY_LENGTH and "@" not in query.typed


def first_today(query: Query, user) -> bool:
    """Whether this user has not asked it for a day. What is remembered for it names neither the user nor the words."""
    secret = salted_hmac("personas.search.misses", f"{user.pk} {query.key}").hexdigest()
    return cache.add(f"search-miss:{secret}", True, A_DAY.total_seconds())


def count_miss(*, query: Query) -> None:
    """Add one to the count of the wording, or a row for a new one."""
    wording, today = query.typed[:WORDING_LENGTH], timezone.localdate()
    known = SearchMiss.objects.filter(key=query.key)
    if known.update(count=F("count") + 1, wording=wording, last_on=today):
        return
    try:
        with transaction.atomic():
            SearchMiss.objects.create(key=query.key, wording=wording, last_on=today)
    except IntegrityError:  # somebody else was looking for it just now
        known.update(count=F("count") + 1, last_on=today)
    forget_the_rarest()


def forget_the_rarest() -> None:
    """Keep the table small: of too many rows, those go that were looked for least, and longest ago."""
    rows = SearchMiss.objects.order_by("count", "last_on", "pk")
    surplus = rows.count() - MOST
    if surplus > 0:
        SearchMiss.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[:surplus])).delete()


def miss_work(user) -> list[WorkItem]:
    """The line on the start page, for those who may forget such searches: one query."""
    if not user.has_perm("personas.delete_searchmiss"):
        return []
    return [
        WorkItem(
            "Searches that found nothing",
            SearchMiss.objects.count(),
            reverse("admin:personas_searchmiss_changelist"),
            "See what people look for: add it, or a wording under which they find it.",
        )
    ]
