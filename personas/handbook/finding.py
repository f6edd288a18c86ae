"""Which persona a page means by a name, once everybody has her address."""

from collections import defaultdict

from personas.models.persona import heading_of
from personas.wording import lookup_key

from .drafts import Puzzle
from .outline import LINK, plain


class PersonaFinder:
    """Finds the address of a persona by link, name and role, name alone, role alone or first name.

    `status` is what the import gives to what is new. `people` are names and roles by address; `puzzles` takes remarks
    about those not found.
    """

    def __init__(self, people: dict[str, tuple[str, str]], status: str = "published"):
        self.status = status
        self.puzzles: list[Puzzle] = []
        self.slugs = set(people)
        self.names = dict(people)
        self.by_words = defaultdict(set)
        self.by_short_name = defaultdict(set)
        for slug, (name, role) in people.items():
            for words in {heading_of(name, role), name, role, f"{name} {role}"}:
                self.by_words[lookup_key(words)].add(slug)
            self.by_short_name[lookup_key(short_name(name, role))].add(slug)

    def heading(self, slug: str) -> str:
        return heading_of(*self.names[slug])

    def slug_of(self, written: str) -> str:
        """The address of the persona that the Markdown means; empty where nobody or several could be meant."""
        link = LINK.search(written)
        anchor = link["target"].rpartition("#")[2] if link else ""
        if anchor in self.slugs:
            return anchor
        words = lookup_key(plain(written))
        for each in (words, words.removesuffix(" persona"), words.removeprefix("the ")):
            found = self.by_words.get(each) or self.by_short_name.get(each, ())
            if each and len(found) == 1:
                return next(iter(found))
        return plain(written) if plain(written) in self.slugs else ""


def short_name(name: str, role: str) -> str:
    """What a persona whose name tells her role is called for short: "Tristan" of "Tech Exec Tristan"; else nothing."""
    first, _, last = name.rpartition(" ")
    return last if first and role else ""
