"""What can be asked of the catalogue, in its own words."""

from datetime import date

from django.db import models
from django.db.models import Case, Count, Prefetch, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone


class PersonaQuerySet(models.QuerySet):
    """Personas; adjectives filter, `visible_to` scopes."""

    def published(self):
        return self.filter(status="published")

    def deprecated(self):
        return self.filter(status="deprecated")

    def current(self):
        """All but the deprecated ones."""
        return self.exclude(status="deprecated")

    def visible_to(self, user):
        """The one visibility rule: nobody sees anything unsigned; drafts are for those who may edit personas."""
        if not user.is_authenticated:
            return self.none()
        if user.has_perm("personas.change_persona"):
            return self.all()
        return self.exclude(status="draft")

    def drafts(self):
        return self.filter(status="draft")

    def overdue_for_review(self, on: date | None = None):
        """Personas in use whose next review was due before that day (today)."""
        return self.filter(overdue(on))

    def with_overdue(self, on: date | None = None):
        """Adds `is_overdue`: whether the next review was due before that day (today)."""
        return self.annotate(is_overdue=Case(When(overdue(on), then=Value(True)), default=Value(False)))

    def with_visible_successors(self, user):
        """Adds `visible_successors`: those who took over, as far as the user may see them."""
        visible = self.model.objects.visible_to(user)
        return self.prefetch_related(Prefetch("successors", visible, to_attr="visible_successors"))

    def recently_updated(self):
        """The ones last changed first."""
        return self.order_by("-updated_at", "-pk")

    def first_of_each_type(self, limit: int):
        """At most that many personas of every type, in order of their names."""
        place = Window(RowNumber(), partition_by="type", order_by=["name", "role_label", "pk"])
        return self.annotate(place_in_type=place).filter(place_in_type__lte=limit)

    def count_by_type(self) -> dict[int, int]:
        """How many personas there are of each type that has one, by the type's primary key."""
        return dict(self.order_by().values_list("type").annotate(Count("pk")))

    def tally(self, on: date | None = None) -> dict[str, int]:
        """Counts in one query: `current`, `drafts`, `deprecated`, and `overdue` for review."""
        return self.aggregate(
            current=Count("pk", filter=~Q(status="deprecated")),
            drafts=Count("pk", filter=Q(status="draft")),
            deprecated=Count("pk", filter=Q(status="deprecated")),
            overdue=Count("pk", filter=overdue(on)),
        )

    def near(self, persona):
        """The personas one step away: the wider one, its subsets, whom it reports to and who reports to it."""
        return self.filter(
            Q(pk__in=[persona.parent_id, persona.reports_to_id]) | Q(parent=persona) | Q(reports_to=persona)
        )

    def count_sharing_traits_of(self, persona) -> dict[int, int]:
        """How many of these personas, besides this one, have each of its traits; by the trait's primary key."""
        sharing = self.filter(persona_traits__trait__persona_traits__persona=persona).exclude(pk=persona.pk)
        return dict(sharing.order_by().values_list("persona_traits__trait").annotate(Count("pk", distinct=True)))


def overdue(on: date | None = None) -> Q:
    """The condition that a persona in use should have been reviewed before that day (today)."""
    return Q(review_due_on__lt=on or timezone.localdate()) & ~Q(status="deprecated")
