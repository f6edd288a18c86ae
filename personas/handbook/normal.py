"""Markdown in the one form in which it survives writing and reading unchanged."""

import re

from .outline import Block, blocks_of, source_of

FENCE = re.compile(r"^(`{3,}|~{3,})")
HEADING = re.compile(r"^(#{1,6})(?=\s|$)")
TOP_HEADING = 4  # headings inside a text stand below the page's own, which end at level 3
ROUNDS = 3
OPEN_ENDED = (  # HTML that Markdown lets go on until its end, or the end of the page
    (
        re.compile(r"<(script|pre|style|textarea)\b", re.IGNORECASE),
        re.compile(r"</(script|pre|style|textarea)>", re.I),
    ),
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(r"<![A-Za-z]"), re.compile(r">")),
)


def normal_markdown(text: str) -> str:
    """The text as an import would read it back from a page: headings at level 4 or below, comments and outer rules
    gone, blocks parted by one blank line."""
    for _ in range(ROUNDS):
        before, text = text, source_of(lowered(list(map(closed, blocks_of(text)))))
        if text == before:
            break
    return text


def closed(block: Block) -> Block:
    """The block with an end of its own, so that nothing behind it on a page is taken for a part of it."""
    if block.kind == "code" and (fence := FENCE.match(block.source)):
        last = block.source.rpartition("\n")[2].strip()
        if "\n" not in block.source or not (last.startswith(fence[1]) and set(last) == set(fence[1])):
            block.source += "\n" + fence[1]
    if block.kind in ("html", "comment"):
        for start, end in OPEN_ENDED:
            if start.match(block.source) and not end.search(block.source):
                block.source = "\\" + block.source
                break
    return block


def lowered(blocks: list[Block]) -> list[Block]:
    """The blocks with all headings moved down together so that none stands above level 4, and none below 6."""
    levels = [len(HEADING.match(block.source)[1]) for block in blocks if block.kind == "heading"]
    shift = max(0, TOP_HEADING - min(levels, default=TOP_HEADING))
    for block in blocks:
        if block.kind == "heading":
            level = len(HEADING.match(block.source)[1])
            block.source = "#" * min(6, level + shift) + block.source[level:]
    return blocks
