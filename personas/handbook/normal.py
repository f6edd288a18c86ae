"""Markdown in the one form in which it survives writing and reading unchanged."""

import re

from .outline import Block, blocks_of, source_of

HEADING = re.compile(r"^(#{1,6})(?=\s|$)")
TOP_HEADING = 4  # headings inside a text stand below the page's own, which end at level 3
ROUNDS = 3


def normal_markdown(text: str) -> str:
    """The text as an import would read it back from a page: headings at level 4 or below, comments and outer rules
    gone, blocks parted by one blank line."""
    for _ in range(ROUNDS):
        before, text = text, source_of(lowered(blocks_of(text)))
        if text == before:
            break
    return text


def lowered(blocks: list[Block]) -> list[Block]:
    """The blocks with all headings moved down together so that none stands above level 4, and none below 6."""
    levels = [len(HEADING.match(block.source)[1]) for block in blocks if block.kind == "heading"]
    shift = max(0, TOP_HEADING - min(levels, default=TOP_HEADING))
    for block in blocks:
        if block.kind == "heading":
            level = len(HEADING.match(block.source)[1])
            block.source = "#" * min(6, level + shift) + block.source[level:]
    return blocks
