"""Timing requests: CPU by the process's own clock, several ways of asking in turns, so that drift meets all alike."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext

from config.gunicorn import when_ready

from .visitor import Answer

Ask = Callable[[], Answer]


@dataclass(frozen=True)
class Pace:
    """How long each way of asking is measured: rounds, and seconds a round."""

    rounds: int
    seconds: float
    least: int  # requests a round, however slow


@dataclass(frozen=True)
class Way:
    """One way of asking: `ask` is timed, `before` comes before each request, `first` before each round."""

    ask: Ask
    before: Callable[[], None] | None = None
    first: Callable[[], object] | None = None


@dataclass
class Samples:
    """What was measured of one way, in milliseconds: the worker's CPU a request and that of worker and database, one
    figure a round, and how long each request took."""

    rounds: list[float] = field(default_factory=list)
    with_database: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        return statistics.median(self.rounds)

    @property
    def work(self) -> float:
        return statistics.median(self.with_database)

    @property
    def rate(self) -> float:
        """Requests that one worker answers in a second, one after the other."""
        return 1000 / statistics.median(self.waits)

    @property
    def p99(self) -> float:
        return sorted(self.waits)[int(0.99 * (len(self.waits) - 1))]


def settle() -> None:
    """Puts what is there aside for good, as the server does after its start, so that no request pays for it."""
    when_ready(None)


def measured(ways: Mapping[str, Way], pace: Pace) -> dict[str, Samples]:
    """The samples of each way, taken in turns."""
    samples = {name: Samples() for name in ways}
    for _ in range(pace.rounds):
        for name, way in ways.items():
            if way.first:
                way.first()
            gc.collect()
            add_round(samples[name], way, pace)
    return samples


def add_round(samples: Samples, way: Way, pace: Pace) -> None:
    own, database, count, end = 0.0, 0.0, 0, time.perf_counter() + pace.seconds
    while count < pace.least or time.perf_counter() < end:
        if way.before:
            way.before()
        database -= database_cpu()
        began, cpu = time.perf_counter(), time.process_time()
        way.ask()
        own += time.process_time() - cpu
        samples.waits.append(1000 * (time.perf_counter() - began))
        database += database_cpu()
        count += 1
    samples.rounds.append(1000 * own / count)
    samples.with_database.append(1000 * (own + max(database, 0)) / count)


def database_cpu() -> float:
    """Seconds of CPU that the database's own process has spent for this connection; 0 where it has none, or where the
    system doesn't tell."""
    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    try:
        spent = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return int(spent.split()[0]) / 1e9


def queries_of(ask: Ask, before: Callable[[], object] | None = None) -> int:
    """How many queries the request takes, where `before` came before."""
    if before:
        before()
    with CaptureQueriesContext(connection) as captured:
        ask()
    count = len(captured)
    reset_queries()
    return count
