"""A journey as a table: stages across and personas down, or turned."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from journeys.models import Journey, Stage, Touchpoint, TouchpointFormat
from personas.markdown import plain_text
from personas.matrix import Column, Group, Head, Mark, Matrix, build
from personas.matrix.subjects import column_of
from personas.models import ContentFormat, Persona
from personas.querysets import PersonaQuerySet

ROWS_A_PAGE = 50
COLUMNS_A_PAGE = 12
SHOWN_LETTERS = 140  # of a key message, in a cell
SHADES = {1: 4, 2: 2, 3: 1}
INVOLVEMENTS = dict(Touchpoint.Involvement.choices)
LEGEND = tuple((SHADES[value], label) for value, label in Touchpoint.Involvement.choices)
STAGES = Group("stages", "Stages", "Stage")


@dataclass(frozen=True)
class PersonaHead(Head):
    """A persona before a row, with what there is to know about her."""

    tags: tuple[str, ...] = ()
    badge: str = ""
    colour: int = 0


@dataclass(frozen=True)
class Cell(Mark):
    """What a persona does in a stage: the parts of what the text says in one line."""

    involvement: str = ""
    message: str = ""
    formats: tuple[str, ...] = ()


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

    @property
    def personas(self) -> PersonaQuerySet:
        visible = Persona.objects.visible_to(self.user)
        if self.named:
            found = visible.filter(pk__in=[persona.pk for persona in self.named])
        else:
            found = visible.filter(self.belonging)
        found = found.filter(type__slug__in=self.types) if self.types else found
        found = found.named(self.word) if self.word else found
        return found.select_related("type").order_by("type__order", "type__name", "name", "role_label", "pk")

    @property
    def belonging(self) -> Q:
        marked = Touchpoint.objects.filter(stage__journey=self.journey).order_by().values("persona")
        possible = Q(type=self.journey.type_id) if self.journey.type_id else Q()
        return Q(pk__in=marked) | (possible & ~Q(status="deprecated") if self.all_of_type else Q(pk__in=[]))


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
        return list(self.journey.stages.order_by("order", "pk"))

    @cached_property
    def rows(self) -> Paginator:
        return Paginator(self.stages if self.turned else self.cast.personas, ROWS_A_PAGE)

    @cached_property
    def columns(self) -> Paginator:
        return Paginator(self.cast.personas if self.turned else self.stages, COLUMNS_A_PAGE)

    def page(self, rows: int, columns: int) -> tuple[Matrix, Page, Page]:
        """That page of rows and that page of columns as a matrix, and both pages. Raises InvalidPage."""
        rows_page, columns_page = self.rows.page(rows), self.columns.page(columns)
        shown = (list(columns_page), list(rows_page)) if self.turned else (list(rows_page), list(columns_page))
        return self.matrix(*shown), rows_page, columns_page

    def whole(self) -> Matrix:
        """Every row and every column, for downloads."""
        return self.matrix(list(self.cast.personas), self.stages)

    def matrix(self, personas: Sequence[Persona], stages: Sequence[Stage]) -> Matrix:
        cells = self.cells(personas, stages)
        if self.turned:
            cells = [replace(cell, row=cell.column, column=cell.row) for cell in cells]
            counts = Counter(cell.row for cell in cells)
            heads = [Head(key_of(stage), stage.name, STAGES, counts[key_of(stage)]) for stage in stages]
            columns, of, corner = list(map(column_of, personas)), self.columns.count, "Stage"
        else:
            columns = [Column(key_of(stage), stage.name) for stage in stages]
            counts = Counter(cell.row for cell in cells)
            heads = [head_of(persona, counts[persona.slug]) for persona in personas]
            of, corner = len(self.stages), "Persona"
        words = {"corner": corner, "group_word": "Part" if self.turned else "Type"}
        return build(self.caption, heads, columns, cells, of=of, legend=LEGEND, **words)

    def cells(self, personas: Sequence[Persona], stages: Sequence[Stage]) -> list[Mark]:
        """What stands where these meet, in the rows of personas."""
        return cells_of(personas, stages)


def key_of(stage: Stage) -> str:
    return f"s{stage.pk}"


def head_of(persona: Persona, count: int) -> PersonaHead:
    column = column_of(persona)
    return PersonaHead(
        key=column.key,
        name=column.name,
        group=Group(persona.type.slug, persona.type.name, "Persona"),
        count=count,
        url=column.url,
        tags=column.tags,
        badge=column.badge,
        colour=column.colour,
    )


def cells_of(personas: Sequence[Persona], stages: Sequence[Stage]) -> list[Cell]:
    """The cells of these personas and stages, in the rows of the personas. Three queries; no model is made for each,
    as there may be many thousands."""
    slugs = {persona.pk: persona.slug for persona in personas}
    found = between(personas, stages)
    formats = formats_at(found)
    values = found.values_list("pk", "persona", "stage", "involvement", "key_message")
    return [
        cell(slugs[persona], stage, involvement, plain_text(message), tuple(formats[pk]))
        for pk, persona, stage, involvement, message in values
        if persona in slugs
    ]


def between(personas: Sequence[Persona], stages: Sequence[Stage]) -> QuerySet:
    """The touchpoints of these stages and, where they are few, of these personas alone: thousands are more than a
    query can name."""
    found = Touchpoint.objects.filter(stage__in=[stage.pk for stage in stages]).order_by()
    few = len(personas) <= ROWS_A_PAGE
    return found.filter(persona__in=[persona.pk for persona in personas]) if few else found


def formats_at(touchpoints: QuerySet) -> dict[int, list[str]]:
    """The names of the content types at each of the touchpoints, in their order. Two queries."""
    links = TouchpointFormat.objects.filter(touchpoint__in=touchpoints.values("pk")).order_by("rank", "pk")
    pairs = list(links.values_list("touchpoint", "content_format"))
    names = dict(ContentFormat.objects.order_by().values_list("pk", "name"))
    found = defaultdict(list)
    for touchpoint, content_format in pairs:
        found[touchpoint].append(names[content_format])
    return found


def touchpoints_of(personas: Sequence[Persona], stages: Sequence[Stage]) -> list[Touchpoint]:
    """The touchpoints of a page of personas and stages, with the links to content types. Two queries."""
    keys = {persona.pk for persona in personas}
    return [row for row in between(personas, stages).prefetch_related("format_links") if row.persona_id in keys]


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
