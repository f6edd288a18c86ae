"""Many titles at once, on as many cores as there are."""

import gc
import multiprocessing
import os
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from .catalogue import TitleCatalogue
from .matching import match_many
from .sheets import row_out

FEW = 10_000  # titles for which starting processes takes longer than it saves
PORTION = 1_000
MOST_PROCESSES = 8
_catalogue: TitleCatalogue | None = None  # in a process of the pool, which inherits it


def rows_of(titles: Iterable[str], catalogue: TitleCatalogue) -> Iterator[list[str]]:
    """For each title, in their order, the row of what it means; by several processes where titles are many and the
    system can do it."""
    titles = iter(titles)
    first = list(islice(titles, FEW))
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    if len(first) < FEW or processes < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return map(row_out, match_many(chain(first, titles), catalogue))
    return by_processes(chain(first, titles), catalogue, processes)


def by_processes(titles: Iterator[str], catalogue: TitleCatalogue, processes: int) -> Iterator[list[str]]:
    global _catalogue
    _catalogue = catalogue
    try:
        # Forked, as the catalogue is there already and no process touches the database. What titles leave behind
        # points to nothing that points back: looking for circles would find none.
        with multiprocessing.get_context("fork").Pool(processes, gc.disable) as pool:
            for rows in pool.imap(rows_of_portion, portions(titles)):
                yield from rows
    finally:
        _catalogue = None


def portions(titles: Iterator[str]) -> Iterator[list[str]]:
    while portion := list(islice(titles, PORTION)):
        yield portion


def rows_of_portion(titles: list[str]) -> list[list[str]]:
    return list(map(row_out, match_many(titles, _catalogue)))
