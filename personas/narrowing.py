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
    """Personas by what is known of them. Related rows are looked up apart, so that conditions never multiply rows."""

    ORDERS = {
        "name": ("name", "role_label", "pk"),
        "role": ("role_label", "name", "pk"),
        "type": ("type__order", "type__name", "name", "role_label", "pk"),
        "reviewed": (F("reviewed_on").desc(nulls_last=True), "name", "role_label", "pk"),
        "updated": ("-updated_at", "-pk"),
    }

    def sorted_by(self, order: str):
        return self.order_by(*self.ORDERS[order])

    def related(self, relation: str):
        """All rows of a relation, whomever they belong to."""
        return self.model._meta.get_field(relation).related_model.objects.order_by()

    def of_types(self, slugs: Collection[str]):
        return self.filter(type__slug__in=slugs)

    def of_statuses(self, statuses: Collection[str]):
        return self.filter(status__in=statuses)

    def owned_by(self, owners: Collection):
        return self.filter(owner__in=owners)

    def having_one_of(self, traits: Collection):
        """Those of whom one of the traits is true."""
        return self.having_rows(self.related("persona_traits").filter(trait__in=traits), "persona")

    def playing(self, roles: Collection[str] = (), only_first: bool = False):
        """Those with one of the purchasing roles, or with any; on request only where it ranks before all others."""
        return self.having_rows(roles_played(self.related("purchasing_roles"), roles, only_first), "persona")

    def preferring(self, formats: Collection[str] = (), tiers: Collection = ()):
        """Those whom one of the content types, or any, reaches in one of the tiers, or in any."""
        return self.having_rows(preferences(self.related("content_preferences"), formats, tiers), "persona")

    def titled(self, words: str):
        """Those with the words in a job title."""
        return self.having_rows(self.related("persona_titles").filter(title__name__icontains=words), "persona")

    def starred_by(self, user):
        return self.having_rows(self.related("stars").filter(user=user), "persona")

    def with_star_of(self, user):
        """Adds `is_starred`: whether the user starred it."""
        return self.annotate(is_starred=Exists(self.related("stars").filter(user=user, persona=OuterRef("pk"))))

    def count_by_owner(self) -> list[tuple]:
        """For every owner: primary key, first name, last name, user name, and how many personas."""
        names = [f"owner__{part}" for part in ("first_name", "last_name", "username")]
        return list(
            self.filter(owner__isnull=False).order_by(*names).values_list("owner", *names).annotate(count=COUNTED)
        )

    def count_by_trait(self) -> list[tuple]:
        """For every statement in a comparable facet: primary key, facet's primary key, statement, and how many
        personas; the most common ones first."""
        rows = self.rows_of("persona_traits").filter(trait__facet__comparable=True)
        counted = rows.values_list("trait", "trait__facet", "trait__statement").annotate(count=COUNTED)
        return list(counted.order_by("-count", "trait__statement", "trait"))

    def count_by_role(self, only_first: bool = False) -> dict[str, int]:
        rows = roles_played(self.rows_of("purchasing_roles"), (), only_first)
        return dict(rows.values_list("role__slug").annotate(COUNTED))

    def count_by_format(self, tiers: Collection = ()) -> dict[str, int]:
        rows = preferences(self.rows_of("content_preferences"), (), tiers)
        return dict(rows.values_list("content_format__slug").annotate(COUNTED))

    def count_by_tier(self, formats: Collection[str] = ()) -> dict[int, int]:
        rows = preferences(self.rows_of("content_preferences"), formats, ())
        return dict(rows.values_list("tier").annotate(Count("persona", distinct=True)))


def roles_played(rows, roles: Collection[str], only_first: bool):
    """Those of the purchasing roles of personas that are one of the roles; on request only those that rank first."""
    rows = rows.filter(role__slug__in=roles) if roles else rows
    if not only_first:
        return rows
    before = rows.model.objects.filter(persona=OuterRef("persona"), rank__lt=OuterRef("rank"))
    return rows.filter(~Exists(before))


def preferences(rows, formats: Collection[str], tiers: Collection):
    """Those of the preferences that are for one of the content types and in one of the tiers."""
    rows = rows.filter(content_format__slug__in=formats) if formats else rows
    return rows.filter(tier__in=tiers) if tiers else rows


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

    def count_by_type(self, personas, tiers: Collection = ()) -> dict[str, int]:
        rows = reached(self.rows_of("preferences"), personas, (), tiers)
        return dict(rows.values_list("persona__type__slug").annotate(Count("content_format", distinct=True)))

    def count_by_tier(self, personas, types: Collection[str] = ()) -> dict[int, int]:
        rows = reached(self.rows_of("preferences"), personas, types, ())
        return dict(rows.values_list("tier").annotate(Count("content_format", distinct=True)))


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
