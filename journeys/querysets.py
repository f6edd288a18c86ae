"""What can be asked of journeys; who may see them follows the catalogue's visibility rule."""

from collections.abc import Collection

from django.db.models import Count, Q, QuerySet

from personas.querysets import may_see_drafts


class JourneyQuerySet(QuerySet):
    """Questions about journeys. `personas` are those who count: the visible ones."""

    # A sign before a name turns the order round.
    ORDERS = {
        "order": ("order", "name", "pk"),
        "name": ("name", "pk"),
        "-name": ("-name", "-pk"),
        "kind": ("kind", "order", "name", "pk"),
        "-kind": ("-kind", "order", "name", "pk"),
        "updated": ("-updated_at", "-pk"),
        "-updated": ("updated_at", "pk"),
    }

    def visible_to(self, user):
        """The journeys that the user may see: published ones, and drafts for those who edit the catalogue."""
        if not user.is_authenticated:
            return self.none()
        return self.seen_with(drafts=may_see_drafts(user))

    def seen_with(self, *, drafts: bool):
        """What is visible to somebody signed in who may see drafts, or may not."""
        return self.all() if drafts else self.published()

    def published(self):
        return self.filter(status="published")

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

    def in_which(self, personas: Collection[int]):
        """Those in which one of the personas, given by primary keys, matters."""
        return self.filter(pk__in=self.touchpoints.filter(persona__in=personas).values("stage__journey"))

    @property
    def touchpoints(self):
        """All touchpoints, in whichever journey."""
        stages = self.model._meta.get_field("stages").related_model
        return stages._meta.get_field("touchpoints").related_model.objects.order_by()

    def count_by_kind(self) -> dict[str, int]:
        return dict(self.order_by().values_list("kind").annotate(Count("pk")))

    def count_by_type(self) -> dict[str | None, int]:
        """How many journeys are for each type; under None those for every type."""
        return dict(self.order_by().values_list("type__slug").annotate(Count("pk")))
