"""What an editor asks the import for. It travels inside the plan's own form, so that web nodes keep nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core import signing

from personas.handbook.pages import PAGE_BYTES, HandbookError, Page
from personas.handbook.plan import Plan, make_plan

SALT = "personas.import"
# Beside the sealed pages the form may send a pasted page.
ROOM_FOR_OTHER_FIELDS = 2 * PAGE_BYTES


@dataclass(frozen=True)
class ImportOrder:
    """Pages and the options they are to be imported with."""

    pages: Sequence[Page]
    type_slug: str | None = None
    status: str = "published"
    prune: bool = False

    def plan(self) -> Plan:
        """What the import would change now. Raises HandbookError."""
        return make_plan(self.pages, type_slug=self.type_slug, status=self.status, prune=self.prune)

    def sealed(self) -> str:
        """The order as one line of text that only this site can have written.

        Raises HandbookError when it is longer than a form may be.
        """
        pages = [[page.name, page.text] for page in self.pages]
        sealed = signing.dumps([pages, self.type_slug, self.status, self.prune], salt=SALT, compress=True)
        if len(sealed) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE - ROOM_FOR_OTHER_FIELDS:
            raise HandbookError(
                "Together these pages are too large for one form: import fewer at a time, or on the command line."
            )
        return sealed


def unsealed(text: str) -> ImportOrder:
    """The order that was sealed as this text. Raises HandbookError when this site did not seal it."""
    try:
        pages, *options = signing.loads(text, salt=SALT)
    except signing.BadSignature as error:
        raise HandbookError("This plan can't be read any more: choose the pages again.") from error
    return ImportOrder([Page(name, text) for name, text in pages], *options)
