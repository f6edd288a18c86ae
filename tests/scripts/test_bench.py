"""The benchmark's own works; nothing here is timed."""

import pytest
from django.template import engines
from django.urls import reverse

from journeys.models import Asset, Touchpoint
from personas.models import ContentPreference, DataVersion, Persona, PersonaNote, PersonaTrait, Trait
from scripts.bench import __main__ as command
from scripts.bench import catalogue, edits, journeys, pages, plain, targets
from scripts.bench.cold import edit_one, make_cold
from scripts.bench.html_tree import gist, tree_of
from scripts.bench.job_titles import known_titles, titles_met
from scripts.bench.measure import Pace, Samples, Way, measured
from scripts.bench.visitor import Visitor, fields_of
from tests.personas.factories import PersonaFactory

pytestmark = pytest.mark.usefixtures("no_collecting")

PAGE = """<!DOCTYPE html>
<html><body><input type="hidden" name="csrfmiddlewaretoken" value="abc">
<ul>
  <li class="card"><a href="/ada">Ada &amp; Co</a> <dl><dd>one</dd><dd>two</dd></dl></li>
  <li class="card"><a href="/bob">Bob {{ x }}</a> <dl><dd>three</dd></dl></li>
  <li class="card"><a href="/eve">Eve</a><b>Draft</b><dl></dl></li>
</ul><p>The end {% now "Y" %}</p></body></html>
"""


def test_the_plain_page_is_the_same_page(rf):
    source, context = plain.plain_of(PAGE)
    page = engines["django"].from_string(source).render(context, rf.get("/"))
    assert gist(tree_of(page)) == gist(tree_of(PAGE))


def test_rows_are_data_and_what_they_share_is_the_template():
    source, context = plain.plain_of("<ul><li>one <b>same</b></li><li>two <b>same</b></li></ul>")
    assert source.count("<li>") == 1
    assert ("same" in source, "one" in source) == (True, False)
    assert [list(row.values()) for row in next(iter(context.values()))] == [["one"], ["two"]]


def test_a_row_alone_is_data_too():
    source, context = plain.plain_of('<ul><li class="card"><a href="/ada">Ada</a></li></ul>')
    assert ('class="card"' in source, "Ada" in source) == (True, False)
    assert [list(row.values()) for row in next(iter(context.values()))] == [["/ada", "Ada"]]


def test_another_word_is_another_page():
    assert not plain.same_page(PAGE, PAGE.replace("three", "four"))


def test_white_space_and_tokens_are_not_the_page():
    assert plain.same_page(PAGE, PAGE.replace("\n", "\n   ").replace("abc", "def"))


@pytest.mark.parametrize("page", ["<p><b></p></b>", "<p>"])
def test_elements_that_are_not_closed_in_order_are_refused(page):
    with pytest.raises(ValueError, match="close"):
        tree_of(page)


@pytest.mark.parametrize(
    ("value", "most", "text"),
    [(1.3, 1.3, "1.30"), (1.304, 1.3, "1.30"), (1.31, 1.3, "1.31 ✗"), (9.0, None, "9.00"), (None, 0.6, "none ✗")],
)
def test_a_missed_target_is_marked(value, most, text):
    assert targets.ratio(value, most) == text


def test_samples_are_told_by_their_middle_and_their_worst():
    samples = Samples([3.0, 1.0, 2.0], [5.0, 6.0, 4.0], [float(number) for number in range(1, 102)])
    assert (samples.cpu, samples.work, round(samples.rate, 1), samples.p99) == (2.0, 5.0, 19.6, 100.0)


@pytest.mark.django_db
def test_ways_take_turns():
    calls = []
    ways = {
        "one": Way(lambda: calls.append("one"), first=lambda: calls.append("first")),
        "two": Way(lambda: calls.append("two"), before=lambda: calls.append("before")),
    }
    samples = measured(ways, Pace(rounds=2, seconds=0, least=2))
    assert calls == ["first", "one", "one", "before", "two", "before", "two"] * 2
    assert [(len(each.rounds), len(each.waits)) for each in samples.values()] == [(2, 4), (2, 4)]


@pytest.mark.usefixtures("kept_connection")
def test_cold_means_a_new_data_version():
    row, _ = DataVersion.objects.get_or_create(pk=1)
    make_cold()
    assert DataVersion.objects.get().number == row.number + 1


