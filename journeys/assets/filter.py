"""The asset library: what it can be narrowed down by."""

from functools import cached_property

from django.contrib.auth import get_user_model

from journeys.ages import NEW_FOR_MONTHS, OLD_AFTER_MONTHS
from journeys.aspects import COUNTED
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
# All that lines, options and counts of assets are made of, beside the day and the personas.
OF_PERSONAS, OF_STAGES, Owner = Asset.personas.through, Asset.stages.through, get_user_model()
MADE_OF = Asset, OF_PERSONAS, OF_STAGES, ContentFormat, Journey, Stage, Owner
KEPT = 200  # counts
# What is counted of all assets needs the fewest tables, and what is counted of those with some words the most.
_of_all = {
    "content": Memory(COUNTED, ContentFormat, most=8),
    "persona": Memory(OF_PERSONAS, most=8),
    "stage": Memory(OF_STAGES, most=8),
    "age": Memory(COUNTED, most=8),
    "owner": Memory(COUNTED, Owner, most=8),
    "link": Memory(COUNTED, most=8),
}
_of_told = Memory(*MADE_OF, most=KEPT)


class AssetFilter(OfferingFilter):
    """Assets by what they are, for whom they are made and where they help, as far as the user may see these. The
    queryset is all of them."""

    what = "asset"
    counts = Memory(COUNTED, *MADE_OF[1:], most=KEPT)

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
        return {str(pk): f"{journey}: {name}" for pk, journey, name in stages_seen(may_see_drafts(self.user))}

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

    def memory_for(self, name):
        rest = self.without(name).keys() - {"sort"}
        if "q" in rest:
            return _of_told
        return self.counts if rest else _of_all[name]

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
def stages_seen(drafts: bool) -> list[tuple[int, str, str]]:
    """Primary key, journey and name of the stages of all journeys, in order; of those that are `drafts`, too."""
    stages = Stage.objects.all() if drafts else Stage.objects.filter(journey__in=Journey.objects.published())
    ordered = stages.order_by("journey__order", "journey__name", "journey", "order", "pk")
    return list(ordered.values_list("pk", "journey__name", "name"))
