"""Everything the persona page shows, in the order in which it shows it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from personas.data_version import Memory, kept_while
from personas.data_version.catalogue import STANDING
from personas.faces import Face, faces_of
from personas.links import may_link
from personas.models import (
    ContentFormat,
    ContentPreference,
    Edition,
    Facet,
    JobTitle,
    Persona,
    PersonaNote,
    PersonaPurchasingRole,
    PersonaTitle,
    PersonaTrait,
    PurchasingRole,
    Trait,
)
from personas.querysets import PersonaQuerySet, may_see_drafts
from personas.sharing import Shares, shares_of
from personas.similar import Alike, most_alike

LEADING = 2  # facets in the summary
WHOLE = 5  # statements that the summary shows of each of them; where there are more, only the first few
FEW = 3
LONG = 700  # characters of a section that reads badly in half the width
Kind = Facet.Kind
# Primary keys by the heading under which a page names these personas.
Near = dict[str, frozenset[int]]
# What something is told of a persona in.
TOLD = (
    *(Facet, Trait, PersonaTrait, PersonaNote, JobTitle, PersonaTitle),
    *(PurchasingRole, PersonaPurchasingRole, ContentFormat, ContentPreference),
)
TOOK_OVER = "Took over from"
_near = Memory(STANDING, Persona.successors.through, most=100)
NOTED_APART = {Kind.INTRODUCTION, Kind.JOB_TITLES}  # whose notes have a place of their own on the page


@dataclass
class Group:
    """Statements under one lead-in; `start` is the number of the first of them."""

    lead_in: str
    start: int
    statements: list[PersonaTrait] = field(default_factory=list)


@dataclass
class Section:
    """What one facet says about a persona: statements, or the content types by tier, and prose."""

    facet: Facet
    statements: list[PersonaTrait] = field(default_factory=list)
    note: PersonaNote | None = None
    tiers: dict[str, list[ContentPreference]] = field(default_factory=dict)

    @property
    def groups(self) -> list[Group]:
        """The statements, with a new group wherever a lead-in begins one."""
        groups: list[Group] = []
        for number, statement in enumerate(self.statements, start=1):
            if statement.lead_in or not groups:
                groups.append(Group(statement.lead_in, number))
            groups[-1].statements.append(statement)
        return groups

    @property
    def is_long(self) -> bool:
        """Whether the section needs the full width."""
        texts = [self.note.body] if self.note else []
        texts += [text for row in self.statements for text in (row.lead_in, row.trait.statement, row.detail)]
        return sum(map(len, texts)) > LONG

    @property
    def fits_summary(self) -> bool:
        """Whether the summary shows all there is, so that repeating it below would tell nothing new."""
        beside = self.note or any(row.lead_in or row.detail for row in self.statements)
        return len(self.statements) <= WHOLE and not self.is_long and not beside

    @property
    def leading(self) -> list[PersonaTrait]:
        """What the summary shows."""
        return self.statements if self.fits_summary else self.statements[:FEW]


class Told:
    """The rows in which something is told of a persona. Each kind is looked up once, when it is needed, and kept for
    as long as they all stay as they are: so nobody may change them."""

    def __init__(self, persona: int):
        self.persona = persona

    @cached_property
    def facets(self) -> list[Facet]:
        return with_content_types(list(Facet.objects.all()))

    @cached_property
    def statements(self) -> list[PersonaTrait]:
        return list(PersonaTrait.objects.filter(persona=self.persona).select_related("trait"))

    @cached_property
    def notes(self) -> list[PersonaNote]:
        return list(PersonaNote.objects.filter(persona=self.persona))

    @cached_property
    def titles(self) -> list[PersonaTitle]:
        return list(PersonaTitle.objects.filter(persona=self.persona).select_related("title"))

    @cached_property
    def purchasing_roles(self) -> list[PersonaPurchasingRole]:
        return list(PersonaPurchasingRole.objects.filter(persona=self.persona).select_related("role"))

    @cached_property
    def preferences(self) -> list[ContentPreference]:
        return list(ContentPreference.objects.filter(persona=self.persona).select_related("content_format"))

    @cached_property
    def may_link(self) -> bool:
        """Whether there may be a link in what is written."""
        texts = [note.body for note in self.notes]
        texts += [text for row in self.statements for text in (row.trait.statement, row.detail, row.lead_in)]
        return may_link(
            [*texts, *(row.qualifier for row in (*self.titles, *self.purchasing_roles, *self.preferences))]
        )


def with_content_types(facets: list[Facet]) -> list[Facet]:
    """The facets; where none of them is for content types, one that is stands last."""
    if any(facet.kind == Kind.CONTENT_PREFERENCES for facet in facets):
        return facets
    return [*facets, Facet(name="Content types", slug="content-types", kind=Kind.CONTENT_PREFERENCES)]


told_of = kept_while(*TOLD, most=100)(Told)


class Facts:
    """What is told of a persona, in the order in which her page shows it; `shared` says how many others have each of
    her statements, by its primary key."""

    def __init__(self, told: Told, shared: Mapping[int, int]):
        self.told = told
        self.shared = shared

    @cached_property
    def introduction(self) -> PersonaNote | None:
        """The note that introduces the persona."""
        return next((section.note for section in self.filled if section.facet.kind == Kind.INTRODUCTION), None)

    @cached_property
    def titles_note(self) -> PersonaNote | None:
        """What there is to say about the job titles, beside the titles."""
        return next((section.note for section in self.filled if section.facet.kind == Kind.JOB_TITLES), None)

    @cached_property
    def leading(self) -> list[Section]:
        """The summary's facets: the first ones made for it, in the order of the vocabulary, that say something."""
        return [section for section in self.filled if section.facet.in_summary and section.statements][:LEADING]

    @cached_property
    def sections(self) -> list[Section]:
        """The facets below the summary, in the order of the vocabulary, without those shown whole elsewhere."""
        elsewhere = [section for section in self.leading if section.fits_summary]
        elsewhere += [
            section for section in self.filled if section.facet.kind in NOTED_APART and not section.statements
        ]
        return [section for section in self.filled if section not in elsewhere]

    @cached_property
    def filled(self) -> list[Section]:
        """A section for every facet that has something to say."""
        sections = (self.section(facet) for facet in self.told.facets)
        return [section for section in sections if section.statements or section.note or section.tiers]

    def section(self, facet: Facet) -> Section:
        """What the facet says about the persona, which may be nothing."""
        tiers = self.tiers if facet.kind == Kind.CONTENT_PREFERENCES else {}
        return Section(facet, self.statements[facet.pk], self.notes.get(facet.pk), tiers)

    @cached_property
    def statements(self) -> dict[int, list[PersonaTrait]]:
        """The statements by the primary key of their facet, each with `shared_with`: how many others have it."""
        found = defaultdict(list)
        for kept in self.told.statements:
            row = copy(kept)
            row.shared_with = self.shared.get(row.trait_id, 0)
            found[row.trait.facet_id].append(row)
        return found

    @cached_property
    def notes(self) -> dict[int, PersonaNote]:
        return {note.facet_id: note for note in self.told.notes}

    @property
    def titles(self) -> list[PersonaTitle]:
        return self.told.titles

    @cached_property
    def purchasing_roles(self) -> list[tuple[int, list[PersonaPurchasingRole]]]:
        """Each rank with the roles that share it."""
        return ranked(self.told.purchasing_roles)

    @cached_property
    def tiers(self) -> dict[str, list[ContentPreference]]:
        """The content types by the name of their tier, the first tier first."""
        by_tier = groupby(self.told.preferences, key=ContentPreference.get_tier_display)
        return {tier: list(rows) for tier, rows in by_tier}

    @cached_property
    def first_tier(self) -> list[ContentPreference]:
        """Where the persona looks first: the highest tier that has anything in it."""
        return next(iter(self.tiers.values()), [])


