"""Timing requests: CPU by the process's own clock, each page beside a bare page of the same size."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext

from .visitor import Answer, Visitor

WARM_UP = 3
ROUNDS = 5
SECONDS_A_ROUND = 0.4


@dataclass(frozen=True)
class Row:
    """One line of the table: its name, and a function that asks for the page once."""

    name: str
    ask: Callable[[], Answer]


def figures(row: Row, visitor: Visitor) -> list[str]:
    """The row's cells: name, queries, KB, median CPU in ms, ratio to the bare page, 99th percentile in ms."""
    for _ in range(WARM_UP):
        answer = row.ask()
        if answer.status not in (200, 302):
            raise SystemExit(f"{row.name}: the answer was {answer.status}.")
    with CaptureQueriesContext(connection) as captured:
        row.ask()
    queries = len(captured)
    reset_queries()
    ask_bare = partial(visitor.get, f"/bench/bare/{len(answer.body)}/")
    ask_bare()
    own, bare, waits = [], [], []
    for _ in range(ROUNDS):
        own.append(cpu(row.ask, waits))
        bare.append(cpu(ask_bare, []))
    cost, yardstick = statistics.median(own), statistics.median(bare)
    p99 = sorted(waits)[int(0.99 * (len(waits) - 1))]
    size = len(answer.body) / 1024
    return [row.name, str(queries), f"{size:.0f}", f"{cost:.2f}", f"{cost / yardstick:.1f}", f"{p99:.1f}"]


def cpu(ask: Callable[[], Answer], waits: list[float]) -> float:
    """CPU milliseconds a request, over as many requests as fit a round; each one's own time is added to `waits`."""
    gc.collect()
    end = time.perf_counter() + SECONDS_A_ROUND
    start, count = time.process_time(), 0
    while count < 2 or time.perf_counter() < end:
        before = time.perf_counter()
        ask()
        waits.append(1000 * (time.perf_counter() - before))
        count += 1
    return 1000 * (time.process_time() - start) / count
