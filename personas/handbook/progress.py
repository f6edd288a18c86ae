"""Long work in steps: a generator says before each step what it does, and returns what came of it."""

from collections.abc import Generator
from typing import TypeVar

Result = TypeVar("Result")


def finish(steps: Generator[str, None, Result]) -> Result:
    """All steps at once, for callers that show no progress; what the steps return or raise."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value
