"""Which traits of facets that become one say the same: those that share a wording, as their statement or an alias."""

from collections.abc import Sequence

from personas.models import Trait, TraitAlias


def same_traits(traits: Sequence[Trait], aliases: Sequence[TraitAlias]) -> dict[int, int]:
    """From the primary key of each trait that goes to that of the one that stays: the first, in the order given, of
    those that are the same."""
    stays = {trait.pk: trait.pk for trait in traits}

    def root(key: int) -> int:
        while stays[key] != key:
            key = stays[key]
        return key

    place = {trait.pk: number for number, trait in enumerate(traits)}
    holder: dict[str, int] = {}
    wordings = [(trait.pk, trait.key) for trait in traits] + [(alias.trait_id, alias.key) for alias in aliases]
    for trait, key in wordings:
        one, other = root(holder.setdefault(key, trait)), root(trait)
        first, second = sorted((one, other), key=place.get)
        stays[second] = first
    return {key: root(key) for key in stays if root(key) != key}
