"""Personas found by a word of their name together with words that are said of them: "tristan silos"."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from personas.census import Census, Crowd
from personas.census.crowds import Group
from personas.markdown import plain_text
from personas.models import JobTitle, Trait
from personas.search.words import Query


class Clue(NamedTuple):
    """A statement or a job title, by its primary key."""

    model: type[Trait] | type[JobTitle]
    key: int


def said_around_names(census: Census, query: Query) -> Crowd:
    """Those with at least one of the words in name or role, and with each of the others there or in what is said."""
    called = census.nobody
    for wanted in query.words:
        called |= census.named([wanted])
    return called & census.mentioning(query)


def clues_to(census: Census, query: Query, rows: Iterable[tuple]) -> dict[int, list[Clue]]:
    """For each persona, by the primary key that her row begins with, where the words stand that her name lacks."""
    keys = [row[0] for row in rows]
    words = [
        (census.named([wanted]), census.statements_with([wanted]), census.titles_with([wanted]))
        for wanted in (query.words if keys else ())
    ]
    return {key: clues_of(census.at([key]), words) for key in keys}


def clues_of(persona: Crowd, words: Iterable[tuple[Crowd, dict[int, Group], dict[int, Group]]]) -> list[Clue]:
    """One statement or title for each word that the one persona's name lacks."""
    found = [
        first_of(persona, Trait, statements) or first_of(persona, JobTitle, titles)
        for called, statements, titles in words
        if not called & persona
    ]
    return [clue for clue in dict.fromkeys(found) if clue]


def first_of(persona: Crowd, model, groups: dict[int, Group]) -> Clue | None:
    return next((Clue(model, key) for key in sorted(groups) if groups[key].among(persona)), None)


def texts_of(clues: Collection[Clue]) -> dict[Clue, str]:
    """What the clues say, without Markdown: a query for the statements, one for the titles, if there are any."""
    statements = [clue.key for clue in clues if clue.model is Trait]
    titles = [clue.key for clue in clues if clue.model is JobTitle]
    found = {}
    if statements:
        rows = Trait.objects.filter(pk__in=statements).values_list("pk", "statement")
        found |= {Clue(Trait, key): plain_text(text) for key, text in rows}
    if titles:
        rows = JobTitle.objects.filter(pk__in=titles).values_list("pk", "name")
        found |= {Clue(JobTitle, key): name for key, name in rows}
    return found
