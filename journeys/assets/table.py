"""The table of assets, out and in again."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.admin.models import ADDITION
from django.core.exceptions import ValidationError

from journeys.models import Asset
from personas.history import log_change
from personas.models import Persona
from personas.spreadsheets.columns import Account, Column, Day, Line, Named, People, Text
from personas.spreadsheets.resource import BATCH, Table, rewrite

from .stage_column import StageLines

MESSAGE = "Changed by a table."
# What a column holds, the field that it stands for, and what the field's own table calls the other end.
LINKS = {"people": ("personas", "persona"), "places": ("stages", "stage")}


class Assets(Table):
    """Assets by their address. Personas and stages that the user may not see stay as they are."""

    name, title = "assets", "Assets"
    about = "The content there is, a row a piece. A row with an address that isn't there yet adds a piece."
    listed = Asset
    permissions = ("journeys.add_asset", "journeys.change_asset")
    needs = (("Address",),)

    url = Column(
        "url",
        "Address",
        Line(),
        "Where it is, e.g. https://example.com/acme-story. It says which piece is meant.",
        key=True,
        required=True,
        width=50,
        also=("URL", "Link"),
    )
    asset_title = Column("title", "Title", Line(), "What it is called.", required=True, width=50, also=("Name",))
    content_format = Column(
        "content_format",
        "Content type",
        Named("content_format"),
        "The content type's name or another wording for it, e.g. Case study.",
        required=True,
        also=("Type", "Format"),
    )
    people = Column(
        "people",
        "Personas",
        People(),
        "Their addresses with commas between, e.g. tech-exec-tristan.",
        width=40,
        also=("Persona", "Audience"),
    )
    places = Column(
        "places",
        "Stages",
        StageLines(),
        "A line each: the stage, with its journey before it where several have one of the name.",
        width=40,
        also=("Stage",),
    )
    owner = Column("owner", "Owner", Account(), "The account of the colleague who keeps it up to date.", width=16)
    published_on = Column(
        "published_on",
        "Published on",
        Day(),
        "When it came out or was last revised, as 2026-11-21.",
        width=14,
        also=("Published", "Date"),
    )
    summary = Column(
        "summary", "Summary", Text(), "What it says, in a sentence or two. Markdown.", width=60, also=("Description",)
    )

    class Meta:
        model = Asset

    def rows_for_export(self, queryset):
        return queryset.select_related("content_format", "owner").order_by("title", "pk")

    def instances(self, queryset):
        people, places = self.people_of(queryset), self.places_of(queryset)
        for asset in super().instances(queryset):
            asset.people, asset.places = people(asset), places(asset)
            yield asset

    def people_of(self, assets):
        """A function that answers for an asset the personas it is for, by address. Two queries, and that of them."""
        by_pk = {persona.pk: persona for persona in self.lookups.people.values()}
        rows = linked(assets, "people")
        return lambda asset: tuple(
            sorted((by_pk[pk] for pk in rows[asset.pk] if pk in by_pk), key=lambda persona: persona.slug)
        )

    def places_of(self, assets):
        """A function that answers for an asset the stages it helps in, in their order."""
        known = self.fields["places"].widget.known
        by_pk = {stage.pk: stage for stage in known.stages}
        rows = linked(assets, "places")
        return lambda asset: known.in_order(by_pk[pk] for pk in rows[asset.pk] if pk in by_pk)

    def before_import(self, dataset, **kwargs):
        assets = Asset.objects.select_related("content_format", "owner").order_by("pk")
        people, places = self.people_of(Asset.objects.all()), self.places_of(Asset.objects.all())
        self.by_url = {}
        for asset in self.locked(assets):
            asset.people, asset.places = people(asset), places(asset)
            self.by_url[asset.url] = asset

    def find(self, values):
        url = values["Address"]
        found = self.by_url.get(url)
        if found is None:
            found = Asset(url=url)
            found.people = found.places = ()
        return found, url

    def prepare(self, instance):
        missing = [
            column.column_name
            for column in self.columns
            if column.required and column.attribute != "url" and column.get_value(instance) in (None, "")
        ]
        errors = {heading: f"Fill in the {heading.lower()}." for heading in missing}
        if self.is_new:
            try:
                Asset._meta.get_field("url").clean(instance.url, instance)
            except ValidationError:
                errors["Address"] = "Write a whole address such as https://example.com/acme-story."
        if errors:
            raise ValidationError(errors)

    def write_new(self, instances):
        super().write_new(instances)
        for attribute in LINKS:
            write_links(instances, attribute)

    def write_changed(self, instances):
        rewrite(instances, {"updated_at", *self.touched} - set(LINKS))
        shown = {"people": Persona.objects.visible_to(self.user).values("pk"), "places": self.shown_stages()}
        for attribute in sorted(self.touched & set(LINKS)):
            clear_links(instances, attribute, shown[attribute])
            write_links(instances, attribute)

    def shown_stages(self) -> list[int]:
        return [stage.pk for stage in self.fields["places"].widget.known.stages]

    def log(self, *, by):
        log_change(self.create_instances, by=by, message=MESSAGE, action=ADDITION)
        log_change(self.update_instances, by=by, message=MESSAGE)


def linked(assets, attribute: str) -> dict[int, list[int]]:
    """The primary keys at the other ends of the assets' links. One query."""
    through, end = ends_of(attribute)
    found = defaultdict(list)
    rows = through.objects.order_by().filter(asset__in=assets.order_by().values("pk"))
    for asset, other in rows.values_list("asset", end):
        found[asset].append(other)
    return found


def clear_links(assets: list[Asset], attribute: str, shown) -> None:
    """Take away the links of the assets to those ends that the user may see."""
    through, end = ends_of(attribute)
    for some in batches(assets):
        through.objects.filter(asset__in=[asset.pk for asset in some], **{f"{end}__in": shown}).delete()


def write_links(assets: list[Asset], attribute: str) -> None:
    """Tie the assets to what their attribute holds."""
    through, end = ends_of(attribute)
    rows = [through(**{"asset": asset, end: other}) for asset in assets for other in getattr(asset, attribute)]
    through.objects.bulk_create(rows, batch_size=BATCH)


def ends_of(attribute: str):
    """The table behind a column, and what it calls the other end."""
    field, end = LINKS[attribute]
    return getattr(Asset, field).through, end


def batches(rows: list) -> Iterable[list]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))
