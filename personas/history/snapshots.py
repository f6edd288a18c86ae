"""A persona with everything that belongs to it, as it is at one moment, in words: other rows may change or go without
changing what a snapshot says.

A snapshot is kept as JSON with the number of its format. Rows that personas share are told by their primary key, the
key of their wording and the wording itself, so that one that was renamed, merged or deleted since can still be read.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from itertools import groupby

from django.db.models import Prefetch

from personas.models import (
    ContentPreference,
    Facet,
    Persona,
    PersonaNote,
    PersonaPurchasingRole,
    PersonaTitle,
    PersonaTrait,
)
from personas.wording import wording_key

from .parts import parts

FORMAT = 1
# What a persona says of itself, without what it is in relation to others.
TEXTS = ("name", "role_label", "slug", "status", "portrait", "portrait_small", "portrait_alt", "portrait_source")
TEXTS += ("source_url", "deprecation_reason")
DATES = ("reviewed_on", "review_due_on", "deprecated_on")
NUMBERS = ("colour", "owner_id", "backup_id")


@dataclass(frozen=True)
class Ref:
    """Another row: its primary key, the key of its wording, and the wording."""

    id: int | None = None
    key: str = ""
    name: str = ""


@dataclass(frozen=True)
class FacetRef(Ref):
    """A facet, with what decides about its looks."""

    slug: str = ""
    kind: str = Facet.Kind.LIST
    in_summary: bool = False
    comparable: bool = False


@dataclass(frozen=True)
class Statement:
    """A statement in its place among those of its facet."""

    trait: Ref = Ref()
    detail: str = ""
    lead_in: str = ""


@dataclass(frozen=True)
class FacetPart:
    """What a persona says in one facet."""

    facet: FacetRef = FacetRef()
    statements: list[Statement] = field(default_factory=list)
    note: str = ""


@dataclass(frozen=True)
class Tie:
    """What ties a persona to a job title, a purchasing role or, with its tier, a content type."""

    of: Ref = Ref()
    rank: int = 1
    qualifier: str = ""
    tier: int = 0


@dataclass(frozen=True)
class Rule:
    """A rule by which titles mean the persona."""

    includes: str = ""
    excludes: str = ""
    priority: int = 100
    is_active: bool = True
    note: str = ""


@dataclass(frozen=True)
class Snapshot:
    """All of it. `texts`, `dates` and `numbers` are the persona's own fields."""

    id: int | None = None
    texts: dict[str, str] = field(default_factory=dict)
    dates: dict[str, date | None] = field(default_factory=dict)
    numbers: dict[str, int | None] = field(default_factory=dict)
    type: Ref = Ref()
    parent: Ref | None = None
    reports_to: Ref | None = None
    successors: list[Ref] = field(default_factory=list)
    facets: list[FacetPart] = field(default_factory=list)
    titles: list[Tie] = field(default_factory=list)
    roles: list[Tie] = field(default_factory=list)
    preferences: list[Tie] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    # What apps above this one keep, by the name of their part.
    more: dict[str, list[dict]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.texts.get(name, "")

    @property
    def name(self) -> str:
        return self.text("name")


def whole(personas):
    """The queryset with everything that a snapshot takes: eight queries and those of the parts of other apps, however
    many personas."""
    return personas.select_related("type", "parent", "reports_to").prefetch_related(
        "successors",
        "title_rules",
        *(Prefetch(model.persona.field.remote_field.related_name, model.objects.select_related(link))
          for model, link in LINKS.items()),
        *(lookup for part in parts() for lookup in part.prefetch),
    )  # fmt: skip


LINKS = {
    PersonaTrait: "trait__facet",
    PersonaNote: "facet",
    PersonaTitle: "title",
    PersonaPurchasingRole: "role",
    ContentPreference: "content_format",
}


def snapshot_of(persona: Persona) -> Snapshot:
    """The persona as the database has it; without queries for one of `whole`."""
    return Snapshot(
        id=persona.pk,
        texts={name: str(getattr(persona, name) or "") for name in TEXTS},
        dates={name: getattr(persona, name) for name in DATES},
        numbers={name: getattr(persona, name) for name in NUMBERS},
        type=ref(persona.type),
        parent=persona_ref(persona.parent),
        reports_to=persona_ref(persona.reports_to),
        successors=[persona_ref(each) for each in sorted(persona.successors.all(), key=lambda each: each.pk)],
        facets=facets_of(persona),
        titles=[tie(row, row.title) for row in ranked(persona.persona_titles.all())],
        roles=[tie(row, row.role) for row in ranked(persona.purchasing_roles.all())],
        preferences=[
            tie(row, row.content_format, tier=row.tier)
            for row in sorted(persona.content_preferences.all(), key=lambda row: (row.tier, row.rank, row.pk))
        ],
        rules=[
            Rule(row.includes, row.excludes, row.priority, row.is_active, row.note)
            for row in sorted(persona.title_rules.all(), key=lambda row: (row.priority, row.pk))
        ],
        more={part.name: part.rows(persona) for part in parts()},
    )


def facets_of(persona: Persona) -> list[FacetPart]:
    """What it says in each facet, in the order of the vocabulary."""
    rows: dict[Facet, list[PersonaTrait]] = {}
    notes: dict[Facet, PersonaNote] = {note.facet: note for note in persona.notes.all()}
    for row in ranked(persona.persona_traits.all()):
        rows.setdefault(row.trait.facet, []).append(row)
    facets = sorted({*rows, *notes}, key=lambda facet: (facet.order, facet.name, facet.pk))
    return [
        FacetPart(
            facet_ref(facet),
            [Statement(Ref(row.trait_id, row.trait.key, row.trait.statement), row.detail, row.lead_in)
             for row in rows.get(facet, ())],
            notes[facet].body if facet in notes else "",
        )
        for facet in facets
    ]  # fmt: skip


Ranked = PersonaTrait | PersonaTitle | PersonaPurchasingRole | ContentPreference


def ranked(rows: Iterable[Ranked]) -> list[Ranked]:
    """In order of their rank; prefetched rows needn't be."""
    return sorted(rows, key=lambda row: (row.rank, row.pk))


def ref(row) -> Ref:
    return Ref(row.pk, row.key, str(row))


def facet_ref(facet: Facet) -> FacetRef:
    return FacetRef(facet.pk, facet.key, facet.name, facet.slug, facet.kind, facet.in_summary, facet.comparable)


def persona_ref(persona: Persona | None) -> Ref | None:
    return Ref(persona.pk, persona.slug, persona.heading) if persona else None


def tie(row: Ranked, other, tier: int = 0) -> Tie:
    return Tie(ref(other), row.rank, row.qualifier, tier)


def written(snapshot: Snapshot) -> dict:
    """As it is kept: plain values, with the number of the format. Keys of statements follow from their wordings."""
    data = asdict(snapshot)
    for part in data["facets"]:
        for row in part["statements"]:
            del row["trait"]["key"]
    data["dates"] = {name: day.isoformat() if day else None for name, day in snapshot.dates.items()}
    return {"format": FORMAT} | data


def read(data: dict) -> Snapshot:
    """A kept snapshot, of this format or an older one. What later versions no longer know is passed over, and what
    they miss is empty."""
    return Snapshot(
        id=data.get("id"),
        texts={name: str(text) for name, text in (data.get("texts") or {}).items()},
        dates={name: date.fromisoformat(day) if day else None for name, day in (data.get("dates") or {}).items()},
        numbers=dict(data.get("numbers") or {}),
        type=read_part(Ref, data.get("type")) or Ref(),
        parent=read_part(Ref, data.get("parent")),
        reports_to=read_part(Ref, data.get("reports_to")),
        successors=read_all(Ref, data.get("successors")),
        facets=[read_facet(each) for each in data.get("facets") or ()],
        titles=[read_tie(each) for each in data.get("titles") or ()],
        roles=[read_tie(each) for each in data.get("roles") or ()],
        preferences=[read_tie(each) for each in data.get("preferences") or ()],
        rules=read_all(Rule, data.get("rules")),
        more=dict(data.get("more") or {}),
    )


def read_part(kind: type, data: dict | None):
    """One of the parts; None for none."""
    known = {each.name for each in fields(kind)}
    return None if data is None else kind(**{name: value for name, value in data.items() if name in known})


def read_all(kind: type, rows: list[dict] | None) -> list:
    return [read_part(kind, row) for row in rows or ()]


def read_facet(data: dict) -> FacetPart:
    statements = [
        Statement(read_trait(row.get("trait")), row.get("detail", ""), row.get("lead_in", ""))
        for row in data.get("statements") or ()
    ]
    return FacetPart(read_part(FacetRef, data.get("facet")) or FacetRef(), statements, data.get("note", ""))


def read_trait(data: dict | None) -> Ref:
    ref = read_part(Ref, data) or Ref()
    return ref if ref.key else replace(ref, key=wording_key(ref.name))


def read_tie(data: dict) -> Tie:
    of = read_part(Ref, data.get("of")) or Ref()
    return Tie(of, data.get("rank", 1), data.get("qualifier", ""), data.get("tier", 0))


def by_rank(ties: Iterable[Tie]) -> list[tuple[int, list[Tie]]]:
    """The ties, in their order, as pairs of a rank and all that share it."""
    return [(rank, list(rows)) for rank, rows in groupby(ties, key=lambda each: each.rank)]
