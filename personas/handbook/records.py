"""The small YAML records below headings of the writer's own pages, in HTML comments: `<!-- persona … -->`."""

import datetime
import json
import re

from .mappings import load_mapping
from .outline import COMMENT, Block
from .pages import HandbookError

PLAIN_VALUE = re.compile(r"^[A-Za-zÀ-ÿ][\w ,./()&'’+–-]*$")
UNPRINTABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
YAML_WORDS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}


def write_record(kind: str, values: dict) -> str:
    """The record as a comment; values are texts, numbers, booleans, dates or lists of texts. Empty when there are
    none."""
    lines = []
    for key, value in values.items():
        if isinstance(value, list):
            lines += [f"{key}:", *(f"  - {scalar(each)}" for each in value)]
        else:
            lines.append(f"{key}: {scalar(value)}")
    return "\n".join([f"<!-- {kind}", *lines, "-->"]) if lines else ""


def scalar(value) -> str:
    """One value in YAML on one line; it can't end the comment."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if isinstance(value, int | datetime.date):
        return text
    is_plain = PLAIN_VALUE.match(text) and "--" not in text and text == text.strip()
    if is_plain and text.casefold() not in YAML_WORDS:
        return text
    quoted = json.dumps(text, ensure_ascii=False).replace("--", "-\\u002d")
    return UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def read_record(kind: str, blocks: list[Block], page: str) -> tuple[dict, list[Block]]:
    """The record of that kind at the start of the blocks, and the blocks after it; an empty record where there is
    none.

    Raises HandbookError when it isn't YAML with named values.
    """
    if not blocks or blocks[0].kind != "comment":
        return {}, blocks
    text = COMMENT.fullmatch(blocks[0].source)["text"].strip()
    word, _, body = text.partition("\n")
    if word.strip() != kind:
        return {}, blocks
    try:
        return load_mapping(body), blocks[1:]
    except ValueError as error:
        where = f"{page}, line {blocks[0].line}"
        raise HandbookError(f"{where}: the record in this comment needs names and values in plain YAML.") from error
