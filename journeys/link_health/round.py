"""Going through the assets: each is checked and stored by itself, so that a round can be stopped at any time."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone

from journeys.assets.querysets import AssetQuerySet
from journeys.models import Asset

from .checking import Checker, Verdict

CHUNK = 200


def due(older_than: int) -> AssetQuerySet:
    """The assets that nobody checked in that many days, those never checked first, then the longest ago."""
    before = timezone.now() - timedelta(days=older_than)
    asked = Q(link_checked_at__isnull=True) | Q(link_checked_at__lt=before)
    return Asset.objects.filter(asked).order_by(F("link_checked_at").asc(nulls_first=True), "pk")


def check_all(checker: Checker, older_than: int, limit: int | None = None) -> Iterator[tuple[str, Verdict]]:
    """Yields each address with its verdict, as soon as that is stored."""
    keys = list(due(older_than).values_list("pk", flat=True)[:limit])
    for start in range(0, len(keys), CHUNK):
        urls = dict(Asset.objects.filter(pk__in=keys[start : start + CHUNK]).values_list("pk", "url"))
        for key in keys[start : start + CHUNK]:
            if key in urls:
                verdict = checker.check(urls[key])
                store(key, urls[key], verdict)
                yield urls[key], verdict


def store(key: int, url: str, verdict: Verdict) -> None:
    """Note the verdict, unless somebody gave the asset another address meanwhile."""
    Asset.objects.filter(pk=key, url=url).update(
        link_state=verdict.state, link_note=verdict.note[:200], link_checked_at=timezone.now()
    )
