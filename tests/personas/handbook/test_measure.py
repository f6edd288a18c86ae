"""How much of a page comes back."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from personas.handbook import measure
from personas.handbook.measure import content_of, measure_pages, words_of
from personas.handbook.pages import HandbookError
from personas.models import Guide, Persona, Trait

from .samples import BAKERS, load_text, page

pytestmark = pytest.mark.usefixtures("vocabulary")


def test_words_count_without_case():
    assert words_of("Bread, BREAD and Ｂｒｅａｄ – brot") == Counter({"bread": 3, "and": 1, "brot": 1})


def test_only_content_lines_count():
    text = "---\ntitle: x\n---\n\n# Buyers\n{: .no_toc}\n\n<!-- hush -->\n\n1. Bread\n"
    assert words_of(content_of(page(text))) == Counter(["buyers", "bread"])


def test_a_page_that_comes_back_whole():
    [figures] = measure_pages([page(BAKERS)])
    assert (figures.name, figures.personas, figures.words, figures.share, figures.lost) == (
        "people.md",
        2,
        38,
        1.0,
        Counter(),
    )


def test_words_that_do_not_come_back_are_named(monkeypatch):
    whole = measure.write_handbook
    monkeypatch.setattr(measure, "write_handbook", lambda: [page(each.text.replace("waste", "")) for each in whole()])
    [figures] = measure_pages([page(BAKERS)])
    assert (figures.lost, figures.found) == (Counter({"waste": 2}), figures.words - 2)


def test_a_wording_read_as_another_counts_as_that_other():
    text = "# Buyer personas\n\n## Bente\n\n- **Aims:** bread\n- **Purchasing role:** Decison-Maker\n"
    [figures] = measure_pages([page(text)])
    assert figures.lost == Counter()


def test_each_page_is_measured_by_itself():
    people = "# Users\n\n## Kim\n\n- **Goals:** sleep\n- **Also called:** Kim\n"
    figures = measure_pages([page(BAKERS), page(people, "kim.md")])
    assert [(each.name, each.personas) for each in figures] == [("people.md", 2), ("kim.md", 1)]


def test_the_catalogue_stays_as_it_was():
    load_text("# Users\n\n## Kim\n\n- **Goals:** sleep\n- **Also called:** Kim\n\n## Tips\n\nx\n")
    before = [list(model.objects.values()) for model in (Persona, Trait, Guide)]
    [figures] = measure_pages([page(BAKERS)])
    assert (figures.personas, [list(model.objects.values()) for model in (Persona, Trait, Guide)]) == (2, before)


def test_a_page_that_is_refused_leaves_the_catalogue_too():
    load_text("# Users\n\n## Kim\n\n- **Goals:** sleep\n- **Also called:** Kim\n")
    with pytest.raises(HandbookError):
        measure_pages([page("# Tips\n\nGreet.\n")])
    assert Persona.objects.count() == 1


def test_measuring_takes_no_more_queries_for_more_personas():
    def queries(people: int) -> int:
        text = "".join(f"## Kim {n}\n\n- **Goals:** sleep\n- **Also called:** Kim {n}\n\n" for n in range(people))
        with CaptureQueriesContext(connection) as captured:
            measure_pages([page(f"# Users\n\n{text}")])
        return len(captured)

    assert queries(2) == queries(20)
