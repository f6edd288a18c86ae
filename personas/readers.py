"""What readers do for themselves: star personas, and name views."""

from collections.abc import Collection

from personas.models import Persona, SavedView, Star


def starred_by(user) -> Collection[int]:
    """The primary keys of the personas that the user starred."""
    known = getattr(user, "starred", None)  # a Sight says so itself
    return Star.objects.filter(user=user).values_list("persona", flat=True) if known is None else known


def set_star(*, persona: Persona, is_starred: bool, by) -> None:
    """Star the persona for the user, or take the star away; doing so twice changes nothing."""
    if is_starred:
        Star.objects.get_or_create(user=by, persona=persona)
    else:
        Star.objects.filter(user=by, persona=persona).delete()


def new_view(*, page: str, query: str, by) -> SavedView:
    """A view of the user's that isn't saved yet. `page` and `query` are what a form sent, and may be anything."""
    return SavedView(owner=by, page=page, query=query.removeprefix("?"))
