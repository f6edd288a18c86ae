"""The asset library: what it can be narrowed down by."""

from functools import cached_property

from django.contrib.auth import get_user_model

from journeys.ages import NEW_FOR_MONTHS, OLD_AFTER_MONTHS
from journeys.assets.querysets import AssetQuerySet
from journeys.models import Asset, Journey, Stage
from journeys.options import OfferingFilter, with_chosen
from personas.census.vocabulary import vocabulary
from personas.colleagues import called
from personas.data_version import Memory, kept_while
from personas.filters.fields import Options, Setting, Words
from personas.filters.parts import OptionGroup
from personas.filters.personas import keys_in
from personas.models import ContentFormat, Persona
from personas.querysets import may_see_drafts

ORDERS = [("title", "Title"), ("newest", "Newest"), ("oldest", "Oldest"), ("type", "Content type")]
AGES = {
    "new": f"Up to {NEW_FOR_MONTHS} months",
    "fresh": f"{NEW_FOR_MONTHS} to {OLD_AFTER_MONTHS} months",
    "old": f"Older than {OLD_AFTER_MONTHS} months",
    "undated": "Without a date",
}
# All that options and counts of assets are made of, beside the day and the personas.
MADE_OF = Asset, Asset.personas.through, Asset.stages.through, ContentFormat, Journey, Stage, get_user_model()
KEPT = 200  # counts


class AssetFilter(OfferingFilter):
    """Assets by what they are, for whom they are made and where they help, as far as the user may see these. The
    queryset is all of them."""

    what = "asset"
    counts = Memory(*MADE_OF, most=KEPT)

    q = Words("Words")
    content = Options("Content type")
    persona = Options("Persona")
    stage = Options("Stage")
    age = Options("Age")
    owner = Options("Owner")
    link = Options("Link")
    sort = Setting("Sort", ORDERS)

    def words(self, name):
        return getattr(self, f"words_of_{name}")()

    def words_of_content(self):
        return vocabulary().formats

    def words_of_stage(self):
        return stage_names(may_see_drafts(self.user))

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
        return assets.for_personas(Persona.objects.filter(pk__in=[key for slug, key in self.named if slug in chosen]))

    def by_stage(self, assets, chosen, state):
        return assets.in_stages(chosen)

    def by_age(self, assets, chosen, state):
        return assets.of_ages(chosen)

    def by_owner(self, assets, chosen, state):
        return assets.owned_by(chosen)

    def by_link(self, assets, chosen, state):
        return assets.in_link_states(chosen)

    def count_personas(self):
        return self.counted("persona", AssetQuerySet.count_by_persona)

    @cached_property
    def groups(self) -> list[OptionGroup]:
        stages = self.counted("stage", AssetQuerySet.count_by_stage)
        formats = self.counted("content", lambda assets: assets.count_by("content_format__slug"))
        return [
            self.group("content", formats, starts_open=True),
            self.persona_group,
            self.group("stage", {str(key): count for key, count in stages.items()}),
            self.group("age", self.counted("age", AssetQuerySet.count_by_age), starts_open=True),
            self.owner_group(),
            self.group("link", self.counted("link", lambda assets: assets.count_by("link_state"))),
        ]

    def owner_group(self) -> OptionGroup:
        rows = self.counted("owner", AssetQuerySet.count_by_owner)
        counted = [
            (str(pk), f"{first} {last}".strip() or username, count) for pk, first, last, username, count in rows
        ]
        return OptionGroup("owner", "owner", "Owner", with_chosen(counted, self.labels["owner"]))


@kept_while(Journey, Stage)
def stage_names(drafts: bool) -> dict[str, str]:
    """The stages of all journeys, by their primary keys as addresses name them; of those that are `drafts`, too."""
    stages = Stage.objects.all() if drafts else Stage.objects.filter(journey__in=Journey.objects.published())
    ordered = stages.order_by("journey__order", "journey__name", "journey", "order", "pk")
    return {str(pk): f"{journey}: {name}" for pk, journey, name in ordered.values_list("pk", "journey__name", "name")}
