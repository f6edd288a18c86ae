"""What readers narrow the lists down by, and how many rows each choice would leave."""

from collections.abc import Collection

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q

COUNTED = Count("pk", distinct=True)


class Narrowing(models.QuerySet):
    """What every list can do."""

    def count_by(self, field: str) -> dict:
        """How many rows there are of each value of the field, which no join may multiply."""
        return dict(self.order_by().values_list(field).annotate(COUNTED))

    def rows_of(self, relation: str):
        """The rows of a relation that hang on these."""
        field = self.model._meta.get_field(relation)
        return field.related_model.objects.order_by().filter(
            **{f"{field.field.name}__in": self.order_by().values("pk")}
        )

    def having_rows(self, rows, field: str):
        """Those that one of the related rows points to by the field."""
        return self.filter(pk__in=rows.order_by().values(field))


class NarrowedPersonas(Narrowing):
    """What the list of personas asks the database; whom it is narrowed down to, a census says."""

    # A sign before a name turns the order round; whoever was never reviewed comes last all the same.
    ORDERS = {
        "name": ("name", "role_label", "pk"),
        "-name": ("-name", "-role_label", "-pk"),
        "role": ("role_label", "name", "pk"),
        "-role": ("-role_label", "-name", "-pk"),
        "type": ("type__order", "type__name", "name", "role_label", "pk"),
        "-type": ("-type__order", "-type__name", "name", "role_label", "pk"),
        "reviewed": (F("reviewed_on").desc(nulls_last=True), "name", "role_label", "pk"),
        "-reviewed": (F("reviewed_on").asc(nulls_last=True), "name", "role_label", "pk"),
        "updated": ("-updated_at", "-pk"),
        "-updated": ("updated_at", "pk"),
    }

    def sorted_by(self, order: str):
        return self.order_by(*self.ORDERS[order])

    def related(self, relation: str):
        """All rows of a relation, whomever they belong to."""
        return self.model._meta.get_field(relation).related_model.objects.order_by()

    def starred_by(self, user):
        return self.having_rows(self.related("stars").filter(user=user), "persona")


def roles_played(rows, roles: Collection[str], only_first: bool):
    """Those of the purchasing roles of personas that are one of the roles; on request only those that rank first."""
    rows = rows.filter(role__slug__in=roles) if roles else rows
    if not only_first:
        return rows
    before = rows.model.objects.filter(persona=OuterRef("persona"), rank__lt=OuterRef("rank"))
    return rows.filter(~Exists(before))


class ContentFormatQuerySet(Narrowing):
    """Content types by whom they reach. `personas` are those who count: the visible ones in use."""

    ORDERS = {"order": ("order", "name", "pk"), "name": ("name", "pk"), "reach": ("-reach", "name", "pk")}

    def sorted_by(self, order: str):
        return self.order_by(*self.ORDERS[order])

    def mentioning(self, words: str):
        """Those with the words in name, alias or definition."""
        aliases = self.model._meta.get_field("aliases").related_model.objects.order_by()
        otherwise = aliases.filter(wording__icontains=words).values("term")
        return self.filter(Q(name__icontains=words) | Q(description__icontains=words) | Q(pk__in=otherwise))

    def reaching(self, personas, types: Collection[str] = (), tiers: Collection = ()):
        """Those that reach one of the personas: of one of the types, in one of the tiers."""
        rows = self.model._meta.get_field("preferences").related_model.objects
        return self.having_rows(reached(rows, personas, types, tiers), "content_format")

    def with_reach(self, personas):
        """Adds `reach`: how many of the personas each reaches."""
        return self.annotate(reach=Count("preferences", filter=Q(preferences__persona__in=personas)))


def reached(rows, personas, types: Collection[str], tiers: Collection):
    """Those of the preferences that are of one of the personas, of one of the types and in one of the tiers."""
    rows = rows.filter(persona__in=personas.order_by().values("pk"))
    rows = rows.filter(persona__type__slug__in=types) if types else rows
    return rows.filter(tier__in=tiers) if tiers else rows


class GuideQuerySet(Narrowing):
    """Guides by their words and their place."""

    def mentioning(self, words: str):
        """Those with the words in title or text."""
        return self.filter(Q(title__icontains=words) | Q(body__icontains=words))
