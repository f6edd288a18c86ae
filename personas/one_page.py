"""A persona on one sheet of paper: the few things to know before a meeting, each short enough for the sheet."""

from dataclasses import dataclass
from functools import cached_property

from personas.dossier import Dossier, Section
from personas.markdown import BLANK_LINE, BLOCK_MARKS, plain_text
from personas.models import Persona
from personas.wording import one_line

STATEMENTS = 3  # of a facet
FURTHER = 4  # facets beside those of the summary
TITLES = 8
ROLES = 4
CONTENT_TYPES = 4  # of a tier
LONGEST_LINE = 180  # characters
LONGEST_NAME = 60
LONGEST_TEXT = 420


@dataclass(frozen=True)
class Part:
    """Some lines under a heading; `left_out` more are on the persona's own page."""

    heading: str
    lines: list[str]
    left_out: int = 0


class OnePage:
    """What the sheet says of a persona, as far as the user may see it. All of it is plain text."""

    def __init__(self, persona: Persona, user):
        self.persona = persona
        self.dossier = Dossier(persona, user)

    @cached_property
    def introduction(self) -> str:
        """The first paragraph of the introduction."""
        first = BLANK_LINE.split(self.dossier.introduction.strip(), maxsplit=1)[0]
        return shortened(plain_text(BLOCK_MARKS.sub("", first)), LONGEST_TEXT)

    @cached_property
    def leading(self) -> list[Part]:
        """The first statements of the facets made for the summary, such as motivations and challenges."""
        return [part_of(section) for section in self.dossier.leading]

    @cached_property
    def further(self) -> list[list[Part]]:
        """The first statements of other facets that can be compared, in the order of the vocabulary, two to a row."""
        others = [section for section in self.dossier.filled if section not in self.dossier.leading]
        parts = [part_of(section) for section in others if section.facet.comparable and section.statements]
        return [parts[:FURTHER][first : first + 2] for first in range(0, len(parts[:FURTHER]), 2)]

    @cached_property
    def reached_by(self) -> list[Part]:
        """The content types of each tier."""
        return [listed(tier, [row.name for row in rows], CONTENT_TYPES) for tier, rows in self.dossier.tiers]

    @cached_property
    def purchasing_roles(self) -> list[tuple[int, str]]:
        """The parts played in a purchase, with their ranks."""
        ranks = self.dossier.purchasing_roles[:ROLES]
        return [(rank, shortened(" and ".join(row.name for row in rows), LONGEST_NAME)) for rank, rows in ranks]

    @cached_property
    def titles(self) -> Part:
        """The job titles that mean this persona."""
        return listed("Job titles", [row.name for row in self.dossier.titles], TITLES)

    @cached_property
    def reports_to(self) -> list[str]:
        """The heading of whom the persona reports to; empty when that is nobody whom the user may see."""
        above = self.persona.reports_to_id
        return [one_line(other.heading) for other in self.dossier.neighbours if other.pk == above]

    @cached_property
    def successors(self) -> list[str]:
        """The headings of those who took over from a deprecated persona."""
        return [one_line(other.heading) for other in self.dossier.successors] if self.persona.is_deprecated else []


def part_of(section: Section) -> Part:
    """The first statements of a facet."""
    said = [plain_text(row.statement) for row in section.statements[:STATEMENTS]]
    lines = [shortened(words, LONGEST_LINE) for words in said]
    return Part(section.facet.name, lines, len(section.statements) - len(lines))


def listed(heading: str, names: list[str], most: int) -> Part:
    """The first of the names."""
    return Part(heading, [shortened(name, LONGEST_NAME) for name in names[:most]], max(0, len(names) - most))


def shortened(text: str, most: int) -> str:
    """The text on one line of at most so many characters, cut between words where there are any."""
    line = one_line(text)
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    whole = cut.rpartition(" ")[0]
    return f"{whole if len(whole) > most // 2 else cut}…"
