"""What can be asked of the catalogue, in its own words."""

from datetime import date, timedelta

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone

from personas.narrowing import NarrowedPersonas

# How far ahead a review is "due soon".
SOON = timedelta(days=30)
# What a persona in use should have; the start page counts those that lack it.
GAPS = ("owner", "portrait", "purchasing_roles", "content_preferences")
NEVER_REVIEWED = Q(reviewed_on__isnull=True) & ~Q(status="deprecated")


def may_see_drafts(user) -> bool:
    """Whether drafts are shown to the user: to those who may edit personas, and to nobody else."""
    return user.is_authenticated and user.has_perm("personas.change_persona")


class PersonaQuerySet(NarrowedPersonas):
    """Personas; adjectives filter, `visible_to` scopes."""

    def published(self):
        return self.filter(status="published")

    def deprecated(self):
        return self.filter(status="deprecated")

    def for_readers(self):
        """What all readers see: all but drafts."""
        return self.exclude(status="draft")

    def current(self):
        """All but the deprecated ones."""
        return self.exclude(status="deprecated")

    def visible_to(self, user):
        """The one visibility rule: nobody sees anything unsigned; drafts are for those who may edit personas."""
        if not user.is_authenticated:
            return self.none()
        return self.seen_with(drafts=may_see_drafts(user))

    def seen_with(self, *, drafts: bool):
        """What is visible to somebody signed in who may see drafts, or may not."""
        return self.all() if drafts else self.for_readers()

    def left_out(self, *, drafts: bool):
        """Those whom `seen_with(drafts=drafts).current()` leaves out, found without a look at the others."""
        return self.filter(status__in=["deprecated"] if drafts else ["deprecated", "draft"])

    def drafts(self):
        return self.filter(status="draft")

    def overdue_for_review(self, on: date | None = None):
        """Personas in use whose next review was due before that day (today)."""
        return self.filter(overdue(on))

    def due_for_review_soon(self, on: date | None = None):
        """Personas in use whose next review is due on that day (today) or in the thirty days after it."""
        return self.current().filter(review_due_on__range=soon(on))

    def never_reviewed(self):
        """Personas in use that nobody ever checked."""
        return self.filter(NEVER_REVIEWED)

    def without(self, what: str):
        """Those that lack it: "owner", "portrait", or rows such as "purchasing_roles"."""
        return self.filter(self.lacking(what))

    def having(self, what: str):
        """Those that have what `without` asks for."""
        return self.exclude(self.lacking(what))

    def lacking(self, what: str) -> Q:
        """The condition behind `without`: an empty field, no row of a relation, an owner whose account is closed."""
        field = self.model._meta.get_field(what)
        if field.one_to_many:
            return Q(~Exists(field.related_model.objects.filter(**{field.field.name: OuterRef("pk")})))
        nothing = Q(**{f"{what}__isnull": True} if field.is_relation else {what: ""})
        # Whoever left keeps nothing true.
        return nothing | Q(owner__is_active=False) if what == "owner" else nothing

    def gaps(self, on: date | None = None) -> dict[str, int]:
        """How many personas in use lack what they should have, in one query: `drafts`, `overdue`, and one entry for
        each of GAPS."""
        in_use = ~Q(status="deprecated")
        return self.aggregate(
            drafts=Count("pk", filter=Q(status="draft")),
            overdue=Count("pk", filter=overdue(on)),
            **{what: Count("pk", filter=in_use & self.lacking(what)) for what in GAPS},
        )

    def with_trait_count(self):
        """Adds `trait_count`, how many statements each has; joins of other conditions can't multiply it."""
        rows = self.model._meta.get_field("persona_traits").related_model.objects
        own = rows.filter(persona=OuterRef("pk")).order_by().values("persona")
        return self.annotate(trait_count=Coalesce(Subquery(own.annotate(rows=Count("pk")).values("rows")), 0))

    def named(self, word: str):
        """Those with the word in name, role, address or a job title."""
        return self.filter(self.with_word_in_name(word))

    def mentioning(self, word: str):
        """Those with the word in name, role, address, a job title, or a statement in any of its wordings."""
        rows = self.model._meta.get_field("persona_traits").related_model
        traits = rows._meta.get_field("trait").related_model.objects.order_by()
        otherwise = traits.filter(aliases__wording__icontains=word).values("pk")
        # The traits first: they are fewer than the rows that tie them to personas.
        said = traits.filter(Q(statement__icontains=word) | Q(pk__in=otherwise)).values("pk")
        having = rows.objects.order_by().filter(trait__in=said).values("persona")
        return self.filter(self.with_word_in_name(word) | Q(pk__in=having))

    def with_word_in_name(self, word: str) -> Q:
        """The condition behind `named`; related rows are looked up apart, so that no join multiplies personas."""
        titles = self.model._meta.get_field("persona_titles").related_model.objects.order_by()
        titled = titles.filter(title__name__icontains=word).values("persona")
        own = Q(name__icontains=word) | Q(role_label__icontains=word) | Q(slug__icontains=word)
        return own | Q(pk__in=titled)

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


class EditionQuerySet(QuerySet):
    """Editions of personas."""

    def of(self, persona):
        """The persona's, the latest first."""
        return self.filter(persona=persona).order_by("-number")

    def listed(self):
        """Without the snapshots, for whatever only names them."""
        return self.defer("snapshot").select_related("author")

    def material(self):
        return self.filter(is_material=True)


class TitleRuleQuerySet(QuerySet):
    """Rules by which titles mean personas."""

    def active(self):
        return self.filter(is_active=True)


def overdue(on: date | None = None) -> Q:
    """The condition that a persona in use should have been reviewed before that day (today)."""
    return Q(review_due_on__lt=on or timezone.localdate()) & ~Q(status="deprecated")


def soon(on: date | None = None) -> tuple[date, date]:
    """The first and the last day of the thirty days from that day (today) on."""
    first = on or timezone.localdate()
    return first, first + SOON
