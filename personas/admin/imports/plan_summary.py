"""What a plan comes to, in one sentence."""

from personas.handbook.apply import keys_of, touched_slugs
from personas.handbook.plan import Kind, Plan
from personas.handbook.tables import ALIAS_MODELS
from personas.models import Guide, Persona

NOTHING = "There is nothing to write: the catalogue says all of this already."


def summary_of(plan: Plan) -> str:
    """For instance "Applying adds 2 personas and 1 guide and changes 1 persona. 3 things are no longer on the page
    and stay.\""""
    gone = gone_sentence(plan)
    if not plan.changes_anything:
        return " ".join(filter(None, (NOTHING, gone)))
    new = set(keys_of(plan.new, Persona))
    changed = [change.row for change in plan.changed]
    added = [
        counted(len(new), "persona"),
        counted(len(keys_of(plan.new, Guide)), "guide"),
        counted(sum(len(keys_of(plan.new, model)) for model in ALIAS_MODELS), "new word"),
    ]
    altered = [counted(len(touched_slugs(plan) - new), "persona"), counted(len(keys_of(changed, Guide)), "guide")]
    parts = [f"{verb} {listed(things)}" for verb, things in (("adds", added), ("changes", altered)) if any(things)]
    does = " and ".join(parts) or "brings the catalogue up to date"
    return " ".join(filter(None, (f"Applying this {does}.", gone)))


def counted(count: int, thing: str) -> str:
    """ "3 personas", "1 persona", or nothing for none."""
    return f"{count} {thing}{'s' if count > 1 else ''}" if count else ""


def listed(things: list[str]) -> str:
    """ "a, b and c" of those that aren't empty."""
    *first, last = filter(None, things)
    return f"{', '.join(first)} and {last}" if first else last


def gone_sentence(plan: Plan) -> str:
    # A persona in use stays whatever is ticked: her line has no key.
    count = sum(line.kind == Kind.GONE and bool(line.key) for line in plan.lines)
    if not count:
        return ""
    undo = "untick" if plan.prune else "tick"
    if count == 1:
        return f"1 thing is no longer on the page and {'goes' if plan.prune else 'stays'} unless you {undo} it."
    return f"{count} things are no longer on the page and {'go' if plan.prune else 'stay'} unless you {undo} them."
