"""A journey as a table: stages across and personas down, or turned."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from journeys.aspects import MATTERING
from journeys.mattering import audiences
from journeys.models import Journey, Stage, Touchpoint, TouchpointFormat
from journeys.people import people
from personas.cards import words_of
from personas.census import Census, Crowd, current_census
from personas.data_version import Memory, kept_while
from personas.data_version.catalogue import STANDING
from personas.kept.parts import remembered
from personas.matrix import Column, Group, Head, Mark, Matrix, build
from personas.matrix.subjects import Who
from personas.models import ContentFormat, Persona, PersonaType

ROWS_A_PAGE = 50
COLUMNS_A_PAGE = 12
KEPT = 32  # pages of tables: their cells
SHOWN_LETTERS = 140  # of a key message, in a cell
SHADES = {1: 4, 2: 2, 3: 1}
INVOLVEMENTS = dict(Touchpoint.Involvement.choices)
LEGEND = tuple((SHADES[value], label) for value, label in Touchpoint.Involvement.choices)
STAGES = Group("stages", "Stages", "Stage")
_casts = Memory(STANDING, PersonaType, Stage, MATTERING, most=KEPT)


@dataclass(frozen=True)
class PersonaHead(Head):
    """A persona before a row, with what there is to know about her."""

    tags: tuple[str, ...] = ()
    badge: str = ""
    colour: int = 0

    __hash__ = Head.__hash__


@dataclass(frozen=True)
class Cell(Mark):
    """What a persona does in a stage: the parts of what the text says in one line."""

    involvement: str = ""
    message: str = ""
    formats: tuple[str, ...] = ()

    __hash__ = Mark.__hash__


@dataclass(frozen=True)
class Cast:
    """Whom a journey's table shows, as far as the user may see them: everybody who matters in one of its stages, of
    these types, with this word in the name, or those named alone. With `all_of_type`, whoever might matter, too."""

    user: object
    journey: Journey
    types: Sequence[str] = ()
    word: str = ""
    named: Sequence[Persona] = ()
    all_of_type: bool = False

    @cached_property
    def census(self) -> Census:
        return current_census()

    @cached_property
    def visible(self) -> Crowd:
        return self.census.visible_to(self.user)

    @cached_property
    def keys(self) -> list[int]:
        """The primary keys of the personas, by type and name. One query where a word is looked for, and one where it
        changed who matters."""
        if self.named or self.word:
            return self.in_order()
        journey, asked = (self.journey.pk, self.journey.type_id), (tuple(self.types), self.all_of_type)
        return _casts.recall((*journey, *asked, self.visible, self.census.roll), self.in_order)

    def in_order(self) -> list[int]:
        crowd = self.visible & (self.census.at(each.pk for each in self.named) if self.named else self.belonging)
        if self.word:
            crowd &= self.census.at(Persona.objects.named(self.word).order_by().values_list("pk", flat=True))
        groups = [group for slug, group in self.census.types.items() if not self.types or slug in self.types]
        return [key for group in groups for key in self.census.roll.keys_of(crowd & self.census.of([group]))]

    @property
    def belonging(self) -> Crowd:
        """Who matters here, or might."""
        matter = audiences(self.census.roll).get(self.journey.pk, self.census.nobody)
        if not self.all_of_type:
            return matter
        in_use, kind = self.census.in_use(self.user), self.journey.type
        return matter | (in_use & self.census.of([self.census.types.get(kind.slug)]) if kind else in_use)


@kept_while(Stage)
def stages_of(journey: int) -> list[Stage]:
    """The stages of the journey, given by its primary key, in their order."""
    return list(Stage.objects.filter(journey=journey).order_by("order", "pk"))


class JourneyTable:
    """A journey × the personas of a cast. A page of it takes as many queries as there are kinds of things in it,
    whatever their number."""

    def __init__(self, journey: Journey, cast: Cast, turned: bool = False):
        self.journey = journey
        self.cast = cast
        self.turned = turned

    @property
    def caption(self) -> str:
        across = "personas across stages" if self.turned else "stages for each persona"
        return f"{self.journey.name}: {across}"

    @cached_property
    def stages(self) -> list[Stage]:
        return stages_of(self.journey.pk)

    @cached_property
    def rows(self) -> Paginator:
        return Paginator(self.stages if self.turned else self.cast.keys, ROWS_A_PAGE)

    @cached_property
    def columns(self) -> Paginator:
        return Paginator(self.cast.keys if self.turned else self.stages, COLUMNS_A_PAGE)

    def page(self, rows: int, columns: int) -> tuple[Matrix, Page, Page]:
        """That page of rows and that page of columns as a matrix, and both pages. Raises InvalidPage."""
        rows_page, columns_page = self.rows.page(rows), self.columns.page(columns)
        keys, stages = (columns_page, rows_page) if self.turned else (rows_page, columns_page)
        return self.matrix(people(keys.object_list), stages.object_list), rows_page, columns_page

    def whole(self) -> Matrix:
        """Every row and every column, for downloads."""
        return self.matrix(people(self.cast.keys), self.stages)

    def matrix(self, personas: Sequence[Who], stages: Sequence[Stage]) -> Matrix:
        cells = self.cells(personas, stages)
        if self.turned:
            counts = Counter(cell.row for cell in cells)
            heads = [Head(key_of(stage), stage.name, STAGES, counts[key_of(stage)]) for stage in stages]
            columns = [persona.column for persona in personas]
            of, corner = self.columns.count, "Stage"
        else:
            columns = [Column(key_of(stage), stage.name) for stage in stages]
            counts = Counter(cell.row for cell in cells)
            heads = [head_of(persona, counts[persona.slug]) for persona in personas]
            of, corner = len(self.stages), "Persona"
        words = {"corner": corner, "group_word": "Part" if self.turned else "Type"}
        return build(self.caption, heads, columns, cells, of=of, legend=LEGEND, **words)

    def cells(self, personas: Sequence[Who], stages: Sequence[Stage]) -> list[Mark]:
        """What stands where these meet."""
        slugs = tuple((persona.pk, persona.slug) for persona in personas)
        make = kept_cells if len(slugs) <= ROWS_A_PAGE else cells_of
        return make(slugs, tuple(stage.pk for stage in stages), self.turned)


def key_of(stage: Stage) -> str:
    return f"s{stage.pk}"


@remembered(most=2000)
def head_of(persona: Who, count: int) -> PersonaHead:
    above = persona.column
    return PersonaHead(
        key=above.key,
        name=above.name,
        group=Group(persona.type_name, persona.type_name, "Persona"),
        count=count,
        url=above.url,
        tags=above.tags,
        badge=above.badge,
        colour=above.colour,
    )


def cells_of(slugs: Sequence[tuple[int, str]], stages: Sequence[int], turned: bool) -> list[Cell]:
    """The cells of these personas, by primary key and slug, and of the stages with these primary keys: in the rows of
    the personas or, turned, of the stages. Three queries; no model is made for each, as there may be thousands."""
    slug_of = dict(slugs)
    found = between(slug_of, stages)
    formats = formats_at(found)
    values = found.values_list("pk", "persona", "stage", "involvement", "key_message")
    cells = [
        cell(slug_of[persona], stage, involvement, words_of(message), tuple(formats[pk]))
        for pk, persona, stage, involvement, message in values
        if persona in slug_of
    ]
    return [replace(cell, row=cell.column, column=cell.row) for cell in cells] if turned else cells


kept_cells = kept_while(Touchpoint, TouchpointFormat, ContentFormat, most=KEPT)(cells_of)


def between(personas: Collection[int], stages: Collection[int]) -> QuerySet:
    """The touchpoints of the stages with these primary keys and, where they are few, of these personas alone:
    thousands are more than a query can name."""
    found = Touchpoint.objects.filter(stage__in=stages).order_by()
    return found.filter(persona__in=personas) if len(personas) <= ROWS_A_PAGE else found


def formats_at(touchpoints: QuerySet) -> dict[int, list[str]]:
    """The names of the content types at each of the touchpoints, in their order. Two queries."""
    links = TouchpointFormat.objects.filter(touchpoint__in=touchpoints.values("pk")).order_by("rank", "pk")
    pairs = list(links.values_list("touchpoint", "content_format"))
    names = dict(ContentFormat.objects.order_by().values_list("pk", "name"))
    found = defaultdict(list)
    for touchpoint, content_format in pairs:
        found[touchpoint].append(names[content_format])
    return found


def touchpoints_of(personas: Sequence[Who], stages: Sequence[Stage]) -> list[Touchpoint]:
    """The touchpoints of a page of personas and stages, with the links to content types. Two queries."""
    keys = {persona.pk for persona in personas}
    found = between(keys, [stage.pk for stage in stages])
    return [row for row in found.prefetch_related("format_links") if row.persona_id in keys]


def cell(slug: str, stage: int, value: int, message: str, formats: tuple[str, ...]) -> Cell:
    involvement = INVOLVEMENTS[value]
    said = [("involvement", involvement), ("message", message), ("formats", ", ".join(formats))]
    told = [(kind, words) for kind, words in said if words]
    return Cell(
        row=slug,
        column=f"s{stage}",
        text=". ".join(words.rstrip(".") for _, words in told) if len(told) > 1 else involvement,
        says=involvement.lower(),
        shade=SHADES[value],
        place=value,
        sense=involvement,
        explained=True,
        parts=tuple((kind, shortened(words)) for kind, words in told),
        involvement=involvement,
        message=shortened(message),
        formats=formats,
    )


def shortened(text: str) -> str:
    return text if len(text) <= SHOWN_LETTERS else text[: SHOWN_LETTERS - 1].rstrip() + "…"
