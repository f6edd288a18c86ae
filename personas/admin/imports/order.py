"""What an editor asks the import for. It travels inside the plan's own form, so that web nodes keep nothing."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core import signing

from personas.handbook.pages import PAGE_BYTES, HandbookError, Page
from personas.handbook.plan import Plan, plan_steps
from personas.handbook.progress import finish
from personas.handbook.selection import NO_CHOICES, Choices
from personas.handbook.synonyms import MAPPED_MODELS, Synonym

SALT = "personas.import"
# Beside the sealed pages the form may send a pasted page.
ROOM_FOR_OTHER_FIELDS = 2 * PAGE_BYTES
# More than this takes long enough for people to want to see that it goes on.
MANY_PAGES = 3
MANY_LETTERS = 200_000
MODELS = {model._meta.model_name: model for model in MAPPED_MODELS}


@dataclass(frozen=True)
class ImportOrder:
    """Pages, the options they are to be imported with, and what was decided about the plan's lines and words."""

    pages: Sequence[Page]
    type_slug: str | None = None
    status: str = "published"
    prune: bool = False
    choices: Choices = NO_CHOICES
    synonyms: tuple[Synonym, ...] = ()

    @property
    def is_large(self) -> bool:
        """Whether planning it is worth showing progress."""
        return len(self.pages) > MANY_PAGES or sum(len(page.text) for page in self.pages) > MANY_LETTERS

    def plan_steps(self) -> Generator[str, None, Plan]:
        """What the import would change now, step by step. Raises HandbookError."""
        options = {"type_slug": self.type_slug, "status": self.status, "prune": self.prune, "synonyms": self.synonyms}
        return plan_steps(self.pages, **options)

    def plan(self) -> Plan:
        """What the import would change now. Raises HandbookError."""
        return finish(self.plan_steps())

    def sealed(self) -> str:
        """The order as one line of text that only this site can have written.

        Raises HandbookError when it is longer than a form may be.
        """
        pages = [[page.name, page.text] for page in self.pages]
        choices = [sorted(self.choices.taken), sorted(self.choices.left)]
        synonyms = [[each.model._meta.model_name, each.wording, each.key] for each in self.synonyms]
        order = [pages, self.type_slug, self.status, self.prune, choices, synonyms]
        sealed = signing.dumps(order, salt=SALT, compress=True)
        if len(sealed) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE - ROOM_FOR_OTHER_FIELDS:
            raise HandbookError(
                "Together these pages are too large for one form: import fewer at a time, or on the command line."
            )
        return sealed


def unsealed(text: str) -> ImportOrder:
    """The order that was sealed as this text. Raises HandbookError when this site did not seal it."""
    try:
        pages, type_slug, status, prune, choices, synonyms = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError) as error:
        raise HandbookError("This plan can't be read any more: choose the pages again.") from error
    return ImportOrder(
        [Page(name, text) for name, text in pages],
        type_slug,
        status,
        prune,
        Choices(*map(frozenset, choices)),
        tuple(Synonym(MODELS[name], wording, key) for name, wording, key in synonyms),
    )
