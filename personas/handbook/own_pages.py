"""The hook for apps above this one: pages of their own kind in the writer's dialect, written and read back."""

from collections.abc import Callable, Iterable

from .drafts import PageDraft
from .outline import Outline
from .pages import Page
from .vocabulary import Vocabulary

Reader = Callable[[Page, Outline, Vocabulary], PageDraft]
Writer = Callable[[], Iterable[Page]]

_kinds: dict[str, tuple[Reader, Writer]] = {}


def register_own_pages(kind: str, read: Reader, write: Writer) -> None:
    """Have exports hold the pages that `write()` gives, and imports read those that begin with `dramatis: <kind>`.

    `read(page, tree, vocabulary)` answers a draft; it raises HandbookError for a page that can't be read.
    """
    _kinds[kind] = read, write


def reader_of(kind: object) -> Reader | None:
    """Who reads pages of that kind, or None."""
    return _kinds[kind][0] if isinstance(kind, str) and kind in _kinds else None


def written_by_others() -> list[Page]:
    """The pages of all registered kinds."""
    return [page for _, write in _kinds.values() for page in write()]