@pytest.mark.usefixtures("kept_connection")
def test_an_edit_is_of_one_persona():
    ada, bob = PersonaFactory(role_label=""), PersonaFactory(role_label="")
    edit_one(ada.slug)
    assert list(Persona.objects.order_by("pk").values_list("role_label", flat=True)) != ["", ""]
    bob.refresh_from_db()
    assert bob.role_label == ""


def test_titles_are_the_same_each_time():
    assert len(set(known_titles())) == 1000
    assert list(titles_met(50)) == list(titles_met(50))


@pytest.mark.parametrize("words", [["--only", "everything"], ["--on", "oracle"], ["--personas", "9"]])
def test_what_cannot_be_measured_is_refused(words, capsys):
    with pytest.raises(SystemExit):
        command.options_of(words)
    assert words[0] in capsys.readouterr().err


def test_tables_are_markdown(capsys):
    command.print_table(["page", "ms"], [["list", "1.5"], ["a persona", "20.5"]])
    assert capsys.readouterr().out.splitlines() == [
        "| page      | ms   |",
        "|-----------|-----:|",
        "| list      |  1.5 |",
        "| a persona | 20.5 |",
        "",
    ]


@pytest.fixture
def reader(kept_connection, monkeypatch):
    """Somebody who reads a small catalogue of the benchmark's."""
    monkeypatch.setattr(catalogue, "TRAITS_A_FACET", 10)
    monkeypatch.setattr(catalogue, "GUIDES", 2)
    monkeypatch.setattr(catalogue, "known_titles", lambda: ["Head of security"])
    monkeypatch.setattr(journeys, "ASSETS", 5)
    catalogue.make_catalogue(12)
    journeys.make_journeys()
    return Visitor(catalogue.make_reader())


@pytest.mark.urls("scripts.bench.urls")
def test_a_page_has_a_row(reader):
    page = pages.filtered_page("filtered", how_many=1)
    row = pages.row_of(page, reader, Pace(rounds=1, seconds=0, least=1))
    assert (row[0], len(row)) == ("filtered", len(pages.COLUMNS))


@pytest.mark.urls("scripts.bench.urls")
def test_pages_are_chosen_by_how_their_names_begin(reader, monkeypatch):
    monkeypatch.setattr(pages, "row_of", lambda page, *_: [page.name])
    assert pages.rows(reader, None, ["guid", "what all"]) == [["what all share"], ["guides"]]
    assert len(pages.rows(reader, None)) == len(pages.pages())


@pytest.mark.urls("scripts.bench.urls")
def test_a_page_that_is_not_there_is_left_out_and_said(reader, capsys):
    page = pages.Page.at("nothing", "/nothing-there/")
    assert pages.row_of(page, reader, Pace(rounds=1, seconds=0, least=1)) == []
    assert "/nothing-there/" in capsys.readouterr().err


@pytest.mark.urls("scripts.bench.urls")
def test_every_edit_changes_something(reader):
    slug = Persona.objects.order_by("pk")[0].slug
    for edit in edits.EDITS.values():
        before = everything()
        edit(slug)
        assert everything() != before


def everything() -> list[list[tuple]]:
    models = (Persona, PersonaTrait, Trait, PersonaNote, ContentPreference, Touchpoint, Asset)
    return [list(model.objects.order_by("pk").values_list()) for model in models]


@pytest.mark.urls("scripts.bench.urls")
def test_a_page_has_a_row_of_edits(reader):
    [row] = edits.rows(reader, Pace(rounds=1, seconds=0, least=1), ["guides"])
    assert (row[0], len(row)) == ("guides", len(edits.COLUMNS))


def test_a_visitor_asks_with_headers(reader):
    address = reverse("personas:list")
    whole, part = reader.get(address), reader.get(address, pages.SWAP)
    assert (b"</html>" in whole.body, b"</html>" in part.body) == (True, False)
    assert (whole.status, part.status, part.headers["content-type"][:9]) == (200, 200, "text/html")


def test_a_form_is_read_as_a_browser_would_send_it():
    page = b'<form id="f"><input name="a" value="1"><input type="checkbox" name="b"><textarea name="c">\nx</textarea>'
    assert fields_of(page + b"</form>", "f") == [("a", "1"), ("c", "x")]
