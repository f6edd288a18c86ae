"""Words on pages that nobody knows yet, and those of them that an editor calls the same as a known term."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Model

from personas.models import ContentFormat, Facet, PurchasingRole
from personas.models.terms import NAME_LENGTH, key_of

from .drafts import PageDraft
from .rows import Row
from .tables import ALIAS_MODELS
from .vocabulary import TermEntry, Vocabulary

# Types have no unknown words: a heading that names none is a remark.
MAPPED_MODELS = (Facet, ContentFormat, PurchasingRole)


@dataclass(frozen=True)
class Synonym:
    """A wording that becomes an alias of the term of that key."""

    model: type[Model]
    wording: str
    key: str


@dataclass(frozen=True)
class UnknownWord:
    """A wording that would be a new row of the vocabulary."""

    model: type[Model]
    wording: str
    page: str = ""
    line: int | None = None


def learn(vocabulary: Vocabulary, synonyms: Sequence[Synonym]) -> list[Synonym]:
    """Take the synonyms in, so that pages are read by them; those returned hold.

    A wording that means something already keeps its meaning, and one for a term that is gone is nobody's.
    """
    learnt = []
    for synonym in synonyms:
        index, key = vocabulary.index_of(synonym.model), alias_key(synonym.wording)
        term = index.names.get(synonym.key)
        if key and term and key not in index.names and key not in index.aliases:
            index.add(term, [key])
            learnt.append(synonym)
    return learnt


def alias_key(wording: str) -> str:
    """The key of an alias of that wording; empty when it can't be one."""
    try:
        return key_of(wording) if len(wording) <= NAME_LENGTH else ""
    except ValidationError:
        return ""


def synonym_rows(vocabulary: Vocabulary, synonyms: Sequence[Synonym]) -> Iterator[Row]:
    """The rows of the aliases that the synonyms become."""
    for synonym in synonyms:
        term = vocabulary.index_of(synonym.model).names[synonym.key]
        values, links = {"wording": synonym.wording}, {"term": (term.key,)}
        part = f"Alias of a {synonym.model._meta.verbose_name}"
        key = (alias_key(synonym.wording),)
        yield Row(ALIAS_MODELS[synonym.model], key, values, links, term.name, part, synonym.wording)


def unknown_words(vocabulary: Vocabulary, drafts: Sequence[PageDraft]) -> list[UnknownWord]:
    """The new terms that no vocabulary page defines, in the order of their models and then of the pages."""
    defined = {id(term.term) for draft in drafts if draft.canonical for term in draft.terms}
    return [
        UnknownWord(model, term.name, term.page, term.line)
        for model in MAPPED_MODELS
        for term in vocabulary.index_of(model)
        if term.is_new and id(term) not in defined and may_be_another(term)
    ]


def may_be_another(term: TermEntry) -> bool:
    """Whether the term may be another's wording: a facet of a special kind is known by its kind, not by its name."""
    return not term.kind or term.kind in Facet.SHARED_KINDS
