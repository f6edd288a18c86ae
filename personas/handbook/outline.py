"""Any Markdown page → a tree of headed sections with their blocks, each knowing its line. Nothing here knows a
persona."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.front_matter import front_matter_plugin

from personas.wording import lookup_key, one_line

from .mappings import load_mapping, load_toml
from .pages import HandbookError, Page
from .tidy import without_layout

DEEPEST = 60  # levels of lists and quotes; markdown-it would drop what lies deeper without a word
WIDEST_INDENT = 4  # columns a level; beyond the deepest level there is no need to parse
LIST_MARKER = re.compile(r"^(\s*)([-*+]|\d{1,9}[.)])(\s|$)")
LINK = re.compile(
    r"(?<!!)\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]\((?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\)"
)
PICTURE = re.compile(r"^!\[(?P<alt>[^\]]*)\]\((?P<target>[^)\s]*)[^)]*\)$")
REFERENCE_LINK = re.compile(r"\[(?P<text>[^\[\]]+)\](?:\[(?P<label>[^\[\]]*)\])?(?![(:\[])")
EMPHASIS = re.compile(r"(\*\*\*|\*\*|\*|___|__|`|~~)(?=\S)(.+?)(?<=\S)\1")
LONGEST_EMPHASIS = 2000  # characters; beyond, marks are looked for in vain for too long
NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)+\.?|\d+[.)]|[#•–-])\s+")
OWN_PAGE = re.compile(r"---\ndramatis: ")
COMMENT = re.compile(r"<!--(?P<text>(?:(?!-->).)*)-->", re.DOTALL)
TAGS = re.compile(r"</?[A-Za-z][^<>]*>")


@dataclass
class Block:
    """One block of a section. `kind` is paragraph, list, quote, code, table, html, comment or rule; `source` is its
    Markdown."""

    kind: str
    line: int
    source: str
    items: list["Item"] = field(default_factory=list)
    ordered: bool = False
    rows: list[list[str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The source on one line."""
        return one_line(self.source)


@dataclass
class Item:
    """One list item: its first paragraph as Markdown on one line, the blocks nested below, the number it carries if
    ordered."""

    text: str
    line: int
    blocks: list[Block] = field(default_factory=list)
    number: int | None = None
    raw: str = ""

    @property
    def detail(self) -> str:
        """The nested blocks as Markdown."""
        return source_of(self.blocks)

    @property
    def source(self) -> str:
        """The item as Markdown, with all that is nested in it."""
        return with_nested(f"- {self.text}", self.detail)


@dataclass
class Section:
    """A heading with what stands below it until the next heading of its level; level 0 is the page itself."""

    title: str
    level: int
    line: int
    blocks: list[Block] = field(default_factory=list)
    sections: list["Section"] = field(default_factory=list)
    made: bool = False  # of a bold line or a list item, not of a heading
    bare: bool = False  # nothing stood below the heading on the page
    claimed: bool = False  # read by another app

    @property
    def name(self) -> str:
        """The title as plain text, without a number in front ("3.1") and a colon behind."""
        return NUMBERING.sub("", plain(self.title)).rstrip(":").strip()

    def walk(self) -> Iterator["Section"]:
        """This section and all below it, in the order of the page."""
        yield self
        for section in self.sections:
            yield from section.walk()

    def flattened(self) -> list[Block]:
        """The section's blocks and those of the sections below it, whose headings become blocks of kind "heading"."""
        blocks = list(self.blocks)
        for section in self.sections:
            blocks.append(Block("heading", section.line, f"{'#' * max(section.level, 1)} {section.title}".rstrip()))
            blocks += section.flattened()
        return blocks

    @property
    def source(self) -> str:
        """Everything below the heading as Markdown, headings included."""
        return source_of(self.flattened())


@dataclass
class Outline:
    """A page's front matter (a mapping) and its tree."""

    meta: dict
    root: Section


def plain(markdown: str) -> str:
    """Inline Markdown as plain text on one line: link texts without targets, no emphasis, no tags."""
    text = LINK.sub(lambda link: link["text"], markdown)
    for _ in range(3 if len(text) <= LONGEST_EMPHASIS else 0):
        text = EMPHASIS.sub(r"\2", text)
    return one_line(unescape(TAGS.sub(" ", text)))


def with_nested(item: str, detail: str) -> str:
    """A list item's first line and what is nested below it."""
    if not detail:
        return item
    nested = "\n".join(f"  {line}" if line else "" for line in detail.split("\n"))
    return f"{item}\n{nested}" if detail.startswith("- ") else f"{item}\n\n{nested}"


def source_of(blocks: list[Block]) -> str:
    """The blocks as Markdown, parted by blank lines; comments and the rules at the ends are dropped."""
    kept = [block for block in blocks if block.kind != "comment"]
    while kept and kept[-1].kind == "rule":
        kept.pop()
    while kept and kept[0].kind == "rule":
        kept.pop(0)
    return "\n\n".join(block.source for block in kept)


