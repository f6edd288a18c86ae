"""Known titles, made ready for look-ups by wording, by words and by what they are about."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from personas.wording import SPACES, fold, wording_key

from . import words
from .answers import PersonaRef
from .reading import TitleWords, read_title

START = 4
PASSED_OVER = words.NEUTRAL | words.TECHNOLOGIES


@dataclass(frozen=True, slots=True)
class KnownTitle:
    """A title that means a persona: written down (`qualifier` says when it holds), or her own role.

    `retired` is the deprecated persona that had it, and `persona` who took over; `order` sorts those who share it.
    """

    name: str
    persona: PersonaRef
    qualifier: str = ""
    is_role: bool = False
    retired: str = ""
    order: tuple = ()

    @property
    def place(self) -> tuple:
        """Of personas who share a title, the first has it as her role, then come those whom it always means."""
        return bool(self.retired), bool(self.qualifier), not self.is_role, *self.order


@dataclass(frozen=True, slots=True)
class ReadTitle:
    """A known title with its words."""

    known: KnownTitle
    title: TitleWords


def subject_of(core: Iterable[str]) -> tuple[str, ...]:
    """What words of a title are about: without places and tools, words that are used for one another as one."""
    return tuple(sorted(words.NEAR.get(word, word) for word in core if word not in PASSED_OVER))


def letters_of(title: TitleWords) -> str:
    """The words of a title without spaces, for "cyber security" beside "cybersecurity"; levels left out."""
    return "".join(word for word in title.words if word not in title.levels and word not in PASSED_OVER)


def start_of(name: str) -> str:
    """The first letters by which `KnownTitles.may_have` looks."""
    return SPACES.sub("", fold(name))[:START]


class KnownTitles:
    """All known titles, each list in the order in which its titles win."""

    def __init__(self, titles: Iterable[KnownTitle]):
        self.titles = sorted(titles, key=lambda each: (each.place, each.name))
        self.by_wording: dict[str, list[KnownTitle]] = defaultdict(list)
        self.by_words: dict[tuple[str, ...], list[ReadTitle]] = defaultdict(list)
        self.by_subject: dict[tuple[str, ...], list[ReadTitle]] = defaultdict(list)
        self.by_letters: dict[str, list[ReadTitle]] = defaultdict(list)
        self.callings: set[tuple[str, ...]] = set()
        self.fields: set[str] = set()  # words that stand beside roles
        self.starts = frozenset(start_of(known.name) for known in self.titles)
        for known in self.titles:
            self.enter(ReadTitle(known, read_title(known.name)))

    def enter(self, read: ReadTitle) -> None:
        title = read.title
        self.by_wording[wording_key(read.known.name)].append(read.known)
        if title.words:
            self.by_words[title.key].append(read)
        if not (title.others or title.is_bare or read.known.retired):
            self.by_subject[subject_of(title.core)].append(read)
            self.by_letters[letters_of(title)].append(read)
            self.note_calling(read)

    def note_calling(self, read: ReadTitle) -> None:
        subject = subject_of(read.title.core)
        if read.title.has_role:
            self.fields.update(subject)
        elif not read.known.is_role or not words.OCCUPATIONS.isdisjoint(subject):
            self.callings.add(subject)

    def have_calling(self, core: Iterable[str]) -> bool:
        """Whether these words are a title that says what somebody is in a word that isn't ours: "Truck Driver", but
        neither "InfoSec" beside "Security Engineer" nor a persona's label, which may be a field ("Platform")."""
        subject = subject_of(core)
        return subject in self.callings and any(
            word in words.OCCUPATIONS or word not in self.fields for word in subject
        )

    def may_have(self, title: str) -> bool:
        """Whether a known title might have the same wording. Cheap, as most titles have not: by its first letters."""
        start = title.replace(" ", "")[:START].lower()
        return not (start.isascii() and start.isalnum()) or start in self.starts

    def vocabulary(self) -> frozenset[str]:
        """All words of known titles."""
        return frozenset(word for key in self.by_words for word in key)
