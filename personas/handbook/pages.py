"""A page as it comes in: its name, its text, and what is refused before anything is read."""

from dataclasses import dataclass

PAGE_BYTES = 2 * 1024 * 1024
BYTE_ORDER_MARK = "\ufeff"


class HandbookError(Exception):
    """A page or a request that can't be taken; str() is one sentence for the person who sent it."""


@dataclass(frozen=True)
class Page:
    """One handbook page: the file's name (for messages and to know it again) and its Markdown."""

    name: str
    text: str


def read_page(name: str, data: bytes) -> Page:
    """The page in those bytes; line ends become "\\n" and a byte-order mark is dropped.

    Raises HandbookError when the data is empty, larger than 2 MB, no text or not UTF-8.
    """
    if len(data) > PAGE_BYTES:
        raise HandbookError(f"{name} is larger than {PAGE_BYTES // 1024 // 1024} MB: that is not a handbook page.")
    if b"\0" in data:
        raise HandbookError(f"{name} is not a text file.")
    try:
        text = data.decode("utf-8").removeprefix(BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        raise HandbookError(
            f"{name} is not UTF-8 text (byte {error.start + 1}): save it as UTF-8 and try again."
        ) from error
    if not text.strip():
        raise HandbookError(f"{name} is empty.")
    return Page(name=name, text=text.replace("\r\n", "\n").replace("\r", "\n"))