def without_indent(text: str) -> str:
    """The lines without the white space that the first begins with, as far as each has it, and without blank lines
    at the end."""
    indent = len(text) - len(text.lstrip(" "))
    lines = text.rstrip().split("\n")
    return "\n".join(line[min(indent, len(line) - len(line.lstrip(" "))) :] for line in lines)


def fenced(code: str) -> str:
    """Code as a fenced block, which stays code wherever it is put."""
    longest = max(map(len, re.findall(r"`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{code.rstrip()}\n{fence}"


def blocks_of(markdown: str) -> list[Block]:
    """The top-level blocks of a piece of Markdown; headings are blocks of kind "heading".

    Raises HandbookError when it nests too deep.
    """
    root = Section("", 0, 1)
    lines = markdown.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    tokens, references = parse(lines, "This text")
    reading = _Reading(lines, references)
    for node in SyntaxTreeNode(tokens).children:
        if node.type == "heading":
            level, title = int(node.tag[1]), reading.inline(node)
            root.blocks.append(Block("heading", node.map[0] + 1, f"{'#' * level} {title}".rstrip()))
        elif block := reading.block(node):
            root.blocks.append(block)
    return root.blocks


def parse(lines: list[str], name: str, *, front_matter: bool = False) -> tuple[list, dict]:
    """The block tokens of the lines and their reference definitions. Raises HandbookError for nesting beyond
    reading."""
    environment: dict = {}
    is_deep = any(len(mark[1]) > DEEPEST * WIDEST_INDENT for mark in map(LIST_MARKER.match, lines) if mark)
    tokens = [] if is_deep else parser(front_matter).parse("\n".join(lines), environment)
    if is_deep or any(token.level >= DEEPEST for token in tokens):
        raise HandbookError(
            f"{name} nests lists or quotes more than {DEEPEST} levels deep: that is not a handbook page."
        )
    return tokens, environment.get("references", {})


def outline(page: Page) -> Outline:
    """The page's tree. Layout directives and tables of contents are left out, unless the page is one of the writer's
    own.

    Raises HandbookError when lists or quotes are nested deeper than anybody can read.
    """
    is_own = bool(OWN_PAGE.match(page.text))
    lines = page.text.split("\n") if is_own else without_layout(page.text)
    meta = take_toml(lines)
    tokens, references = parse(lines, page.name, front_matter=True)
    reading = _Reading(lines, references)
    nodes = SyntaxTreeNode(tokens).children
    if nodes and nodes[0].type == "front_matter":
        meta = front_matter(nodes[0].content)
        nodes = nodes[1:]
    root = Section(title=one_line(title_in(meta)), level=0, line=1)
    fill(root, nodes, reading)
    if not is_own:
        drop_tables_of_contents(root)
        adopt_title(root)
    for section in root.walk():
        section.bare = not section.blocks and not section.sections
    return Outline(meta=meta, root=root)


@cache
def parser(front_matter: bool = False) -> MarkdownIt:
    """CommonMark with tables, blocks only: inline Markdown stays as it was written. A page may begin with front
    matter."""
    markdown = MarkdownIt("commonmark", {"maxNesting": DEEPEST + 2}).enable("table").disable("inline")
    return markdown.use(front_matter_plugin) if front_matter else markdown


def title_in(meta: dict) -> str:
    """The title in a page's front matter; empty when there is none that is a single value."""
    title = meta.get("title")
    return str(title) if isinstance(title, str | int | float) else ""


def take_toml(lines: list[str]) -> dict:
    """The mapping in a TOML front matter ("+++"), whose lines are left blank; empty where there is none."""
    if lines[0].strip() != "+++" or "+++" not in [line.strip() for line in lines[1:]]:
        return {}
    end = [line.strip() for line in lines].index("+++", 1)
    text = "\n".join(lines[1:end])
    lines[: end + 1] = [""] * (end + 1)
    try:
        return load_toml(text)
    except ValueError:
        return {}


def front_matter(text: str) -> dict:
    """The mapping in a YAML front matter; empty when it is none, since a page is not refused for its layout
    settings."""
    try:
        return load_mapping(text)
    except ValueError:
        return {}


def fill(root: Section, nodes: list[SyntaxTreeNode], reading: "_Reading") -> None:
    """Put the page's top-level nodes into sections below the root, by the level of their headings."""
    path = [root]
    for node in nodes:
        if node.type == "heading":
            section = Section(title=reading.inline(node), level=int(node.tag[1]), line=node.map[0] + 1)
            while path[-1].level >= section.level:
                path.pop()
            path[-1].sections.append(section)
            path.append(section)
        elif block := reading.block(node):
            path[-1].blocks.append(block)


def adopt_title(root: Section) -> None:
    """Where the front matter has no title, an only level-1 heading is the page's title, and its content the page's."""
    if root.title or not root.sections or root.blocks:
        return
    first = root.sections[0]
    if first.level == 1 and not any(section.level == 1 for section in root.sections[1:]):
        root.title, root.line, root.blocks = first.title, first.line, first.blocks
        root.sections = first.sections + root.sections[1:]


def drop_tables_of_contents(root: Section) -> None:
    """Take out lists whose every item links to a heading of this page by its own words, and headings left bare by
    that."""
    headings = {lookup_key(section.name) for section in root.walk() if section.name}
    for section in list(root.walk()):
        contents = [block for block in section.blocks if block.kind == "list" and is_contents(block, headings)]
        section.blocks = [block for block in section.blocks if block not in contents]
    root.sections = [
        kept for section in root.sections for kept in (section.sections if announces_contents(section) else [section])
    ]


def is_contents(block: Block, headings: set[str]) -> bool:
    """Whether every item of a list is a link to one of these headings."""
    for item in block.items:
        link = LINK.fullmatch(item.text)
        if not link or not link["target"].startswith("#") or lookup_key(plain(link["text"])) not in headings:
            return False
        if not all(nested.kind == "list" and is_contents(nested, headings) for nested in item.blocks):
            return False
    return True


def announces_contents(section: Section) -> bool:
    """Whether a heading stands over a table of contents that is gone; sections below it only fell under it by
    level."""
    return not section.blocks and lookup_key(section.name) in {"on this page", "table of content", "content", "toc"}


class _Reading:
    """Turns nodes of the syntax tree into blocks, with the page's lines at hand."""

    def __init__(self, lines: list[str], references: dict):
        self.lines = lines
        self.references = references

    def inline(self, node: SyntaxTreeNode) -> str:
        """The inline Markdown of a heading or paragraph, on one line."""
        return one_line(self.raw_inline(node))

    def raw_inline(self, node: SyntaxTreeNode) -> str:
        content = node.children[0].content if node.children else ""
        return self.resolve(content)

    def resolve(self, text: str) -> str:
        """Reference links as direct links, because the definitions stand elsewhere on the page."""
        if not self.references:
            return text
        return REFERENCE_LINK.sub(self.direct_link, text)

    def direct_link(self, link: re.Match) -> str:
        label = " ".join((link["label"] or link["text"]).split()).upper()
        reference = self.references.get(label)
        return f"[{link['text']}]({reference['href']})" if reference else link[0]

    def source(self, node: SyntaxTreeNode) -> str:
        """The node's own lines without the indent of what it is nested in."""
        first, last = node.map
        return self.resolve(without_indent("\n".join(self.lines[first:last])))

    def block(self, node: SyntaxTreeNode) -> Block | None:
        line = node.map[0] + 1 if node.map else 0
        match node.type:
            case "paragraph":
                return Block("paragraph", line, self.raw_inline(node))
            case "bullet_list" | "ordered_list":
                ordered = node.type == "ordered_list"
                return Block(
                    "list",
                    line,
                    self.source(node),
                    items=[self.item(child) for child in node.children],
                    ordered=ordered,
                )
            case "blockquote":
                return Block("quote", line, self.source(node))
            case "fence":
                return Block("code", line, self.source(node))
            case "code_block":
                return Block("code", line, fenced(node.content))
            case "table":
                return Block("table", line, self.source(node), rows=self.rows(node))
            case "html_block":
                return self.html(node, line)
            case "hr":
                return Block("rule", line, "---")
            case "heading":
                return Block("paragraph", line, self.source(node))
        return None

    def html(self, node: SyntaxTreeNode, line: int) -> Block | None:
        """Raw HTML, as a comment when it is nothing else: comments are for the page's authors, or the writer's
        records."""
        content = node.content.strip()
        return Block("comment" if COMMENT.fullmatch(content) else "html", line, content) if content else None

    def rows(self, table: SyntaxTreeNode) -> list[list[str]]:
        return [[self.inline(cell) for cell in row.children] for part in table.children for row in part.children]

    def item(self, node: SyntaxTreeNode) -> Item:
        children = list(node.children)
        text, raw = "", ""
        line = node.map[0] + 1
        if children and children[0].type == "paragraph":
            raw = self.raw_inline(children.pop(0))
            text = one_line(raw)
        number = int(node.info) if node.info.isdigit() else None
        blocks = [self.nested(child, line) for child in children]
        return Item(text, line, [block for block in blocks if block], number, raw)

    def nested(self, node: SyntaxTreeNode, item_line: int) -> Block | None:
        """A block inside an item; one that shares the item's own line has the item's marker before it, which goes."""
        block = self.block(node)
        if block and block.line == item_line and block.kind not in ("paragraph", "rule"):
            block.source = without_indent(LIST_MARKER.sub(lambda mark: " " * len(mark[0]), block.source, count=1))
        return block
