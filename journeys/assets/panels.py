"""Assets on the pages of the catalogue: those made for a persona, and those of a content type."""

from collections import defaultdict
from collections.abc import Sequence

from journeys.models import Asset
from personas.models import ContentFormat, Persona

OF_A_PERSONA = 5
OF_A_TYPE = 4


def assets_for(persona: Persona, user) -> tuple[str, dict] | None:
    """What was made for a persona, the newest first; nothing where she may not be seen. Two queries."""
    made = Asset.objects.for_personas(Persona.objects.visible_to(user).filter(pk=persona.pk))
    newest = made.defer("summary").select_related("content_format").sorted_by("newest")
    shown = list(newest[: OF_A_PERSONA + 1])
    if not shown:
        return None
    count = made.count() if len(shown) > OF_A_PERSONA else len(shown)
    return "journeys/assets/_panel.html", {"persona": persona, "assets": shown[:OF_A_PERSONA], "count": count}


def assets_of_types(formats: Sequence[ContentFormat], user) -> dict[int, tuple[str, dict]]:
    """For each content type that has any, the newest assets of it. Two queries."""
    of_these = Asset.objects.filter(content_format__in=[each.pk for each in formats])
    counts = of_these.count_by("content_format")
    shown = defaultdict(list)
    for asset in of_these.first_of_each_format(OF_A_TYPE).defer("summary").sorted_by("newest") if counts else ():
        shown[asset.content_format_id].append(asset)
    return {
        each.pk: (
            "journeys/assets/_content_panel.html",
            {
                "format": each,
                "assets": shown[each.pk],
                "count": counts[each.pk],
                "more": counts[each.pk] - len(shown[each.pk]),
            },
        )
        for each in formats
        if each.pk in counts
    }
