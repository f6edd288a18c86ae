"""What an import has done, with links to look at it."""

from collections import Counter
from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse

from personas.handbook.apply import keys_of, touched_slugs
from personas.handbook.batch import STARTER_NAME
from personas.handbook.plan import Kind, Plan
from personas.handbook.tables import ALIAS_MODELS
from personas.models import Guide, Persona

# More links than these nobody follows; the lists of the admin have them all.
SHOWN = 200


@dataclass(frozen=True)
class Link:
    """One changed row: what it is called, where to look at it, where to change it, and whether it is new."""

    name: str
    look: str = ""
    change: str = ""
    is_new: bool = False
    kind: str = ""


@dataclass
class Links:
    """The changed rows of one kind; `more` are counted only, and stand in the list at `address`."""

    heading: str
    address: str
    links: list[Link] = field(default_factory=list)
    more: int = 0


def outcome_of(plan: Plan, *, offered: int, user) -> dict:
    """What the result's page shows of a plan that was written. `offered` is how many lines could have been taken."""
    sections = [personas_of(plan, user), guides_of(plan, user), words_of(plan, user)]
    return {
        "written": plan.changes_anything,
        "counts": counts_of(plan, offered),
        "removed": [str(row) for row in plan.removed if isinstance(row, Persona | Guide)],
        "sections": [section for section in sections if section.links],
        "starter_rows": plan.starter_rows,
        "guesses": len(plan.puzzles) + sum(1 for line in plan.lines if line.kind == Kind.GUESS),
    }


def counts_of(plan: Plan, offered: int) -> list[str]:
    """What was done with how many lines, in words; nothing that was done with none."""
    written = Counter(line.kind for line in plan.lines if line.key)
    counts = {
        "new": written[Kind.NEW],
        "changed": written[Kind.CHANGED],
        "removed": written[Kind.GONE],
        "left out": offered - written.total(),
    }
    return [f"{count} {what}" for what, count in counts.items() if count]


def personas_of(plan: Plan, user) -> Links:
    """The personas of whom anything is new or changed."""
    new = set(keys_of(plan.new, Persona))
    rows = Persona.objects.filter(slug__in=touched_slugs(plan))
    return links_to("Personas", Persona, rows, user, lambda row: row.slug in new, look=True)


def guides_of(plan: Plan, user) -> Links:
    new = set(keys_of(plan.new, Guide))
    slugs = new.union(keys_of([change.row for change in plan.changed], Guide))
    rows = Guide.objects.filter(slug__in=slugs)
    return links_to("Guides", Guide, rows, user, lambda row: row.slug in new, look=True)


def words_of(plan: Plan, user) -> Links:
    """The vocabulary rows that are new or changed, and those that got an alias."""
    found = Links("Vocabulary", reverse("admin:index"))
    for model, alias in ALIAS_MODELS.items():
        new = set(keys_of(plan.new, model))
        rows = [change.row for change in plan.changed]
        keys = new.union(keys_of(rows, model), terms_of(plan, alias))
        section = links_to("", model, model.objects.filter(key__in=keys), user, lambda row, new=new: row.key in new)
        found.links += section.links
        found.more += section.more
    return found


def terms_of(plan: Plan, alias) -> set[str]:
    """The keys of the terms that get an alias of that model."""
    rows = [row for row in plan.new if row.model is alias and row.page != STARTER_NAME]
    return {row.links["term"][0] for row in rows}


def links_to(heading: str, model, rows, user, is_new, *, look: bool = False) -> Links:
    """Links to the first rows and the number of the others."""
    name = model._meta.model_name
    may_change = user.has_perm(f"personas.change_{name}")
    found = Links(heading, address(f"admin:personas_{name}_changelist"))
    count = rows.count()
    for row in rows[:SHOWN]:
        change = address(f"admin:personas_{name}_change", row.pk) if may_change else ""
        kind = "" if look else model._meta.verbose_name
        found.links.append(Link(str(row), row.get_absolute_url() if look else "", change, is_new(row), kind))
    found.more = count - len(found.links)
    return found


def address(name: str, *args) -> str:
    """The address of a page of the admin, empty when it has none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
