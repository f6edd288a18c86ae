"""The rows that a form sends, before the formset reads them: pasted lines become rows, and each list ends with a blank
one, so that a form that comes back with errors can be gone on with, without scripts too."""

from personas.wording import wording_key

from .lines import lines_of

MOST_LINES = 500


def paste_name(prefix: str, group: int | None) -> str:
    """What the box "Paste several" of a list is called."""
    return f"{prefix}-paste" if group is None else f"{prefix}-paste-{group}"


class PostedRows:
    """The data of a formset whose rows are divided among lists. `too_long` are errors of boxes, by their list.

    Rows say which list they belong to in a field `facet`; there is none where there is only one list.
    """

    def __init__(self, data, prefix: str, most: int, groups: list[int | None], said: str):
        self.data = data.copy()
        self.prefix = prefix
        self.most = most
        self.groups = groups
        self.said = said
        self.too_long: dict[int | None, str] = {}

    @property
    def total(self) -> int | None:
        """How many rows were sent; None when that isn't said, which the formset tells."""
        text = str(self.data.get(f"{self.prefix}-TOTAL_FORMS", ""))
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None

    def with_pasted_and_blank_rows(self):
        """The data with a row for each pasted line that its list doesn't have, and a blank row for each list."""
        if self.total is not None and self.total <= self.most:
            texts = self.texts_by_group()
            for group in self.groups:
                self.unpack(group, {wording_key(text) for text in texts[group]})
                if "" not in texts[group] and self.total < self.most:
                    self.append(group, "")
        return self.data

    def texts_by_group(self) -> dict[int | None, list[str]]:
        texts = {group: [] for group in self.groups}
        for number in range(self.total):
            row = f"{self.prefix}-{number}"
            facet = str(self.data.get(f"{row}-facet", ""))
            group = int(facet) if facet.isascii() and facet.isdigit() else None
            if group in texts:
                texts[group].append(str(self.data.get(f"{row}-{self.said}", "")).strip())
        return texts

    def unpack(self, group: int | None, there: set[str]) -> None:
        """Make rows of the list's box; a box with too many lines stays as it is, and is told."""
        name = paste_name(self.prefix, group)
        lines = [line for line in lines_of(str(self.data.get(name, ""))) if wording_key(line) not in there]
        if len(lines) > MOST_LINES or self.total + len(lines) > self.most:
            room = max(min(MOST_LINES, self.most - self.total), 0)
            self.too_long[group] = f"These are {len(lines):,} lines, and there is room for {room:,} at once."
            return
        for line in lines:
            self.append(group, line)
        if name in self.data:
            self.data[name] = ""

    def append(self, group: int | None, text: str) -> None:
        row = f"{self.prefix}-{self.total}"
        self.data[f"{row}-{self.said}"] = text
        if group is not None:
            self.data[f"{row}-facet"] = str(group)
        self.data[f"{self.prefix}-TOTAL_FORMS"] = str(self.total + 1)
