"""What a save changed, in a sentence that a person can read."""

from collections import defaultdict

from django.utils.text import get_text_list

NAMED = 3


class History:
    """What happened in the parts of a form, by the heading of the part."""

    def __init__(self):
        self.parts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))

    def note(self, heading: str, verb: str, what: str) -> None:
        self.parts[heading][verb].append(what)

    def reordered(self, heading: str) -> None:
        """Some of the part's rows stand in another place."""
        self.parts[heading]["put in another order"] = []

    def sentences(self) -> list[str]:
        """A sentence for each part: “Goals: added “Fewer tools”, removed “More tools”.”"""
        return [f"{heading}: {self.clauses(verbs)}." for heading, verbs in self.parts.items()]

    def clauses(self, verbs: dict[str, list[str]]) -> str:
        # Adding or removing a row moves others; only an order that changed by itself is worth a word.
        telling = {verb: what for verb, what in verbs.items() if what} or verbs
        return ", ".join(f"{verb} {named(what)}".strip() for verb, what in telling.items())


def named(things: list[str]) -> str:
    """The first few by name, the rest counted."""
    more = len(things) - NAMED
    shown = things[:NAMED] + ([f"{more} more"] if more > 0 else [])
    return get_text_list(shown, "and") if shown else ""


def change_message(form, formsets, *, added: bool) -> str:
    """What was done to a persona, for the history: of a new one only what was added besides its own fields."""
    labels = [str(form.fields[name].label or name).lower() for name in form.changed_data if name in form.fields]
    sentences = ["Added."] if added else [f"Changed {get_text_list(labels, 'and')}."] if labels else []
    for formset in formsets:
        sentences += formset.history.sentences()
    return " ".join(sentences) or "Saved without changes."