class Dossier(Facts):
    """A persona with all that belongs to it and that the user may see. Each part is looked up once, when it is needed.

    A fixed number of queries: statements, notes, titles, roles, content types, facets, who shares statements, who
    isn't to be counted among these, who is near, their names, successors and the latest edition.
    """

    def __init__(self, persona: Persona, user):
        self.persona = persona
        self.user = user

    @property
    def visible(self) -> PersonaQuerySet:
        return Persona.objects.visible_to(self.user)

    @cached_property
    def told(self) -> Told:
        return told_of(self.persona.pk)

    @cached_property
    def edition(self) -> Edition | None:
        """The latest edition."""
        return latest_edition(self.persona.pk)

    @cached_property
    def shares(self) -> Shares:
        return shares_of(self.persona.pk, self.user)

    @cached_property
    def shared(self) -> dict[int, int]:
        return dict(self.shares.counts)

    @cached_property
    def near(self) -> Near:
        """Whom of those around her the user may see."""
        return near(self.persona, self.user)

    @property
    def has_neighbours(self) -> bool:
        """Whether there are visible personas one step away, up or down."""
        return any(heading != TOOK_OVER for heading in self.near)

    @cached_property
    def neighbours(self) -> list[Persona]:
        """Visible personas one step away, up or down."""
        return list(self.visible.near(self.persona))

    @cached_property
    def people(self) -> dict[int, Face]:
        """Everybody whom the page names beside her, by name."""
        named = {key for keys in (*self.near.values(), self.shares.closest) for key in keys}
        return faces_of(named, by_name=True)

    @property
    def relations(self) -> tuple[tuple[str, tuple[Face, ...]], ...]:
        """The visible personas around this one: a heading and those under it, for every heading that has somebody."""
        people = self.people.items()
        around = ((heading, tuple(face for key, face in people if key in keys)) for heading, keys in self.near.items())
        return tuple(pair for pair in around if pair[1])

    @property
    def similar(self) -> tuple[Alike, ...]:
        return most_alike(self.shares.closest, self.people)

    @cached_property
    def successors(self) -> list[Persona]:
        """The personas that took over from this one."""
        return list(self.visible.filter(predecessors=self.persona))


