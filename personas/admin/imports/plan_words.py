"""The words of a plan that nobody knows yet, each with what it could be the same as."""

from dataclasses import dataclass

from django.db.models import Model

from personas.handbook.plan import Kind, Plan, PlanLine, new_key
from personas.handbook.selection import Choices
from personas.models import Facet

from .choices import field_name

# Each has a list of the whole vocabulary. When these are decided, the next ones come forward.
WORDS_SHOWN = 50


@dataclass(frozen=True)
class WordView:
    """An unknown word, or one that was called the same as a known one (then there is no line of its own)."""

    model: type[Model]
    wording: str
    options: list[tuple[str, str]]
    chosen: str = ""
    line: PlanLine | None = None
    taken: bool = False

    @property
    def key(self) -> str:
        return self.line.key if self.line else ""

    @property
    def field(self) -> str:
        return field_name(self.model, self.wording)

    @property
    def kind(self) -> str:
        return self.model._meta.verbose_name


def choosable_words(plan: Plan, choices: Choices) -> list[WordView]:
    """Those called the same as others, then the unknown ones, as far as they are shown."""
    options = {}
    same = [
        WordView(each.model, each.wording, options_of(plan, each.model, options), each.key) for each in plan.synonyms
    ]
    lines = {line.key: line for line in plan.lines if line.kind == Kind.NEW and line.key}
    keys = {(row.model, row.text): new_key(row) for row in plan.new}
    for word in plan.unknown[: max(WORDS_SHOWN - len(same), 0)]:
        line = lines.get(keys.get((word.model, word.wording), ""))
        if line:
            taken = choices.take(line, prune=plan.prune)
            same.append(WordView(word.model, word.wording, options_of(plan, word.model, options), "", line, taken))
    return same


def options_of(plan: Plan, model: type[Model], known: dict) -> list[tuple[str, str]]:
    """Key and name of the terms that a word may be the same as, by name; worked out once a model."""
    if model not in known:
        unknown = {word.wording for word in plan.unknown if word.model is model}
        terms = [term for term in plan.vocabulary.index_of(model) if term.kind != Facet.Kind.GUIDANCE]
        known[model] = sorted((term.key, term.name) for term in terms if term.name not in unknown)
    return known[model]
