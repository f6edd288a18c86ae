"""The asset library: what it can be narrowed down by."""

from functools import cached_property

from django.contrib.auth import get_user_model

from journeys.ages import NEW_FOR_MONTHS, OLD_AFTER_MONTHS
from journeys.models import Asset, Journey, Stage
from personas.colleagues import called
from personas.filters.fields import Options, Setting, Words
from personas.filters.lists import ListFilter
from personas.filters.parts import Option, OptionGroup
from personas.filters.personas import keys_in
from personas.models import ContentFormat, Persona
from personas.models.persona import heading_of

ORDERS = [("title", "Title"), ("newest", "Newest"), ("oldest", "Oldest"), ("type", "Content type")]
AGES = {
    "new": f"Up to {NEW_FOR_MONTHS} months",
    "fresh": f"{NEW_FOR_MONTHS} to {OLD_AFTER_MONTHS} months",
    "old": f"Older than {OLD_AFTER_MONTHS} months",
    "undated": "Without a date",
}


def slugs_in(values: list[str]) -> list[str]:
    """Those of the values that a database can look for."""
    return [value for value in values if "\0" not in value]


class AssetFilter(ListFilter):
    """Assets by what they are, for whom they are made and where they help, as far as the user may see these."""

    what = "asset"

    q = Words("Words")
    content = Options("Content type")
    persona = Options("Persona")
    stage = Options("Stage")
    age = Options("Age")
    owner = Options("Owner")
    link = Options("Link")
    sort = Setting("Sort", ORDERS)

    @cached_property
    def personas(self):
        return Persona.objects.visible_to(self.user)

    def words(self, name):
        return getattr(self, f"words_of_{name}")()

    def words_of_content(self):
        return dict(ContentFormat.objects.values_list("slug", "name"))

    def words_of_persona(self):
        """The personas that the address names."""
        named = slugs_in(self.chosen("persona"))
        found = self.personas.filter(slug__in=named) if named else ()
        return {persona.slug: persona.heading for persona in found}

    def words_of_stage(self):
        journeys = Journey.objects.visible_to(self.user).values("pk")
        stages = Stage.objects.filter(journey__in=journeys).select_related("journey")
        ordered = stages.order_by("journey__order", "journey__name", "journey", "order", "pk")
        return {str(stage.pk): f"{stage.journey}: {stage}" for stage in ordered}

    def words_of_age(self):
        return AGES

    def words_of_owner(self):
        """The owners that the address names. Whoever owns no asset is unknown."""
        keys = keys_in(self.chosen("owner"))
        owners = get_user_model().objects.filter(pk__in=keys, owned_assets__isnull=False).distinct() if keys else ()
        return {str(owner.pk): called(owner) for owner in owners}

    def words_of_link(self):
        return dict(Asset.Link.choices)

    def by_q(self, assets, words, state):
        return assets.mentioning(words)

    def by_content(self, assets, chosen, state):
        return assets.of_formats(chosen)

    def by_persona(self, assets, chosen, state):
        return assets.for_personas(self.personas.filter(slug__in=chosen))

    def by_stage(self, assets, chosen, state):
        return assets.in_stages(chosen)

    def by_age(self, assets, chosen, state):
        return assets.of_ages(chosen)

    def by_owner(self, assets, chosen, state):
        return assets.owned_by(chosen)

    def by_link(self, assets, chosen, state):
        return assets.in_link_states(chosen)

    def rest(self, name: str):
        """The assets that everything asks for but the filter of that name."""
        return self.narrowed(self.without(name))

    @cached_property
    def groups(self) -> list[OptionGroup]:
        stages = {str(key): count for key, count in self.rest("stage").count_by_stage().items()}
        return [
            self.group("content", self.rest("content").count_by("content_format__slug"), starts_open=True),
            self.persona_group(),
            self.group("stage", stages),
            self.group("age", self.rest("age").count_by_age(), starts_open=True),
            self.owner_group(),
            self.group("link", self.rest("link").count_by("link_state")),
        ]

    def persona_group(self) -> OptionGroup:
        """The personas that most is made for, and those chosen."""
        counts = self.rest("persona").count_by_persona()
        rows = self.personas.order_by("name", "role_label", "pk").values_list("pk", "slug", "name", "role_label")
        counted = [(slug, heading_of(name, role), counts[pk]) for pk, slug, name, role in rows if pk in counts]
        counted.sort(key=lambda row: -row[2])
        return OptionGroup("persona", "persona", "Persona", self.options("persona", counted))

    def owner_group(self) -> OptionGroup:
        rows = self.rest("owner").count_by_owner()
        counted = [
            (str(pk), f"{first} {last}".strip() or username, count) for pk, first, last, username, count in rows
        ]
        return OptionGroup("owner", "owner", "Owner", self.options("owner", counted))

    def options(self, name: str, counted: list[tuple[str, str, int]]) -> list[Option]:
        """An option for everything counted, and before them those chosen that none is left of."""
        return with_chosen(counted, self.labels[name])


def with_chosen(counted: list[tuple[str, str, int]], chosen: dict[str, str]) -> list[Option]:
    """Options of value, label and count; those `chosen`, by their labels, are among them even where nothing is."""
    there = {value for value, _, _ in counted}
    gone = [Option(value, label, 0, True) for value, label in chosen.items() if value not in there]
    return gone + [Option(value, label, count, value in chosen) for value, label, count in counted]
