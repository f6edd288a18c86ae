"""What can't become one, each in a sentence that says what to do instead."""

from collections.abc import Sequence

from django.db.models import Model

from personas.models import Facet, Trait


def refusals(kept: Model, gone: Sequence[Model]) -> list[str]:
    """Why the rows can't be merged; empty when they can."""
    if not gone or kept.pk in {row.pk for row in gone}:
        return ["Choose at least two that differ."]
    if isinstance(kept, Trait):
        return [refused for row in gone if (refused := refuse_traits(kept, row))]
    if isinstance(kept, Facet):
        return [refused for row in gone if (refused := refuse_facets(kept, row))]
    return []


def refuse_traits(kept: Trait, gone: Trait) -> str:
    if kept.facet_id == gone.facet_id:
        return ""
    return (
        f"“{gone}” belongs to the facet “{gone.facet}” and “{kept}” to “{kept.facet}”: only statements of one facet"
        " say the same thing. Merge the facets, or move one of the two first."
    )


def refuse_facets(kept: Facet, gone: Facet) -> str:
    if gone.kind not in Facet.SHARED_KINDS:
        if kept.kind not in Facet.SHARED_KINDS:
            return (
                f"“{kept}” and “{gone}” are of different kinds ({kept.get_kind_display().lower()};"
                f" {gone.get_kind_display().lower()}), so they can't become one."
            )
        return (
            f"“{gone}” is the one facet for: {gone.get_kind_display().lower()}. It can't go into another. Choose it as"
            " the one that stays."
        )
    if kept.kind != Facet.Kind.LIST and gone.traits.exists():
        return (
            f"“{gone}” holds statements, and “{kept}” ({kept.get_kind_display().lower()}) can't hold any. Choose"
            f" “{gone}” as the one that stays."
        )
    return ""
