"""The starter catalogue: persona pages, guides and the vocabulary, in the handbook's own dialect."""

from pathlib import Path


def starter_files() -> list[Path]:
    """The starter's pages in a stable order."""
    return sorted(Path(__file__).parent.glob("*.md"))
