"""What can be asked of journeys; who may see them follows the catalogue's visibility rule."""

from collections.abc import Collection

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from personas.querysets import may_see_drafts


class JourneyQuerySet(QuerySet):
    """Questions about journeys. `personas` are those who count: the visible ones."""

    # A sign before a name turns the order round. “people” needs `with_persona_count`.
    ORDERS = {
        "order": ("order", "name", "pk"),
        "name": ("name", "pk"),
        "-name": ("-name", "-pk"),
        "kind": ("kind", "order", "name", "pk"),
        "-kind": ("-kind", "order", "name", "pk"),
        "people": ("-persona_count", "name", "pk"),
        "-people": ("persona_count", "name", "pk"),
        "updated": ("-updated_at", "-pk"),
        "-updated": ("updated_at", "pk"),
    }

    def visible_to(self, user):
        """The journeys that the user may see: published ones, and drafts for those who edit the catalogue."""
        if not user.is_authenticated:
            return self.none()
        return self.all() if may_see_drafts(user) else self.filter(status="published")

    def sorted_by(self, order: str):
        return self.order_by(*self.ORDERS[order])

    def mentioning(self, words: str):
        """Those with the words in name, description, or the name or alias of a stage."""
        stages = self.model._meta.get_field("stages").related_model.objects.order_by()
        aliases = stages.model._meta.get_field("aliases").related_model.objects.order_by()
        named = stages.filter(name__icontains=words).values("journey")
        otherwise = aliases.filter(wording__icontains=words).values("stage__journey")
        own = Q(name__icontains=words) | Q(description__icontains=words)
        return self.filter(own | Q(pk__in=named) | Q(pk__in=otherwise))

    def of_kinds(self, kinds: Collection[str]):
        return self.filter(kind__in=kinds)

    def of_types(self, slugs: Collection[str]):
        """Those for personas of one of the types; what is for every type is for these, too."""
        return self.filter(Q(type__slug__in=slugs) | Q(type=None))

    def in_which(self, personas):
        """Those in which one of the personas matters."""
        return self.filter(pk__in=self.touchpoints_of(personas).values("stage__journey"))

    def with_persona_count(self, personas):
        """Adds `persona_count`: how many of the personas matter in it."""
        own = self.touchpoints_of(personas).filter(stage__journey=OuterRef("pk")).values("stage__journey")
        counted = own.annotate(people=Count("persona", distinct=True)).values("people")
        return self.annotate(persona_count=Coalesce(Subquery(counted), 0))

    def touchpoints_of(self, personas):
        """The touchpoints of these personas, in whichever journey."""
        stages = self.model._meta.get_field("stages").related_model
        touchpoints = stages._meta.get_field("touchpoints").related_model.objects.order_by()
        return touchpoints.filter(persona__in=personas.order_by().values("pk"))

    def count_by_kind(self) -> dict[str, int]:
        return dict(self.order_by().values_list("kind").annotate(Count("pk")))

    def count_by_type(self) -> dict[str | None, int]:
        """How many journeys are for each type; under None those for every type."""
        return dict(self.order_by().values_list("type__slug").annotate(Count("pk")))

    def count_by_persona(self, personas) -> list[tuple[str, str, str, str, int]]:
        """For every persona of them who matters in one: slug, name, role, status, and in how many; most first."""
        rows = self.touchpoints_of(personas).filter(stage__journey__in=self.order_by().values("pk"))
        fields = [F(f"persona__{field}") for field in ("slug", "name", "role_label", "status")]
        counted = rows.values_list(*fields).annotate(journeys=Count("stage__journey", distinct=True))
        return list(counted.order_by("-journeys", "persona__name", "persona__slug"))
