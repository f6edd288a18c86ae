import time

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from personas.markdown import LONGEST, first_sentence, plain_text, render, render_inline

REL = 'rel="noopener noreferrer"'


def to_our_site(address):
    """A resolver that knows one page."""
    return "/personas/ada/" if address == "#ada" else None


def one_line(html):
    return html.replace("\n", "")


def test_emphasis_lists_and_code_become_html():
    assert one_line(render("Some *words*, **loud** and `as typed`.\n\n- one\n- two")) == (
        "<p>Some <em>words</em>, <strong>loud</strong> and <code>as typed</code>.</p><ul><li>one</li><li>two</li></ul>"
    )


def test_what_comes_out_is_marked_safe():
    assert [type(render("a *b*")), type(render_inline("a *b*")), type(render_inline("a b"))] == [SafeString] * 3


def test_a_line_has_no_paragraph_around_it():
    assert render_inline("**Speed**: it's *the* goal") == "<strong>Speed</strong>: it's <em>the</em> goal"


def test_plain_words_are_escaped_on_the_short_cut_too():
    assert render_inline("Silo'd teams (all of them), 50%.") == "Silo&#x27;d teams (all of them), 50%."


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("# One\n## Two\n# Three", ["h2", "h3", "h2"]),
        ("##### Deep\n# Wide\n### Skips", ["h2", "h2", "h3"]),
        ("# a\n## b\n### c\n#### d\n##### e\n###### f", ["h2", "h3", "h4", "h5", "h6", "h6"]),
    ],
)
def test_headings_start_below_the_page_heading_and_leave_no_gap(text, tags):
    html = render(text)
    assert [piece[:2] for piece in html.split("<")[1::2]] == tags


def test_headings_start_where_the_page_wants_them():
    assert one_line(render("# One\n### Two", top_heading=4)) == "<h4>One</h4><h5>Two</h5>"


@pytest.mark.parametrize("address", ["https://example.com/a?b=1", "http://example.com", "mailto:ada@example.com"])
def test_whole_web_addresses_become_links(address):
    assert render_inline(f"[words]({address})") == f'<a href="{address}" {REL}>words</a>'


@pytest.mark.parametrize(
    "address",
    ["/handbook/product", "#elsewhere", "page.html", "//evil.example", "ftp://example.com", "tel:1", "http://[", ""],
)
def test_links_that_lead_nowhere_keep_their_words_only(address):
    assert plain_text(f"see [these *words*]({address})") == "see these words"
    assert "href" not in render_inline(f"see [these *words*]({address})", to_our_site)


@pytest.mark.parametrize(
    "scheme", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "&#106;avascript:x"]
)
def test_dangerous_addresses_never_become_links(scheme):
    assert "<a" not in render(f"[x]({scheme}) <{scheme}> ![x]({scheme})\n\n[y]: {scheme}\n[y]")


def test_the_resolver_finds_pages_of_ours():
    assert (
        render_inline("[Ada](#ada) and [Bob](#bob)", to_our_site) == f'<a href="/personas/ada/" {REL}>Ada</a> and Bob'
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("![A chart](https://example.com/c.png)", f'<p><a href="https://example.com/c.png" {REL}>A chart</a></p>'),
        ("![](https://example.com/c.png)", f'<p><a href="https://example.com/c.png" {REL}>Picture</a></p>'),
        ("![A chart](/images/c.png)", "<p>A chart</p>"),
        ("[![A chart](https://e.com/c.png)](https://e.com)", f'<p><a href="https://e.com" {REL}>A chart</a></p>'),
    ],
)
def test_pictures_become_links(text, html):
    assert one_line(render(text)) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one<br>two<br/>three", "<p>one<br>two<br>three</p>"),
        ("<b>bold</b> <img src=x onerror=alert(1)> <a href='javascript:x'>link</a>", "<p>bold  link</p>"),
        ("<script>\nalert(1)\n</script>\n\nafter", "<p>after</p>"),
        ("<div onclick='x'>inside &lt; & <!-- hidden --></div>", "<p>inside &lt; &amp;</p>"),
        ("a List<String> for <your name>", "<p>a List&lt;String&gt; for &lt;your name&gt;</p>"),
        ("`<b>` stays", "<p><code>&lt;b&gt;</code> stays</p>"),
    ],
)
def test_raw_html_is_dropped_but_for_what_it_says(text, html):
    assert one_line(render(text)) == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("https://e.com/d?a=1&amp;b=2", f'<p><a href="https://e.com/d?a=1&amp;b=2" {REL}>Embedded page</a></p>'),
        ("javascript:alert(1)", ""),
        ("/relative", ""),
    ],
)
def test_an_embedded_page_becomes_a_link(source, html):
    assert (
        one_line(render(f'<figure class="video">\n<iframe data-src="x" src="{source}" width="9"></iframe>\n</figure>'))
        == html
    )


def test_tables_scroll_and_have_no_empty_headings():
    assert one_line(render("| |b|\n|-|-|\n|1|2|")) == (
        '<div class="table-scroll" role="group" aria-label="Table" tabindex="0"><table>'
        "<thead><tr><td></td><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>"
    )


@pytest.mark.parametrize("text", [None, "", "   ", "\n\n"])
def test_nothing_stays_nothing(text):
    assert (render(text), first_sentence(text)) == ("", "")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Wants **calm**. Gets none.", "Wants calm."),
        ("Wants [calm](https://e.com)\nat work\n\nNext paragraph.", "Wants calm at work"),
        ("Likes tools, e.g. editors. Really.", "Likes tools, e.g. editors."),
        ("## - Is it a list? Yes.", "Is it a list?"),
        ("A & B <i>x</i> < C", "A & B x < C"),
    ],
)
def test_the_first_sentence_is_plain_text(text, sentence):
    assert first_sentence(text) == sentence


def test_text_of_monstrous_length_is_shown_as_written():
    assert render("<b>" * LONGEST) == "<pre>" + "&lt;b&gt;" * LONGEST + "</pre>"


@pytest.mark.parametrize(
    "unit",
    [
        "> ",
        "- ",
        "[",
        "![[",
        "[a](",
        "*a_",
        "**a",
        "<div>",
        "<a ",
        "<!-- ",
        "`",
        "&#x",
        "|a",
        "<b>",
        "\\",
        "1. ",
        "\ud800",
    ],
)
def test_hostile_text_ends_in_bounded_time(unit):
    begin = time.process_time()
    # A quarter of what is parsed at most, and ten times as much, which is shown as it was written.
    for length in (LONGEST // 4, 10 * LONGEST):
        text = unit * (length // len(unit))
        assert type(render(text)) is type(render_inline(text)) is SafeString
    assert time.process_time() - begin < 10


def test_ten_thousand_levels_of_nesting_end():
    assert render("\n".join(" " * 2 * level + "- a" for level in range(200))).startswith("<ul>")
    assert render(">" * 10_000 + " deep").startswith("<blockquote>")


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("<>[]()!*_`#&\"'=|\n-")), max_size=300))
def test_whatever_is_written_there_is_no_script_in_it(text):
    html = render(text) + render_inline(text)
    assert ["<script" in html.lower(), "<img" in html.lower(), 'href="javascript' in html.lower()] == [False] * 3
    first_sentence(text)
