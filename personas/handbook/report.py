"""A plan in print: for a terminal, or as JSON for a program."""

import json
from dataclasses import asdict
from itertools import takewhile

from .plan import Kind, Plan, PlanLine

MARKS = {Kind.NEW: "+", Kind.CHANGED: "~", Kind.GONE: "-", Kind.GUESS: "=", Kind.NOT_UNDERSTOOD: "?"}
LONGEST = 100
BEFORE = 20  # characters shown before a difference


def as_text(plan: Plan, *, dry_run: bool) -> str:
    """The plan's lines by kind, the unchanged ones as a number only, and the sum at the end."""
    lines = []
    for kind, mark in MARKS.items():
        chosen = [line for line in plan.lines if line.kind == kind]
        if chosen:
            lines += [f"{kind.label} ({len(chosen)})", *(f"  {mark} {text_of(line)}" for line in chosen), ""]
    lines.append(summary(plan, dry_run=dry_run))
    return "\n".join(lines)


def text_of(line: PlanLine) -> str:
    """One line: where it is from, whom it is about, what it says, and the old beside the new."""
    what = ": ".join(part for part in (line.subject, line.part) if part)
    text = "" if line.text == line.subject else f" – {short(line.text)}"
    old, new = from_first_difference(line.old, line.new)
    change = f" ({short(old)} → {short(new)})" if old or new else ""
    place = f"  [{line.page}{f', line {line.line}' if line.line else ''}]" if line.page else ""
    return f"{what}{text}{change}{place}".removeprefix(" – ")


def from_first_difference(old: str, new: str) -> tuple[str, str]:
    """Two long texts from shortly before the place where they part; short ones whole."""
    if max(len(old), len(new)) <= LONGEST:
        return old, new
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    start = old.rfind(" ", 0, max(shared - BEFORE, 0)) + 1
    return (old, new) if not start else (f"… {old[start:]}", f"… {new[start:]}")


def short(text: str) -> str:
    """A text on one line, cut after a hundred characters."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def summary(plan: Plan, *, dry_run: bool) -> str:
    """The counts in one sentence, and whether anything was written."""
    counts = ", ".join(f"{count} {kind.label.lower()}" for kind, count in plan.counts().items())
    if not plan.changes_anything:
        return f"{counts}. Nothing to write."
    return f"{counts}. " + ("Nothing was written (dry run)." if dry_run else "Written.")


def as_json(plan: Plan, *, dry_run: bool) -> str:
    """The counts and all lines as a JSON object; kinds are those of `Kind`."""
    return json.dumps(
        {
            "written": plan.changes_anything and not dry_run,
            "counts": {str(kind): count for kind, count in plan.counts().items()},
            "lines": [as_record(line) for line in plan.lines],
        },
        ensure_ascii=False,
        indent=2,
    )


def as_record(line: PlanLine) -> dict:
    """The line for a program, without the key by which a form takes or leaves it."""
    return {name: value for name, value in asdict(line).items() if name != "key"}
