"""Finding out what a merge would do. Nothing is written here."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import ForeignKey, Model, Q, QuerySet

from personas.models import (
    ContentFormat,
    DifferentTraits,
    Facet,
    PersonaTrait,
    PersonaType,
    PurchasingRole,
    Team,
    Trait,
    TraitAlias,
)

from .decisions import pairs_after
from .links import links_of, links_to, unique_sets
from .plan import Change, MergePlan, Move, Removal, chunks
from .refusals import refusals
from .rules import RULES, is_bare_link
from .same_traits import same_traits
from .settings import definition_of, remarks_on_settings
from .statements import laid_out, reading_place, rows_of_sharers, sharers_of

MERGEABLE = (Trait, Facet, ContentFormat, PurchasingRole, PersonaType, Team)


def can_merge(model: type[Model]) -> bool:
    return model in MERGEABLE


def plan_merge(kept: Model, gone: Sequence[Model], *, lock: bool = False) -> MergePlan:
    """What merging the `gone` rows into the `kept` one of the same model would do, or what stands in the way.

    With `lock`, all rows concerned are locked until the end of the transaction. The number of queries doesn't grow
    with the number of rows.
    """
    plan = MergePlan(kept, list(gone))
    plan.obstacles = refusals(kept, gone)
    if not plan.obstacles:
        _Planner(plan, lock).run()
        plan.refuse_bad_values()
    return plan


class _Planner:
    """One plan in the making."""

    def __init__(self, plan: MergePlan, lock: bool):
        self.plan = plan
        self.lock = lock
        self.statements: list[Change] = []
        self.traits: dict[int, int] = {}

    def run(self) -> None:
        kept, gone = self.plan.kept, self.plan.gone
        into = {row.pk: kept.pk for row in gone}
        if isinstance(kept, Facet):
            self.prepare_facets([kept, *gone])
        elif isinstance(kept, Trait):
            self.prepare_traits([kept, *gone], into)
        else:
            self.keep_names(gone)
        if definition := definition_of(kept, gone):
            self.plan.changes.append(Change(kept, definition))
        self.fold(type(kept), into)

    def rows(self, queryset: QuerySet) -> list[Model]:
        """The rows with what they point to, in the order of their primary keys."""
        links = [field.name for field in links_of(queryset.model)]
        queryset = queryset.select_related(*links).order_by("pk")
        return list(queryset.select_for_update(of=("self",)) if self.lock else queryset)

    def fold(self, model: type[Model], into: dict[int, int]) -> None:
        """Plan that rows of a model go `into` others of it: what points to them moves, what would stand twice becomes
        one in the same way, and then they go."""
        if model is Trait and into:
            self.move_decisions(into)
        for link in links_to(model) if into else ():
            if link.model is DifferentTraits:
                continue
            rows = self.linked(link, into)
            pairs = self.doubles(link, rows, into)
            self.fold(link.model, pairs)
            moving = [row for row in rows if getattr(row, link.attname) in into and row.pk not in pairs]
            if moving:
                self.plan.operations.append(Move(link, moving, into))
        if into:
            self.plan.operations.append(Removal(model, list(into)))

    def linked(self, link: ForeignKey, into: dict[int, int]) -> list[Model]:
        """The rows that point to what goes; and to what stays, where two of them could be in each other's way."""
        targets = set(into) | set(into.values()) if unique_sets(link) else set(into)
        removed = {
            key
            for each in self.plan.operations
            if isinstance(each, Removal) and each.model is link.model
            for key in each.keys
        }
        rows = self.rows(link.model._base_manager.filter(**{f"{link.name}__in": targets}))
        return [row for row in rows if row.pk not in removed]

    def doubles(self, link: ForeignKey, rows: list[Model], into: dict[int, int]) -> dict[int, int]:
        """The rows that would be there twice, each with the one that it becomes one with."""
        if link.model is Trait and link.related_model is Facet:
            return self.traits
        if link.model is PersonaTrait and link.related_model is Trait:
            self.plan.joined += [change for change in self.statements if change.gone]
            self.plan.changes += [change for change in self.statements if not change.gone]
            return {row.pk: change.row.pk for change in self.statements for row in change.gone}
        pairs: dict[int, int] = {}
        for names in unique_sets(link):
            for same in groups(rows, link, names, into):
                first, *others = sorted(same, key=lambda row: (getattr(row, link.attname) in into, row.pk))
                self.join(link, names, first, others)
                pairs |= {row.pk: first.pk for row in others}
        return pairs

    def join(self, link: ForeignKey, names: Sequence[str], first: Model, others: list[Model]) -> None:
        """Plan what the first of several rows becomes, or note that nobody said how they become one."""
        if rule := RULES.get(link.model):
            if values := rule.joined([first, *others]):
                self.plan.joined.append(Change(first, values, others))
        elif not is_bare_link(link.model, names):
            what = link.model._meta.verbose_name
            self.plan.obstacles.append(
                f"“{first}” and “{others[0]}” can't both stay, and nobody has said how each {what} becomes one with"
                " another. Change or delete one of the two first."
            )

    def prepare_traits(self, traits: list[Trait], into: dict[int, int]) -> None:
        """Plan how personas' lists come together, and which wordings stay as aliases."""
        keys = [trait.pk for trait in traits]
        aliases = self.rows(TraitAlias.objects.filter(trait__in=keys))
        self.keep_statements(traits, aliases, into, traits[0].facet)
        self.statements = list(laid_out(self.statement_rows(rows_of_sharers(keys)), into))

    def prepare_facets(self, facets: list[Facet]) -> None:
        """Plan which traits become one, how personas' lists come together, and whom the facet applies to then."""
        traits = self.rows(Trait.objects.filter(facet__in=facets))
        places = {facet.pk: (facet is not facets[0], reading_place(facet)) for facet in facets}
        traits.sort(key=lambda trait: (places[trait.facet_id], trait.pk))
        aliases = self.rows(TraitAlias.objects.filter(facet__in=facets))
        self.traits = same_traits(traits, aliases)
        self.keep_statements(traits, aliases, self.traits, facets[0])
        in_facets = PersonaTrait.objects.filter(trait__facet__in=facets)
        sharers = chunks(sharers_of(facets, self.traits))
        rows = [row for keys in sharers for row in self.statement_rows(in_facets.filter(persona__in=keys))]
        self.statements = list(laid_out(rows, self.traits))
        if not self.traits:
            self.plan.joined += [change for change in self.statements if change.gone]
            self.plan.changes += [change for change in self.statements if not change.gone]
        by_key = {trait.pk: trait for trait in traits}
        for key, stays in self.traits.items():
            self.plan.joined.append(Change(by_key[stays], {"statement": by_key[stays].statement}, [by_key[key]]))
        self.keep_names(facets[1:])
        self.widen(facets)
        self.plan.remarks += remarks_on_settings(facets[0], facets[1:])

    def move_decisions(self, into: dict[int, int]) -> None:
        """What is known to differ from a trait that goes differs from the one that stays. The two links of such a row
        change together, in the order that the database holds."""
        touched = sorted({*into, *into.values()})
        pairs = DifferentTraits.objects.filter(Q(first__in=touched) | Q(second__in=touched))
        changes, needless = pairs_after(self.rows(pairs), into)
        self.plan.changes += changes
        if needless:
            self.plan.operations.append(Removal(DifferentTraits, [row.pk for row in needless]))

    def statement_rows(self, queryset: QuerySet[PersonaTrait]) -> list[PersonaTrait]:
        queryset = queryset.select_related("persona", "trait__facet").order_by("pk")
        return list(queryset.select_for_update(of=("self",)) if self.lock else queryset)

    def widen(self, facets: list[Facet]) -> None:
        """A facet without types applies to all, so with one of those the links of the others have to go."""
        through = Facet.applies_to.through
        rows = self.rows(through._base_manager.filter(facet__in=facets))
        if rows and {row.facet_id for row in rows} != {facet.pk for facet in facets}:
            self.plan.operations.append(Removal(through, [row.pk for row in rows]))
            self.plan.remarks.append(f"“{facets[0]}” applies to all types of persona, as one of the facets did.")

    def keep_names(self, gone: Iterable[Model]) -> None:
        """Keep the names that go as aliases."""
        alias_model = self.plan.kept._meta.get_field("aliases").related_model
        known = set(alias_model.objects.filter(key__in=[row.key for row in gone]).values_list("key", flat=True))
        self.plan.aliases += [
            alias_model(term=self.plan.kept, wording=row.name, key=row.key) for row in gone if row.key not in known
        ]

    def keep_statements(
        self, traits: Sequence[Trait], aliases: Sequence[TraitAlias], into: dict[int, int], facet: Facet
    ) -> None:
        """Keep the statements that go as aliases, and drop aliases that say what their trait says itself."""
        by_key = {trait.pk: trait for trait in traits}
        own = [alias for alias in aliases if alias.key == by_key[into.get(alias.trait_id, alias.trait_id)].key]
        if own:
            self.plan.operations.append(Removal(TraitAlias, [alias.pk for alias in own]))
        known = {alias.key for alias in aliases} | {by_key[stays].key for stays in into.values()}
        for key, stays in into.items():
            trait = by_key[key]
            if trait.key not in known:
                known.add(trait.key)
                self.plan.aliases.append(
                    TraitAlias(trait=by_key[stays], facet=facet, wording=trait.statement, key=trait.key)
                )


def groups(rows: Iterable[Model], link: ForeignKey, names: Sequence[str], into: dict[int, int]) -> list[list[Model]]:
    """The rows that would have the same values in all of the named fields."""
    found = defaultdict(list)
    attributes = [link.model._meta.get_field(name).attname for name in names]
    for row in rows:
        values = tuple(
            into.get(getattr(row, name), getattr(row, name)) if name == link.attname else getattr(row, name)
            for name in attributes
        )
        if None not in values:
            found[values].append(row)
    return [same for same in found.values() if len(same) > 1]
