"""Pages whose views readers can save: the catalogue's own, and those that the apps above it register."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SavedPage:
    """What a saved view calls its page, and the name of the page's address, which takes no arguments."""

    label: str
    address: str


_pages: dict[str, SavedPage] = {}


def register_saved_page(key: str, label: str, address: str) -> None:
    """Let readers save views of a page, from an app's `ready()`. The page's own context then says `saved_as`: the key.

    Raises ValueError when another page took the key already.
    """
    page = SavedPage(label, address)
    if _pages.setdefault(key, page) != page:
        raise ValueError(f"There is a page “{key}” already.")


def saved_page(key: str) -> SavedPage | None:
    """The page of that key; None when nobody knows it."""
    return _pages.get(key)
