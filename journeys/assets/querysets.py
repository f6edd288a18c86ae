"""What can be asked of assets and of content to make."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, F, Q
from django.utils import timezone

from journeys.ages import new_from, old_before
from personas.narrowing import Narrowing
from personas.querysets import may_see_drafts


class AssetQuerySet(Narrowing):
    """Questions about assets. Everybody who is signed in may see every asset, but only with personas they may see."""

    ORDERS = {
        "title": ("title", "pk"),
        "newest": (F("published_on").desc(nulls_last=True), "title", "pk"),
        "oldest": (F("published_on").asc(nulls_last=True), "title", "pk"),
        "type": ("content_format__order", "content_format__name", "title", "pk"),
    }

    def sorted_by(self, order: str):
        return self.order_by(*self.ORDERS[order])

    def mentioning(self, words: str):
        """Those with the words in title, address or summary."""
        return self.filter(Q(title__icontains=words) | Q(url__icontains=words) | Q(summary__icontains=words))

    def of_formats(self, slugs: Collection[str]):
        return self.filter(content_format__slug__in=slugs)

    def for_personas(self, personas):
        """Those made for one of the personas, a queryset."""
        return self.having_rows(self.model.personas.through.objects.filter(persona__in=personas.values("pk")), "asset")

    def in_stages(self, stages: Collection):
        """Those that help in one of the stages, given by primary key or as a queryset."""
        return self.having_rows(self.model.stages.through.objects.filter(stage__in=stages), "asset")

    def owned_by(self, owners: Collection):
        return self.filter(owner__in=owners)

    def in_link_states(self, states: Collection[str]):
        return self.filter(link_state__in=states)

    def of_ages(self, ages: Collection[str]):
        """Those of one of the AGES."""
        conditions = age_conditions()
        asked = Q(pk__in=[])
        for age in ages:
            asked |= conditions[age]
        return self.filter(asked)

    def count_by(self, field: str) -> dict:
        """As every list has it; but no filter of assets joins rows to them, so none is there twice."""
        return dict(self.order_by().values_list(field).annotate(count=Count("*")))

    def count_by_age(self) -> dict[str, int]:
        return self.aggregate(**{age: Count("pk", filter=asked) for age, asked in age_conditions().items()})

    def count_by_persona(self) -> dict[int, int]:
        """How many are made for each persona, by her primary key; whoever looks may not see all of them."""
        return dict(self.links(self.model.personas).values_list("persona").annotate(count=Count("*")))

    def count_by_stage(self) -> dict[int, int]:
        """How many help in each stage, by its primary key."""
        return dict(self.links(self.model.stages).values_list("stage").annotate(count=Count("*")))

    def links(self, field):
        """The rows that tie these assets to what the field names."""
        rows = field.through.objects.order_by()
        return rows.filter(asset__in=self.order_by().values("pk")) if self.query.has_filters() else rows

    def count_by_owner(self) -> list[tuple]:
        """For every owner: primary key, first name, last name, user name, and how many assets."""
        names = [f"owner__{part}" for part in ("first_name", "last_name", "username")]
        owned = self.filter(owner__isnull=False).order_by(*names)
        return list(owned.values_list("owner", *names).annotate(count=Count("*")))


def age_conditions() -> dict[str, Q]:
    """What makes an asset one of each of the AGES, today."""
    old, new = old_before(), new_from()
    return {
        "new": Q(published_on__gte=new),
        "fresh": Q(published_on__lt=new, published_on__gte=old),
        "old": Q(published_on__lt=old),
        "undated": Q(published_on__isnull=True),
    }


class ContentTaskQuerySet(Narrowing):
    """Questions about content to make."""

    def visible_to(self, user):
        """The to-dos whose persona and journey the user may see."""
        if not user.is_authenticated:
            return self.none()
        if may_see_drafts(user):
            return self.all()
        return self.exclude(persona__status="draft").filter(stage__journey__status="published")

    def open(self):
        return self.filter(status="open")

    def overdue(self, on: date | None = None):
        """Those still to do whose day has gone by before that day (today)."""
        return self.open().filter(due_on__lt=on or timezone.localdate())

    def owned_by(self, owner):
        return self.filter(owner=owner)

    def of_statuses(self, statuses: Collection[str]):
        return self.filter(status__in=statuses)

    def of_formats(self, slugs: Collection[str]):
        return self.filter(content_format__slug__in=slugs)

    def for_personas(self, slugs: Collection[str]):
        return self.filter(persona__slug__in=slugs)

    def by_day(self):
        """The most urgent ones first, those without a day last."""
        return self.order_by(F("due_on").asc(nulls_last=True), "pk")
