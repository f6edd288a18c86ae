"""The yardstick "plain": the same page from a straightforward template and prepared data.

It is derived from the page's own HTML, so that it follows every change of the real templates and always has exactly as
many rows and cells. Wherever elements of one kind follow each other (cards, options, rows, cells, links), the template
has a loop; what is the same in all of them stands in the template, what differs is a variable that is
looked up in a dictionary and escaped; where they are built differently there is an `if`. That is what one would write
by hand knowing that nothing but this page is wanted: one template, no includes, no filters, no `{% url %}`, no model,
no query. Answers are checked to be the page itself, but for white space.

It is a strict yardstick: texts are put together and cut, dates formatted, and what no row of this page needs isn't
asked for. For the list of personas, a template written by hand in the usual way takes half as long again.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.html import escape

from .html_tree import VOID, Element, Text, gist, tree_of

ALWAYS_ROWS = {"li", "tr", "td", "th", "option", "dd"}
ROWS_WHEN_ALIKE = {"div", "section", "details", "article", "tbody", "dt", "p", "a", "span", "label", "input"}
TAG_MARKS = {"{{": "{% templatetag openvariable %}", "{%": "{% templatetag openblock %}"}
TAG_MARKS["{#"] = "{% templatetag opencomment %}"
# Where only one row of a kind is there to tell what differs from row to row.
OFTEN_DIFFERENT = {"id", "href", "value", "for", "src", "alt", "aria-label"}


@dataclass
class Rows:
    """Elements of one kind that follow each other."""

    elements: list[Element]

    @property
    def before(self) -> str:
        return self.elements[0].before


def plain_of(page: str) -> tuple[str, dict]:
    """The source of a template, and the context with which it gives the page."""
    root = tree_of(page)
    data: dict = {}
    source = Writer().content([root], [data], "")
    return f"<!DOCTYPE html>{source}" if page.lstrip()[:9].lower() == "<!doctype" else source, data


def same_page(page: str, other: str) -> bool:
    """Whether two pages differ in nothing but white space and tokens."""
    return gist(tree_of(page)) == gist(tree_of(other))


class Writer:
    """Writes a template from examples. `data` are the dictionaries of the examples, which it fills."""

    def __init__(self):
        self.names = 0

    def name(self, letter: str) -> str:
        self.names += 1
        return f"{letter}{self.names}"

    def content(self, elements: Sequence[Element], data: Sequence[dict], of: str) -> str:
        """What is inside the elements, which are all of one shape."""
        columns = zip(*(parts(element) for element in elements), strict=True)
        inside = "".join(self.part(column, data, of) for column in columns)
        return inside + literal(elements[0].last)

    def part(self, examples: Sequence[Element | Text | Rows], data: Sequence[dict], of: str) -> str:
        """What stands at one place of each of the elements."""
        if isinstance(examples[0], Rows):
            return self.loop(examples, data, of)
        if isinstance(examples[0], Text):
            words = self.value([example.words for example in examples], data, of, is_free=True)
            return literal(examples[0].before) + words + literal(examples[0].after)
        return self.element(examples, data, of)

    def element(self, examples: Sequence[Element], data: Sequence[dict], of: str) -> str:
        first = examples[0]
        if first.is_token:
            return first.before + "{% csrf_token %}"
        attributes = "".join(self.attribute(name, examples, data, of) for name in first.attributes)
        start = f"{first.before}<{first.tag}{attributes}>"
        return start if first.tag in VOID else f"{start}{self.content(examples, data, of)}</{first.tag}>"

    def attribute(self, name: str, examples: Sequence[Element], data: Sequence[dict], of: str) -> str:
        texts = [example.attributes[name] for example in examples]
        if texts[0] is None:
            return f" {name}"
        return f' {name}="{self.value(texts, data, of, is_free=name in OFTEN_DIFFERENT)}"'

    def value(self, texts: Sequence[str], data: Sequence[dict], of: str, *, is_free: bool) -> str:
        """The text itself where all rows have the same, else a variable."""
        is_same = len(set(texts)) == 1
        if not of or (is_same and (len(texts) > 1 or not is_free)):
            return literal(escape(texts[0]))
        name = self.name("v")
        for row, text in zip(data, texts, strict=True):
            row[name] = text
        return "{{ " + f"{of}.{name}" + " }}"

    def loop(self, examples: Sequence[Rows], data: Sequence[dict], of: str) -> str:
        """A loop over the rows; those of all examples are taken together to see what differs."""
        rows, row = self.name("rows"), self.name("row")
        by_shape = defaultdict(list)
        for place, example in zip(data, examples, strict=True):
            place[rows] = [{} for _ in example.elements]
            for entry, element in zip(place[rows], example.elements, strict=True):
                by_shape[shape(element)].append((entry, element))
        body = self.branches(sorted(by_shape.values(), key=len, reverse=True), row)
        return f"{{% for {row} in {f'{of}.{rows}' if of else rows} %}}{body}{{% endfor %}}"

    def branches(self, shapes: Sequence[list[tuple[dict, Element]]], row: str) -> str:
        """What a loop does with a row of each shape."""
        bodies = [self.element([each for _, each in found], [entry for entry, _ in found], row) for found in shapes]
        if len(bodies) == 1:
            return bodies[0]
        for number, found in enumerate(shapes):
            for entry, _ in found:
                entry.update({f"is{other}": other == number for other in range(len(shapes))})
        tests = (f"{{% {'elif' if number else 'if'} {row}.is{number} %}}{body}" for number, body in enumerate(bodies))
        return "".join(tests) + "{% endif %}"


def parts(element: Element) -> list[Element | Text | Rows]:
    """What the element holds, with elements of one kind that follow each other taken together."""
    found: list[Element | Text | Rows] = []
    for kind, nodes in groupby(element.children, key=kind_of):
        several = list(nodes)
        is_rows = isinstance(kind, tuple) and (kind[0] in ALWAYS_ROWS or len(several) > 1)
        found += [Rows(several)] if is_rows else several
    return found


def kind_of(node: Element | Text) -> tuple | int:
    """The same for neighbours that may be rows of one loop; for other nodes nothing but the node's own."""
    if isinstance(node, Element) and node.tag in ALWAYS_ROWS:
        return node.tag, ""
    if isinstance(node, Element) and node.tag in ROWS_WHEN_ALIKE and not node.is_token:
        return node.tag, node.attributes.get("class", "") or ""
    return id(node)


def shape(node: Element | Text | Rows) -> tuple | str:
    """How a node is built: two of the same shape differ in words and values only."""
    if isinstance(node, Text):
        return "text"
    if isinstance(node, Rows):
        return "rows", node.elements[0].tag
    flags = tuple((name, text is None) for name, text in node.attributes.items())
    return node.tag, flags, tuple(shape(part) for part in parts(node))


def literal(text: str) -> str:
    """The text as a template has to write it."""
    for mark, tag in TAG_MARKS.items():
        text = text.replace(mark, tag)
    return text
