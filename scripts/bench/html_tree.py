"""HTML as a tree that can be compared, with its white space beside it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Text:
    """Words, and the white space around them."""

    before: str
    words: str
    after: str


@dataclass
class Element:
    """An element with the white space before it and before its end tag."""

    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    before: str = ""
    children: list["Element | Text"] = field(default_factory=list)
    last: str = ""

    @property
    def is_token(self) -> bool:
        """Whether it is the field of a form that holds a fresh token in every answer."""
        return self.tag == "input" and self.attributes.get("name") == "csrfmiddlewaretoken"


class Reader(HTMLParser):
    """Feeds a page into `root`, an element without a tag."""

    def __init__(self):
        super().__init__()
        self.root = Element("")
        self.open = [self.root]
        self.space = ""

    def handle_starttag(self, tag, attrs):
        element = Element(tag, dict(attrs), self.take_space())
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            element = self.open.pop()
            if element.tag != tag:
                raise ValueError(f"</{tag}> closes <{element.tag}>.")
            element.last = self.take_space()

    def handle_data(self, data):
        words = data.strip()
        if not words:
            self.space += data
            return
        start = data.index(words)
        before, after = data[:start], data[start + len(words) :]
        self.open[-1].children.append(Text(self.take_space() + before, words, after))

    def take_space(self) -> str:
        space, self.space = self.space, ""
        return space


def tree_of(page: str) -> Element:
    """The page's root. Raises ValueError when elements aren't closed in order."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    if reader.open != [reader.root]:
        raise ValueError(f"<{reader.open[-1].tag}> isn't closed.")
    reader.root.last = reader.take_space()
    return reader.root


def gist(node: Element | Text) -> tuple | str:
    """What a reader gets: everything but white space and tokens."""
    if isinstance(node, Text):
        return " ".join(node.words.split())
    attributes = (
        {} if node.is_token else {name: " ".join((text or "").split()) for name, text in node.attributes.items()}
    )
    return node.tag, attributes, [gist(child) for child in node.children]
