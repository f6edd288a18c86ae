"""An editor's word that two traits which look alike aren't the same."""

from django.db import transaction

from personas.history import log_change
from personas.models import DifferentTraits, Trait


class PairGoneError(Exception):
    """The two aren't both there any more, or no longer statements of one facet."""


@transaction.atomic
def tell_apart(one: int, other: int, *, by) -> tuple[Trait, Trait]:
    """Note that the traits of these primary keys differ, and who says so; the first such note stays. Returns the two.

    Raises PairGoneError.
    """
    first, second = locked_pair(one, other)
    _, is_new = DifferentTraits.objects.get_or_create(first=first, second=second, defaults={"decided_by": by})
    if is_new:
        log_change([first], by=by, message=f"Said to differ from “{second}”.")
        log_change([second], by=by, message=f"Said to differ from “{first}”.")
    return first, second


@transaction.atomic
def take_back(one: int, other: int, *, by) -> tuple[Trait, Trait]:
    """Let the traits of these primary keys be suggested as perhaps the same again. Returns the two.

    Raises PairGoneError.
    """
    first, second = locked_pair(one, other)
    count, _ = DifferentTraits.objects.filter(first=first, second=second).delete()
    if count:
        log_change([first, second], by=by, message="Taken back that the two differ.")
    return first, second


def locked_pair(one: int, other: int) -> tuple[Trait, Trait]:
    """The two traits in the order of their primary keys, locked against being merged meanwhile."""
    pair = tuple(Trait.objects.select_for_update().filter(pk__in=[one, other]).order_by("pk"))
    if len(pair) != 2 or pair[0].facet_id != pair[1].facet_id:
        raise PairGoneError
    return pair
