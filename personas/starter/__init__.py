"""The starter catalogue: persona pages, guides and the vocabulary, in the handbook's own dialect; and the hook through
which the apps above add theirs."""

from collections.abc import Callable
from pathlib import Path

_folders: dict[str, Path] = {}
_loaders: dict[str, Callable[[], object]] = {}


def register_starter(name: str, *, pages: Path | None = None, load: Callable[[], object] | None = None) -> None:
    """Have the starter hold the pages in a folder, and what `load()` adds once all pages are in; from an app's
    `ready()`."""
    if pages:
        _folders[name] = pages
    if load:
        _loaders[name] = load


def starter_files() -> list[Path]:
    """The starter's pages in a stable order, those of the catalogue first."""
    folders = [Path(__file__).parent, *(_folders[name] for name in sorted(_folders))]
    return [file for folder in folders for file in sorted(folder.glob("*.md"))]


def load_what_is_no_page() -> None:
    """Load the colleagues, what they keep, and what apps above keep otherwise than on pages."""
    from .colleagues import load_colleagues
    from .keeping import load_keeping

    load_colleagues()
    load_keeping()
    for name in sorted(_loaders):
        _loaders[name]()
