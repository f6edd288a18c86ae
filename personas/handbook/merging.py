"""A newer text or draft laid over an older one: what is new or changed is taken, what is missing stays and is
named."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from personas.wording import lookup_key, wording_key

from .drafts import FacetDraft, PageDraft, PersonaDraft
from .ordering import interleaved

PIECE = re.compile(r"\n(?:[ \t]*\n)+|\n(?=(?:[-*+]|\d{1,9}[.)])(?:\s|$))")
LIST_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?:\s|$)")
ALIKE = 60  # of 100; two pieces of text at least that similar are versions of one another


def merge_text(old: str, new: str, *, prune: bool = False) -> tuple[str, list[str]]:
    """The old Markdown brought up to date by the new, and the old pieces (paragraphs, list items) that the new lacks.

    A piece of the old that has no counterpart in the new stays in its place, unless `prune`.
    """
    if not old.strip() or not new.strip():
        kept = not prune and not new.strip()
        return (old if kept else new), [old] if old.strip() else []
    if old.split() == new.split() or (wording_key(old) == wording_key(new) and not prune):
        return old, []
    old_pieces, new_pieces = pieces_of(old), pieces_of(new)
    old_keys, new_keys = [wording_key(text) for _, text in old_pieces], [wording_key(text) for _, text in new_pieces]
    merged, missing = [], []
    for first, last, new_first, new_last in runs(old_keys, new_keys):
        gone = [piece for piece, key in pairs(old_pieces, old_keys, first, last) if key not in new_keys]
        kept = without_versions(gone, new_pieces[new_first:new_last])
        missing += [text for _, text in kept]
        merged += new_pieces[new_first:new_last] + ([] if prune else kept)
    return joined(merged), missing


def pairs(pieces: list[tuple[str, str]], keys: list[str], first: int, last: int):
    return zip(pieces[first:last], keys[first:last], strict=True)


def runs(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Stretches (old from, old to, new from, new to) that stand for one another, in order.

    Where the old has all of the new in its order, each piece stands for itself; difflib need not find that.
    """
    places = []
    for key in new:
        start = places[-1] + 1 if places else 0
        if key not in old[start:]:
            matcher = SequenceMatcher(None, old, new, autojunk=False)
            yield from (opcode[1:] for opcode in matcher.get_opcodes())
            return
        places.append(old.index(key, start))
    for number, place in enumerate([*places, len(old)]):
        before = places[number - 1] + 1 if number else 0
        yield before, place, number, number
        yield place, place + 1, number, number + 1


def pieces_of(markdown: str) -> list[tuple[str, str]]:
    """The paragraphs and list items of a text, each with the white space before it; the first has none."""
    gaps = ["\n\n" if gap.count("\n") > 1 else "\n" for gap in PIECE.findall(markdown)]
    return [piece for piece in zip(["", *gaps], PIECE.split(markdown), strict=True) if piece[1].strip()]


def joined(pieces: list[tuple[str, str]]) -> str:
    """The pieces as one text; one that was the first of its text goes on a list that it follows."""
    text, before = "", ""
    for gap, piece in pieces:
        goes_on = LIST_ITEM.match(piece) and LIST_ITEM.match(before)
        text += (gap or ("\n" if goes_on else "\n\n")) + piece
        before = piece
    return text.strip("\n")


def without_versions(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The old pieces that are no earlier version of one of the new ones."""
    left = [text for _, text in new]
    kept = []
    for gap, text in old:
        likeness, version = max(((fuzz.ratio(text, other), other) for other in left), default=(0, ""))
        if likeness >= ALIKE:
            left.remove(version)
        else:
            kept.append((gap, text))
    return kept


def laid_over(older: list, newer: list) -> list:
    """Both lists as one, newer entries for older ones of the same key, in the order that importing one after the
    other gives."""
    entries = {entry.key: entry for entry in [*older, *newer]}
    return [entries[key] for key in interleaved([entry.key for entry in older], [entry.key for entry in newer])]


def merge_personas(older: PersonaDraft, newer: PersonaDraft) -> PersonaDraft:
    """One draft of a persona that two pages describe; where they contradict each other the newer one counts."""
    newer.values = older.values | newer.values
    newer.role_label = newer.role_label or older.role_label
    if newer.type_is_fallback and not older.type_is_fallback:
        newer.type, newer.type_is_fallback = older.type, False
    for key, facet in older.facets.items():
        newer.facets[key] = merge_facets(facet, newer.facets[key]) if key in newer.facets else facet
    newer.titles = laid_over(older.titles, newer.titles)
    newer.roles = laid_over(older.roles, newer.roles)
    newer.preferences = laid_over(older.preferences, newer.preferences)
    newer.rules = laid_over(older.rules, newer.rules)
    newer.parent = newer.parent or older.parent
    newer.reports_to = newer.reports_to or older.reports_to
    newer.successors = list(dict.fromkeys(newer.successors + older.successors))
    return newer


def merge_facets(older: FacetDraft, newer: FacetDraft) -> FacetDraft:
    details = {statement.key: statement for statement in older.statements}
    for statement in newer.statements:
        if known := details.get(statement.key):
            statement.detail = statement.detail or known.detail
            statement.lead_in = statement.lead_in or known.lead_in
    newer.statements = laid_over(older.statements, newer.statements)
    newer.note, _ = merge_text(older.note, newer.note) if newer.note else (older.note, [])
    return newer


def is_same_page(one: PageDraft, other: PageDraft) -> bool:
    """Whether two drafts are versions of one page: the same title, and the same file name or mostly the same
    personas."""
    slugs, others = {persona.slug for persona in one.personas}, {persona.slug for persona in other.personas}
    return same_page(one.title, one.name, slugs, other.title, other.name, others)


def same_page(title: str, name: str, slugs: set[str], other_title: str, other_name: str, others: set[str]) -> bool:
    """The rule behind `is_same_page`, over titles, file names and the slugs of the personas."""
    if lookup_key(title) != lookup_key(other_title):
        return False
    shared = len(slugs & others)
    return shared * 2 >= min(len(slugs), len(others)) if slugs and others else name == other_name


def merge_pages(older: PageDraft, newer: PageDraft) -> PageDraft:
    """Two versions of a page in one import as one page. Personas are merged over all pages elsewhere."""
    older.personas += newer.personas
    older.terms += newer.terms
    older.rows += newer.rows
    older.later += newer.later
    older.wholes |= newer.wholes
    older.readings += newer.readings
    older.puzzles += newer.puzzles
    known = {guide.key: guide for guide in older.guides}
    replaced = {}
    for guide in newer.guides:
        if guide.parent is not None:
            guide.parent = replaced.get(id(guide.parent), guide.parent)
        if before := known.get(guide.key):
            before.body, _ = merge_text(before.body, guide.body) if guide.body else (before.body, [])
            replaced[id(guide)] = before
        else:
            older.guides.append(guide)
    for number, guide in enumerate(older.guides, start=1):
        guide.order = number
    return older
