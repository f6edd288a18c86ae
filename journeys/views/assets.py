"""The asset library, and the page of one asset."""

from collections.abc import Sequence

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from journeys.ages import OLD_AFTER_MONTHS, old_before
from journeys.assets.filter import MADE_OF, AssetFilter
from journeys.assets.lines import Rows, lines_of
from journeys.models import Asset, ContentTask, Journey, Stage
from journeys.places import choice_in_place, naming_personas, once
from personas.data_version.catalogue import NAMED, STANDING
from personas.kept.frames import framed
from personas.kept.pages import kept
from personas.links import CatalogueLinks
from personas.models import Persona
from personas.views.lists import filter_context, listing, page_of, title_of

PAGE_SIZE = 30


def filtered_list(request) -> AssetFilter:
    return once(request, lambda: AssetFilter(request.GET, Asset.objects.all(), request.user))


def names_on_list(request, places: Sequence[str]) -> dict[str, str]:
    """What changes with every edit of a persona: those to choose from."""
    return choice_in_place(request, filtered_list(request).choice) if places else {}


@require_safe
@kept()
@framed(*MADE_OF, STANDING, NAMED, fill=names_on_list, further=naming_personas)
def asset_list(request):
    """Assets, narrowed down by everything that the address says."""
    filtered = filtered_list(request)
    context = page_of(request, Rows(filtered.qs.sorted_by(filtered.setting("sort"))), PAGE_SIZE)
    if context["page"] is not None:
        context["page"].object_list = lines_of(context["page"].object_list, filtered.census, request.user)
    context |= filter_context(filtered, "assets") | {
        "section": "assets",
        "title": title_of("Asset library", filtered, context),
        "old_before": old_before(),
    }
    return listing(request, "journeys/assets/list.html", "journeys/assets/_results.html", context)


def with_audience(assets, user):
    """The assets with `shown_personas` and `shown_stages`: those that the user may see."""
    journeys = Journey.objects.visible_to(user).values("pk")
    stages = Stage.objects.filter(journey__in=journeys).select_related("journey")
    return assets.select_related("content_format", "owner").prefetch_related(
        Prefetch("personas", Persona.objects.visible_to(user), to_attr="shown_personas"),
        Prefetch("stages", stages.order_by("journey__order", "journey", "order", "pk"), to_attr="shown_stages"),
    )


@require_safe
@kept()
def asset(request, pk):
    """One asset: where it is, what it says, for whom and where it helps."""
    if pk >= 2**63:
        raise Http404("There is no such asset.")
    found = get_object_or_404(with_audience(Asset.objects.all(), request.user), pk=pk)
    context = {
        "section": "assets",
        "asset": found,
        "is_old": found.is_old,
        "old_after": OLD_AFTER_MONTHS,
        "tasks": ContentTask.objects.visible_to(request.user).filter(asset=found).select_related("persona", "stage"),
        "links": CatalogueLinks(request.user),
    }
    return render(request, "journeys/assets/detail.html", context)
