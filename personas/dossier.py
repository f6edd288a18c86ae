"""Everything the persona page shows, in the order in which it shows it."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from personas.data_version import Memory, kept_while
from personas.data_version.catalogue import STANDING
from personas.faces import Face, faces_of
from personas.models import ContentPreference, Edition, Facet, Persona
from personas.prepared import prepared
from personas.querysets import PersonaQuerySet, may_see_drafts
from personas.sharing import Shares, shares_of
from personas.similar import Alike, most_alike
from personas.told import Heading, Preference, Role, Statement, Title, Told, told_of

LEADING = 2  # facets in the summary
WHOLE = 5  # statements that the summary shows of each of them; where there are more, only the first few
FEW = 3
LONG = 700  # characters of a section that reads badly in half the width
Kind = Facet.Kind
# Primary keys by the heading under which a page names these personas.
Near = dict[str, frozenset[int]]
TIERS = dict(ContentPreference.Tier.choices)
# The content types by the name of their tier.
Tiers = tuple[tuple[str, tuple[Preference, ...]], ...]
TOOK_OVER = "Took over from"
NOBODY = 0  # a primary key that no persona has
_near = Memory(STANDING, Persona.successors.through, most=100)
NOTED_APART = {Kind.INTRODUCTION, Kind.JOB_TITLES}  # whose notes have a place of their own on the page


class Group(NamedTuple):
    """Statements under one lead-in; `start` is the number of the first of them."""

    lead_in: str
    start: int
    statements: list[Statement]


class Section(NamedTuple):
    """What one facet says about a persona: statements, or the content types by tier, and prose."""

    facet: Heading
    statements: tuple[Statement, ...] = ()
    note: str = ""
    tiers: Tiers = ()

    @property
    def groups(self) -> list[Group]:
        """The statements, with a new group wherever a lead-in begins one."""
        groups: list[Group] = []
        for number, statement in enumerate(self.statements, start=1):
            if statement.lead_in or not groups:
                groups.append(Group(statement.lead_in, number, []))
            groups[-1].statements.append(statement)
        return groups

    @property
    def is_long(self) -> bool:
        """Whether the section needs the full width."""
        texts = [text for row in self.statements for text in (row.lead_in, row.statement, row.detail)]
        return sum(map(len, [self.note, *texts])) > LONG

    @property
    def fits_summary(self) -> bool:
        """Whether the summary shows all there is, so that repeating it below would tell nothing new."""
        beside = self.note or any(row.lead_in or row.detail for row in self.statements)
        return len(self.statements) <= WHOLE and not self.is_long and not beside

    @property
    def leading(self) -> tuple[Statement, ...]:
        """What the summary shows."""
        return self.statements if self.fits_summary else self.statements[:FEW]


class Facts:
    """What is told of a persona, in the order in which her page shows it; `shared` says how many others have each of
    her statements, by its primary key."""

    def __init__(self, told: Told, shared: Mapping[int, int]):
        self.told = told
        self.shared = shared

    @cached_property
    def introduction(self) -> str:
        """What introduces the persona."""
        return self.note_of(Kind.INTRODUCTION)

    @cached_property
    def titles_note(self) -> str:
        """What there is to say about the job titles, beside the titles."""
        return self.note_of(Kind.JOB_TITLES)

    def note_of(self, kind: str) -> str:
        return next((section.note for section in self.filled if section.facet.kind == kind), "")

    @cached_property
    def leading(self) -> tuple[Section, ...]:
        """The summary's facets: the first ones made for it, in the order of the vocabulary, that say something."""
        return tuple(each for each in self.filled if each.facet.in_summary and each.statements)[:LEADING]

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

    def section(self, facet: Heading) -> Section:
        """What the facet says about the persona, which may be nothing."""
        tiers = self.tiers if facet.kind == Kind.CONTENT_PREFERENCES else ()
        return Section(facet, tuple(self.statements[facet.key]), self.notes.get(facet.key, ""), tiers)

    @cached_property
    def statements(self) -> dict[int | None, list[Statement]]:
        """The statements by the key of their facet, each with the number of others who have it."""
        found = defaultdict(list)
        for row in self.told.statements:
            found[row.facet].append(row._replace(shared_with=self.shared.get(row.trait, 0)))
        return found

    @cached_property
    def notes(self) -> dict[int, str]:
        return dict(self.told.notes)

    @property
    def titles(self) -> tuple[Title, ...]:
        return self.told.titles

    @cached_property
    def purchasing_roles(self) -> tuple[tuple[int, tuple[Role, ...]], ...]:
        """Each rank with the roles that share it."""
        return tuple((rank, tuple(rows)) for rank, rows in groupby(self.told.roles, key=lambda row: row.rank))

    @cached_property
    def tiers(self) -> Tiers:
        """The content types by the name of their tier, the first tier first."""
        by_tier = groupby(self.told.preferences, key=lambda row: row.tier)
        return tuple((TIERS[tier], tuple(rows)) for tier, rows in by_tier)

    @cached_property
    def first_tier(self) -> tuple[Preference, ...]:
        """Where the persona looks first: the highest tier that has anything in it."""
        return self.tiers[0][1] if self.tiers else ()


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
    if not user.is_authenticated:
        return {}
    place = persona.pk, persona.parent_id or NOBODY, persona.reports_to_id or NOBODY
    drafts = may_see_drafts(user)
    return _near.recall((place, drafts), lambda: find_near(*place, drafts=drafts))


def find_near(persona: int, parent: int, boss: int, *, drafts: bool) -> Near:
    rows = rows_near(persona, parent, boss, drafts=drafts)
    found = {
        "Subset of": [key for key, *_ in rows if key == parent],
        "Subsets": [key for key, upper, _ in rows if upper == persona],
        "Reports to": [key for key, *_ in rows if key == boss],
        "Direct reports": [key for key, _, above in rows if above == persona],
        TOOK_OVER: [key for (key,) in rows_before(persona, drafts=drafts)],
    }
    return {heading: frozenset(keys) for heading, keys in found.items() if keys}


@prepared
def rows_near(persona: int, parent: int, boss: int, *, drafts: bool):
    her = Persona(pk=persona, parent_id=parent, reports_to_id=boss)
    return Persona.objects.seen_with(drafts=drafts).near(her).order_by().values_list("pk", "parent", "reports_to")


@prepared
def rows_before(persona: int, *, drafts: bool):
    return Persona.objects.seen_with(drafts=drafts).filter(successors=persona).order_by().values_list("pk")
