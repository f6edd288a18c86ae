"""What a page holds for its site generator and not for its readers: taken out before the page is parsed."""

import re

FENCE = re.compile(r"^ {0,3}(```|~~~)")
DIRECTIVE_LINES = (
    re.compile(r"^\s*\{:.*\}\s*$"),  # kramdown attributes: {: .no_toc}
    re.compile(r"^\s*\{::.*\}\s*$"),  # kramdown options
    re.compile(r"^\s*\{\{[<%].*[>%]\}\}\s*$"),  # Hugo shortcodes
    re.compile(r"^\s*\{%.*%\}\s*$"),  # Liquid tags
    re.compile(r"^\s*\[\[_TOC_\]\]\s*$|^\s*\[TOC\]\s*$", re.IGNORECASE),
    re.compile(r"^(import|export)\s.*\sfrom\s+[\"'][^\"']+[\"'];?\s*$"),  # MDX
    re.compile(r"^\s*:::.*$"),  # container fences: their content stays
    re.compile(r"^\s*(<br\s*/?>\s*)+$", re.IGNORECASE),
)
TRAILING_ATTRIBUTES = re.compile(r"(\{:[^{}\n]*\}|\{#[\w.-]+\})$")
TOC_MARK = re.compile(r"^\s*\{:\s*\.?toc\b")
TOC_ITEM = re.compile(r"^\s*[-*+]\s+(TOC|table of contents)\s*$", re.IGNORECASE)
TYPED_BULLET = re.compile(r"^(\s*)[•·▪◦●‣]\s+")


def without_layout(text: str) -> list[str]:
    """The page's lines, each at its old place, those that only steer the layout left blank; code blocks stay
    untouched."""
    lines = text.split("\n")
    fence = ""
    for number, line in enumerate(lines):
        mark = FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1] == fence else fence
        elif mark:
            fence = mark[1]
        else:
            lines[number] = tidy_line(line)
            if TOC_MARK.match(line) and number and TOC_ITEM.match(lines[number - 1]):
                lines[number - 1] = ""
    return lines


def tidy_line(line: str) -> str:
    """One line outside code: without layout directives and trailing blanks, a typed "•" as a Markdown bullet."""
    if any(pattern.match(line) for pattern in DIRECTIVE_LINES):
        return ""
    line = line.rstrip()
    if line.endswith("}"):
        line = TRAILING_ATTRIBUTES.sub("", line).rstrip()
    return TYPED_BULLET.sub(r"\1- ", line)
