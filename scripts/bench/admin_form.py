"""Pages of the admin: its lists, and the persona's form with few statements and with many."""

from functools import partial

from django.urls import reverse

from .catalogue import make_persona
from .measure import Ask, Pace, Way, measured, queries_of
from .visitor import Visitor, fields_of
from .yardsticks import prepare

SIZES = (1, 60, 300)
FORM = "persona_form"
COLUMNS = ("admin", "KB", "queries", "CPU ms", "requests/s", "p99 ms", "× bare")


def rows(visitor: Visitor, pace: Pace) -> list[list[str]]:
    """Lists first, then opening and saving the form at each size."""
    ways = {name: partial(visitor.get, address) for name, address in lists().items()}
    for size in SIZES:
        ways |= form_of(visitor, size)
    return [row_of(name, ask, visitor, pace) for name, ask in ways.items()]


def lists() -> dict[str, str]:
    changelist = reverse("admin:personas_persona_changelist")
    return {
        "start page": reverse("admin:index"),
        "list of personas": changelist,
        "list of personas: matter 7": f"{changelist}?q=matter+7",
    }


def form_of(visitor: Visitor, size: int) -> dict[str, Ask]:
    """Opening and saving the form of a persona of so many statements."""
    persona = make_persona(f"Somebody with {size} statements", size)
    address = reverse("admin:personas_persona_change", args=[persona.pk])
    statements = f"{size} statement{'' if size == 1 else 's'}"
    fields = [*fields_of(visitor.get(address).body, FORM), ("_continue", "1")]
    return {
        f"open a persona of {statements}": partial(visitor.get, address),
        f"save a persona of {statements}": partial(visitor.post, address, fields),
    }


def row_of(name: str, ask: Ask, visitor: Visitor, pace: Pace) -> list[str]:
    answer = ask()
    if answer.status not in (200, 302):
        raise SystemExit(f"{name}: the answer was {answer.status}.")
    bare, _ = prepare(answer.body)
    samples = measured({"own": Way(ask), "bare": Way(partial(visitor.get, bare))}, pace)
    own, bare = samples["own"], samples["bare"]
    return [
        name,
        f"{len(answer.body) / 1024:.0f}",
        str(queries_of(ask)),
        f"{own.cpu:.1f}",
        f"{own.rate:.0f}",
        f"{own.p99:.0f}",
        f"{own.cpu / bare.cpu:.1f}",
    ]
