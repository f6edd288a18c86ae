"""The list of personas: what it can be narrowed down by."""

from collections import defaultdict
from dataclasses import replace
from functools import cached_property

from django.contrib.auth import get_user_model

from personas.colleagues import called
from personas.filters.fields import Options, Setting, Words
from personas.filters.lists import ListFilter
from personas.filters.parts import Option, OptionGroup
from personas.markdown import plain_text
from personas.models import ContentFormat, ContentPreference, Facet, Persona, PersonaType, PurchasingRole, Trait

MOST_OPTIONS = 40  # statements of a facet
LARGEST_KEY = 18  # digits
ORDERS = [
    ("name", "Name"),
    ("role", "Role"),
    ("type", "Type"),
    ("reviewed", "Last reviewed"),
    ("updated", "Last updated"),
]
LOOKS = [("grid", "Grid"), ("table", "Table")]
TIERS = {str(value): label for value, label in ContentPreference.Tier.choices}


def keys_in(values: list[str]) -> list[int]:
    """Those of the values that may be primary keys."""
    return [int(value) for value in values if value.isascii() and value.isdigit() and len(value) <= LARGEST_KEY]


class PersonaFilter(ListFilter):
    """Personas by everything a team knows them by. The queryset is what the user may see, deprecated ones too, which
    are left out unless the status asks for them."""

    q = Words("Words")
    type = Options("Type")
    status = Options("Status")
    starred = Options("Starred")
    trait = Options("Statement")
    role = Options("Purchasing role")
    first = Options("Purchasing role")
    content = Options("Content type")
    tier = Options("Tier")
    title = Words("Job title")
    owner = Options("Owner")
    sort = Setting("Sort", ORDERS)
    view = Setting("View", LOOKS)

    def words(self, name):
        return getattr(self, f"words_of_{name}")()

    def words_of_type(self):
        return dict(PersonaType.objects.values_list("slug", "name"))

    def words_of_status(self):
        sees_drafts = self.user.has_perm("personas.change_persona")
        return {value: label for value, label in Persona.Status.choices if value != "draft" or sees_drafts}

    def words_of_starred(self):
        return {"1": "Starred by me"}

    def words_of_trait(self):
        return {str(pk): plain_text(trait.statement) for pk, trait in self.traits.items()}

    def words_of_role(self):
        return dict(PurchasingRole.objects.values_list("slug", "name"))

    def words_of_first(self):
        return {"1": "As the first role"}

    def words_of_content(self):
        return dict(ContentFormat.objects.values_list("slug", "name"))

    def words_of_tier(self):
        return TIERS

    def words_of_owner(self):
        """The owners that the address names. Whoever only owns what the user may not see is unknown."""
        keys = keys_in(self.chosen("owner"))
        if not keys:
            return {}
        owners = get_user_model().objects.filter(pk__in=keys, owned_personas__in=self.queryset).distinct()
        return {str(owner.pk): called(owner) for owner in owners}

    @cached_property
    def traits(self) -> dict[int, Trait]:
        """The statements that the address names, as far as they are true of anybody whom the user may see."""
        keys = keys_in(self.chosen("trait"))
        if not keys:
            return {}
        known = Trait.objects.filter(facet__comparable=True, persona_traits__persona__in=self.queryset)
        return known.select_related("facet").distinct().in_bulk(keys)

    def narrowed(self, state):
        found = super().narrowed(state)
        return found if "status" in state else found.current()

    def by_q(self, personas, words, state):
        return personas.mentioning(words)

    def by_type(self, personas, chosen, state):
        return personas.of_types(chosen)

    def by_status(self, personas, chosen, state):
        return personas.of_statuses(chosen)

    def by_starred(self, personas, chosen, state):
        return personas.starred_by(self.user)

    def by_trait(self, personas, chosen, state):
        for traits in self.by_facet(chosen).values():
            personas = personas.having_one_of(traits)
        return personas

    def by_role(self, personas, chosen, state):
        return personas.playing(chosen, "first" in state)

    def by_first(self, personas, chosen, state):
        return personas.playing((), True)

    def by_content(self, personas, chosen, state):
        return personas.preferring(chosen, state.get("tier", ()))

    def by_tier(self, personas, chosen, state):
        return personas.preferring((), chosen)

    def by_title(self, personas, words, state):
        return personas.titled(words)

    def by_owner(self, personas, chosen, state):
        return personas.owned_by(chosen)

    def by_facet(self, chosen: list[str]) -> dict[int, list[str]]:
        """The chosen statements by the primary key of their facet."""
        found = defaultdict(list)
        for value in chosen:
            found[self.traits[int(value)].facet_id].append(value)
        return found

    def chip_label(self, name, value):
        if name == "trait" and value in self.labels["trait"]:
            return f"{self.traits[int(value)].facet.name}: {self.labels['trait'][value]}"
        if name in ("starred", "first") and value in self.labels[name]:
            return self.labels[name][value]
        return super().chip_label(name, value)

    @cached_property
    def statuses(self) -> dict[str, int]:
        everybody = super().narrowed(self.without("status"))
        return everybody.count_by("status")

    @cached_property
    def groups(self) -> list[OptionGroup]:
        """Every facet with its options; what nobody has is left out where a vocabulary has no end."""
        chosen_tiers, chosen_formats = self.state.get("tier", ()), self.state.get("content", ())
        roles = self.narrowed(self.without("role", "first"))
        content = self.narrowed(self.without("content", "tier"))
        tiers = content.count_by_tier(chosen_formats)
        return [
            self.group("type", self.narrowed(self.without("type")).count_by("type__slug"), starts_open=True),
            self.group("status", self.statuses, starts_open=True),
            *self.trait_groups(),
            self.role_group(roles.count_by_role("first" in self.state)),
            self.group("content", content.count_by_format(chosen_tiers)),
            self.group("tier", {str(tier): count for tier, count in tiers.items()}),
            self.owner_group(),
            # Without a count: a star on a card would make it a lie.
            OptionGroup("starred", "starred", "Starred", [self.switch("starred")], starts_open=True),
        ]

    def switch(self, name: str) -> Option:
        """The one option of a filter that is on or off."""
        return Option("1", self.labels[name]["1"], None, "1" in self.chosen(name), name)

    def role_group(self, counts: dict[str, int]) -> OptionGroup:
        group = self.group("role", counts)
        return replace(group, options=[*group.options, self.switch("first")]) if group.options else group

    def owner_group(self) -> OptionGroup:
        chosen = set(self.chosen("owner"))
        rows = self.narrowed(self.without("owner")).count_by_owner()
        options = [
            Option(str(pk), f"{first} {last}".strip() or username, count, str(pk) in chosen)
            for pk, first, last, username, count in rows
        ]
        return OptionGroup("owner", "owner", "Owner", with_all_chosen(options, self.labels["owner"]))

    def trait_groups(self) -> list[OptionGroup]:
        """A group for every comparable facet. Where a facet has choices, its own don't count against each other, so
        it is counted by itself."""
        rows = defaultdict(list)
        choices = self.by_facet(self.state.get("trait", []))
        for facet in (None, *choices):
            for pk, owner, statement, count in self.rest_of(choices, facet).count_by_trait():
                if owner == facet or (facet is None and owner not in choices):
                    rows[owner].append((pk, statement, count))
        facets = Facet.objects.filter(comparable=True)
        return [self.trait_group(facet, rows[facet.pk]) for facet in facets if facet.pk in rows or facet.pk in choices]

    def rest_of(self, choices: dict[int, list[str]], facet: int | None):
        """The personas that everything asks for but the choices in one facet."""
        others = [value for other, values in choices.items() if other != facet for value in values]
        return self.narrowed({**self.without("trait"), **({"trait": others} if others else {})})

    def trait_group(self, facet: Facet, rows: list[tuple]) -> OptionGroup:
        """The most common statements of the facet, and those chosen."""
        chosen = {str(pk): self.labels["trait"][str(pk)] for pk, trait in self.traits.items() if trait.facet == facet}
        kept = [row for place, row in enumerate(rows) if place < MOST_OPTIONS or str(row[0]) in chosen]
        options = [Option(str(pk), plain_text(statement), count, str(pk) in chosen) for pk, statement, count in kept]
        key = f"trait-{facet.slug}"
        return OptionGroup("trait", key, facet.name, with_all_chosen(options, chosen), len(rows) - len(kept))


def with_all_chosen(options: list[Option], chosen: dict[str, str]) -> list[Option]:
    """The options, and before them those chosen that none is left of."""
    counted = {option.value for option in options}
    return [Option(value, label, 0, True) for value, label in chosen.items() if value not in counted] + options
