"""Markdown → safe HTML. The only place that marks text as safe."""

import html
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import nh3
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML

# Turns an address without a scheme, as pages write it, into an address of ours; None when it leads nowhere here.
Resolver = Callable[[str], str | None]

LONGEST = 60_000  # characters, a whole handbook page. Longer text is shown as it was written.
DEEPEST = 40  # levels of nesting; what lies deeper is left out
LOWEST_HEADING = 6
# Nothing in such text means anything within a line of Markdown: a short cut, as most statements are plain words.
PLAIN = re.compile(r"(?:[^\W_]|[ ,.;:'’“”()/%?!–—…-])*")
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[^a-z])")
BLANK_LINE = re.compile(r"\n\s*\n")
BLOCK_MARKS = re.compile(r"\A(?:(?:[#>*+-]+|\d+[.)])\s+)+")
WEB_SCHEMES = {"http", "https", "mailto"}
TAGS = {
    *("p", "br", "hr", "blockquote", "pre", "code", "em", "strong", "s", "a", "ul", "ol", "li"),
    *("h2", "h3", "h4", "h5", "h6", "div", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "div": {"class", "role", "tabindex", "aria-label"}}
# Each alternative that looks for an end settles for the end of the text, so that no tag is ever looked for twice.
RAW_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|<[!?][^<>]*>|</?([a-z][\w-]*)[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
FRAME_ADDRESS = re.compile(r"""(?<![\w-])src\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE)
HTML_ELEMENTS = frozenset(
    re.findall(
        r"\w+",
        """
        a abbr acronym address article aside audio b base bdi bdo big blockquote body br button canvas caption
        center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset
        figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img
        input ins kbd label legend li link main map mark math menu meta meter nav noframes noscript object ol
        optgroup option output p param picture pre progress q rp rt ruby s samp script search section select slot
        small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead
        time title tr track tt u ul var video wbr
        """,
    )
)


def render(text: str, resolve: Resolver | None = None, top_heading: int = 2) -> SafeString:
    """The text as safe HTML. Its outermost headings become `top_heading` (2 to 6), those below follow without a gap.

    Links lead to http, https and mailto addresses, and to what `resolve` finds; all others become plain text. Pictures
    become links. Of raw HTML only the text stays, line breaks, and links to what its frames would have shown.
    Never raises, whatever the text.
    """
    source = encodable(text)
    if len(source) > LONGEST:
        return format_html("<pre>{}</pre>", source)
    return sanitised(PARSER.render(source, {"resolve": resolve or nowhere, "top_heading": top_heading}))


def render_inline(text: str, resolve: Resolver | None = None) -> SafeString:
    """One line of text, such as a statement, as safe HTML without a paragraph around it. Otherwise as `render`."""
    source = encodable(text)
    if len(source) > LONGEST or PLAIN.fullmatch(source):
        return escape(source)
    return sanitised(PARSER.renderInline(source, {"resolve": resolve or nowhere}))


def plain_text(text: str) -> str:
    """The words of a line of Markdown without its markup, for places that can't hold a link. Not marked as safe."""
    source = encodable(text)
    if len(source) > LONGEST or PLAIN.fullmatch(source):
        return source
    return html.unescape(nh3.clean(PARSER.renderInline(source, {"resolve": nowhere}), tags=set()))


def first_sentence(text: str) -> str:
    """The first sentence of a Markdown text without its markup; empty when there is none. Not marked as safe."""
    first_block = BLANK_LINE.split(encodable(text).strip()[:LONGEST], maxsplit=1)[0]
    words = " ".join(plain_text(BLOCK_MARKS.sub("", first_block)).split())
    return SENTENCE_END.split(words, maxsplit=1)[0]


def encodable(text: str | None) -> str:
    """The text without lone halves of surrogate pairs, which nothing can encode; None counts as no text."""
    return (text or "").encode("utf-8", "replace").decode()


def sanitised(source: str) -> SafeString:
    """What is left of HTML when only harmless elements, attributes and schemes may stay."""
    return mark_safe(nh3.clean(source, tags=TAGS, attributes=ATTRIBUTES, url_schemes=WEB_SCHEMES))


def nowhere(address: str) -> None:
    """The resolver of text that refers to nothing of ours."""


def destination(address: str, env) -> str | None:
    """Where a link may lead: the address itself when it is a whole web address, else what the resolver finds."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme in WEB_SCHEMES:
        return address
    return None if parts.scheme or parts.netloc else env["resolve"](address)


def link(address: str, words: str, env) -> str:
    """A whole link in HTML, or its words alone where it would lead nowhere or stand inside another link."""
    target = None if env.get("in_link") else destination(address, env)
    return f'<a href="{escape(target)}">{escape(words)}</a>' if target else escape(words)


def without_tags(source: str, env) -> str:
    """The HTML for raw HTML: its text, with the few tags that mean something to a reader translated."""
    shown, end = [], 0
    for tag in RAW_TAG.finditer(source):
        shown += [escape(html.unescape(source[end : tag.start()])), shown_tag(tag, env)]
        end = tag.end()
    return "".join([*shown, escape(html.unescape(source[end:]))])


def shown_tag(tag: re.Match, env) -> str:
    """What a reader sees of a tag: a line break, a link to a frame, or words in angle brackets that are no HTML."""
    name = (tag[2] or "").lower()
    if name == "br":
        return "<br>"
    if name == "iframe" and (source := FRAME_ADDRESS.search(tag[0])):
        address = html.unescape(source[1] or source[2] or source[3] or "")
        return link(address, "Embedded page", env) if destination(address, env) else ""
    return "" if not name or name in HTML_ELEMENTS else escape(tag[0])


class Renderer(RendererHTML):
    """Writes HTML from tokens; all that it has to remember on the way is in `env`, as threads share it."""

    def heading_open(self, tokens, index, options, env):
        level = int(tokens[index].tag[1])
        above = [wider for wider in env.get("headings", []) if wider < level]
        env["headings"] = [*above, level]
        env["heading"] = min(env["top_heading"] + len(above), LOWEST_HEADING)
        return f"<h{env['heading']}>"

    def heading_close(self, tokens, index, options, env):
        return f"</h{env['heading']}>\n"

    def link_open(self, tokens, index, options, env):
        target = destination(str(tokens[index].attrGet("href")), env)
        env["in_link"] = target is not None
        return f'<a href="{escape(target)}">' if target else ""

    def link_close(self, tokens, index, options, env):
        return "</a>" if env.pop("in_link") else ""

    def image(self, tokens, index, options, env):
        words = self.renderInlineAsText(tokens[index].children or [], options, env)
        return link(str(tokens[index].attrGet("src")), words or "Picture", env)

    def html_inline(self, tokens, index, options, env):
        return without_tags(tokens[index].content, env)

    def html_block(self, tokens, index, options, env):
        shown = without_tags(tokens[index].content, env).strip()
        return f"<p>{shown}</p>\n" if shown else ""

    def table_open(self, tokens, index, options, env):
        # A table that is wider than a phone scrolls by itself, with the keyboard too.
        return '<div class="table-scroll" role="group" aria-label="Table" tabindex="0"><table>\n'

    def th_open(self, tokens, index, options, env):
        # A corner without words heads nothing: as a heading, it would be read out as an empty one.
        env["cell"] = "th" if tokens[index + 1].content else "td"
        return f"<{env['cell']}>"

    def th_close(self, tokens, index, options, env):
        return f"</{env['cell']}>\n"

    def table_close(self, tokens, index, options, env):
        return "</table></div>\n"


# Raw HTML must be recognised to be dropped: switched off, it would be read as text with Markdown between its quotes.
PARSER = MarkdownIt("commonmark", {"html": True, "maxNesting": DEEPEST}, renderer_cls=Renderer)
PARSER.enable(["table", "strikethrough"])