@kept_while(Edition, most=100)
def latest_edition(persona: int) -> Edition | None:
    """The latest edition of the persona with that primary key."""
    return Edition.objects.of(persona).listed().first()


def near(persona: Persona, user) -> Near:
    """Whom the user may see of those one step away, and of those whom the persona took over from. Two queries, and
    none while everybody's standing is as it was."""
    place = persona.pk, persona.parent_id, persona.reports_to_id, user.is_authenticated, may_see_drafts(user)
    return _near.recall(place, lambda: find_near(persona, Persona.objects.visible_to(user).order_by()))


def find_near(persona: Persona, visible: PersonaQuerySet) -> Near:
    rows = list(visible.near(persona).values_list("pk", "parent", "reports_to"))
    found = {
        "Subset of": [pk for pk, *_ in rows if pk == persona.parent_id],
        "Subsets": [pk for pk, parent, _ in rows if parent == persona.pk],
        "Reports to": [pk for pk, *_ in rows if pk == persona.reports_to_id],
        "Direct reports": [pk for pk, _, boss in rows if boss == persona.pk],
        TOOK_OVER: visible.filter(successors=persona).values_list("pk", flat=True),
    }
    return {heading: frozenset(keys) for heading, keys in found.items() if keys}


def ranked(roles: Iterable[PersonaPurchasingRole]) -> list[tuple[int, list[PersonaPurchasingRole]]]:
    """The roles, in order of their rank, as pairs of a rank and all that share it."""
    return [(rank, list(rows)) for rank, rows in groupby(roles, key=lambda row: row.rank)]
