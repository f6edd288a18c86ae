"""A snapshot as lines under headings, so that two can be held against each other."""

from collections.abc import Collection
from dataclasses import dataclass, field

from personas.models import ContentPreference, Facet, Persona
from personas.querysets import may_see_drafts

from .parts import parts
from .snapshots import FacetPart, Ref, Rule, Snapshot, Statement, Tie

Kind = Facet.Kind


@dataclass(frozen=True)
class Line:
    """One thing that is said. `key` stays when it is reworded."""

    key: str
    text: str


@dataclass(frozen=True)
class Heading:
    """What is said under one heading; `key` stays when the heading is renamed."""

    key: str
    name: str
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Reach:
    """How much somebody may read: of which other personas, by primary key, and whether also what only editors see."""

    personas: Collection[int]
    is_editor: bool = False

    def shows(self, ref: Ref | None) -> bool:
        return ref is not None and (ref.id in self.personas or self.is_editor)


def reach_of(user, *snapshots: Snapshot, for_readers: bool = False) -> Reach:
    """What the user may read of these snapshots, or with `for_readers` what everybody may: one query."""
    refs = [ref for each in snapshots for ref in (each.parent, each.reports_to, *each.successors) if ref]
    personas = Persona.objects.for_readers() if for_readers else Persona.objects.visible_to(user)
    seen = personas.filter(pk__in={ref.id for ref in refs})
    return Reach(set(seen.values_list("pk", flat=True)), not for_readers and may_see_drafts(user))


def sheet_of(snapshot: Snapshot, reach: Reach) -> list[Heading]:
    """Everything in it that may be read, in the order of the page. Headings without a line are left out."""
    headings = [about(snapshot, reach), *map(of_facet, snapshot.facets)]
    headings += [
        Heading("titles", "Job titles", [of_tie(each) for each in snapshot.titles]),
        Heading("roles", "Role in the purchase", [of_tie(each, f"{each.rank}. ") for each in snapshot.roles]),
        Heading("preferences", "Content types by tier", [of_tie(each, tier(each)) for each in snapshot.preferences]),
    ]
    headings += of_other_apps(snapshot, reach)
    if reach.is_editor:
        headings.append(Heading("rules", "Title rules", list(map(of_rule, snapshot.rules))))
    return [heading for heading in headings if heading.lines]


OWN = {
    "name": "Name",
    "role_label": "Role",
    "portrait_alt": "Portrait",
    "source_url": "Source",
    "deprecation_reason": "Why it is deprecated",
}
OF_EDITORS = {"status": "Status", "slug": "Address", "portrait_source": "Source of the portrait"}


def about(snapshot: Snapshot, reach: Reach) -> Heading:
    """What stands at the top of the page and beside it."""
    names = OWN | (OF_EDITORS if reach.is_editor else {})
    said = {label: snapshot.text(name) for name, label in names.items()}
    said["Type"] = snapshot.type.name
    said["Subset of"] = snapshot.parent.name if reach.shows(snapshot.parent) else ""
    said["Reports to"] = snapshot.reports_to.name if reach.shows(snapshot.reports_to) else ""
    said["Successors"] = ", ".join(each.name for each in snapshot.successors if reach.shows(each))
    said["Deprecated since"] = day(snapshot, "deprecated_on")
    if reach.is_editor:
        said |= {"Last reviewed": day(snapshot, "reviewed_on"), "Next review": day(snapshot, "review_due_on")}
    return Heading("identity", "Identity", [Line(label, f"{label}: {text}") for label, text in said.items() if text])


def day(snapshot: Snapshot, name: str) -> str:
    found = snapshot.dates.get(name)
    return f"{found.day} {found:%b %Y}" if found else ""


def of_other_apps(snapshot: Snapshot, reach: Reach) -> list[Heading]:
    found = [each for part in parts() for each in part.shown(snapshot.more.get(part.name, []), reach.is_editor)]
    return [Heading(key, name, [Line(*line) for line in lines]) for key, name, lines in found]


def of_facet(part: FacetPart) -> Heading:
    lines = [of_statement(row) for row in part.statements]
    lines += [Line(f"note {number}", text) for number, text in enumerate(paragraphs(part.note), start=1)]
    return Heading(f"facet {key_of(part.facet)}", part.facet.name, lines)


def of_statement(row: Statement) -> Line:
    return Line(key_of(row.trait), "\n".join(filter(None, (row.lead_in, row.trait.name, row.detail))))


def paragraphs(text: str) -> list[str]:
    return [piece.strip() for piece in text.replace("\r\n", "\n").split("\n\n") if piece.strip()]


def of_tie(tie: Tie, before: str = "") -> Line:
    qualifier = f" ({tie.qualifier})" if tie.qualifier else ""
    return Line(key_of(tie.of), f"{before}{tie.of.name}{qualifier}")


def tier(tie: Tie) -> str:
    return f"{ContentPreference(tier=tie.tier).get_tier_display()}: "


def of_rule(rule: Rule) -> Line:
    parts = [rule.includes.replace("\n", " + ")]
    parts += [f"not {rule.excludes.replace(chr(10), ', ')}"] if rule.excludes else []
    parts += [f"priority {rule.priority}"] + ([] if rule.is_active else ["inactive"])
    return Line(rule.includes, "; ".join([*parts, *filter(None, [rule.note])]))


def key_of(ref: Ref) -> str:
    """What tells the row whatever it is called now."""
    return str(ref.id or ref.key)
