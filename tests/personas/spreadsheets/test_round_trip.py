"""What is taken out and brought in again changes nothing; what was edited changes, and nothing else."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from personas.models import (
    ContentPreference,
    Facet,
    Persona,
    PersonaPurchasingRole,
    PersonaTitle,
    PersonaTrait,
)
from personas.spreadsheets.bringing_in import preview_of
from personas.spreadsheets.errors import SheetError
from personas.spreadsheets.registry import TABLES, read_table
from tests.personas.factories import (
    ContentFormatAliasFactory,
    ContentPreferenceFactory,
    FacetFactory,
    JobTitleFactory,
    PersonaFactory,
    PersonaPurchasingRoleFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    TraitFactory,
    UserFactory,
)

from .files import apply, csv_file, rows_of, taken_out

every_table = pytest.mark.parametrize("name", TABLES)
both_formats = pytest.mark.parametrize("ending", ["csv", "xlsx"])
HOSTILE = ["=1+1", "'=x", "-", "@sum", "_x0041_", "a\r\nb\rc\n", "  spaces  ", "“é” 🚀 ‮", '"', ";,\t|", "TRUE", "1.0"]


@pytest.fixture
def catalogue(editor):
    """Rows of every kind, with texts that tables like to spoil."""
    wide = PersonaFactory(name="Wide", owner=editor, reviewed_on=date(2026, 11, 1), colour=3)
    old = PersonaFactory(
        name="=Old", role_label="+1", parent=wide, status="deprecated", deprecated_on=date(2026, 1, 2),
        deprecation_reason="=a\r\n-b", source_url="https://example.com/a?b=c",
    )  # fmt: skip
    old.successors.add(wide, PersonaFactory(name="New", reports_to=wide))
    facet = FacetFactory(name="-Goals")
    for number, text in enumerate(HOSTILE):
        trait = TraitFactory(facet=facet, statement=f"{text} {number}")
        PersonaTraitFactory(persona=old, trait=trait, detail=text, lead_in=text, rank=number + 1)
        PersonaTitleFactory(persona=wide, title=JobTitleFactory(name=f"{text}{number}"), qualifier=text)
    PersonaPurchasingRoleFactory(persona=old, qualifier="@x")
    preference = ContentPreferenceFactory(persona=old, tier=2)
    ContentFormatAliasFactory(term=preference.content_format, wording="=Alias")
    return old


@every_table
@both_formats
def test_a_table_that_nobody_touched_changes_nothing(catalogue, editor, name, ending):
    content = taken_out(name, editor, ending)
    seen = preview_of(read_table(content, TABLES[name]), TABLES[name](editor))
    assert (seen.faults, seen.rows, seen.unchanged) == ([], [], len(rows_of(content, ending)) - 1)
    assert seen.unchanged == TABLES[name]._meta.model.objects.count()


@every_table
@both_formats
def test_no_cell_is_a_formula(catalogue, editor, name, ending):
    cells = [cell for row in rows_of(taken_out(name, editor, ending), ending) for cell in row if isinstance(cell, str)]
    assert [cell for cell in cells if cell[:1] in {*"=+-@\t\r"}] == []


def test_two_edited_cells_change_two_rows(catalogue, editor):
    rows = rows_of(taken_out("persona-traits", editor))
    detail, rank = rows[0].index("Detail"), rows[0].index("Rank")
    rows[1][detail], rows[3][rank] = "edited", "77"
    before = {link.pk: (link.detail, link.rank) for link in PersonaTrait.objects.all()}
    seen, written = apply("persona-traits", editor, csv_file(*rows))
    after = {link.pk: (link.detail, link.rank) for link in PersonaTrait.objects.all()}
    assert (written, seen.changed, seen.new, seen.unchanged) == (True, 2, 0, len(HOSTILE) - 2)
    assert sum(before[pk] != after[pk] for pk in before) == 2


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("persona-traits", PersonaTrait),
        ("persona-titles", PersonaTitle),
        ("purchasing-roles", PersonaPurchasingRole),
        ("content-preferences", ContentPreference),
    ],
)
def test_rows_that_were_lost_come_back(catalogue, editor, name, model):
    content = taken_out(name, editor)
    before = list(model.objects.order_by("persona", "pk").values_list("persona", "rank", flat=False))
    model.objects.all().delete()
    _, written = apply(name, editor, content)
    assert written
    assert sorted(model.objects.values_list("persona", "rank")) == sorted(before)
    assert taken_out(name, editor) == content


def test_a_table_travels_to_another_installation(catalogue, editor):
    """By names and addresses, as every row has another primary key there."""
    people, traits = taken_out("personas", editor), taken_out("persona-traits", editor)
    Persona.objects.all().delete()
    assert apply("personas", editor, people)[1]
    assert apply("persona-traits", editor, traits)[1]
    assert taken_out("personas", editor) == people
    assert taken_out("persona-traits", editor) == traits


def test_drafts_are_for_those_who_may_see_them(catalogue, editor):
    Persona.objects.update(status="draft", deprecated_on=None)
    viewer = UserFactory(is_staff=True, permissions=["personas.view_persona"])
    for name in ("personas", "persona-traits", "persona-titles", "purchasing-roles", "content-preferences"):
        assert len(rows_of(taken_out(name, viewer))) == 1
        assert len(rows_of(taken_out(name, editor))) > 1


def test_a_text_that_xlsx_has_no_room_for(editor):
    PersonaTraitFactory(detail="x" * 40_000)
    with pytest.raises(SheetError, match="take CSV"):
        taken_out("persona-traits", editor, "xlsx")
    content = taken_out("persona-traits", editor)
    assert preview_of(read_table(content, TABLES["persona-traits"]), TABLES["persona-traits"](editor)).unchanged == 1


@every_table
def test_the_number_of_rows_does_not_change_the_number_of_queries(editor, name):
    def make(count):
        facet = Facet.objects.first() or FacetFactory()
        for _ in range(count):
            trait = PersonaTraitFactory(trait=TraitFactory(facet=facet))
            for factory in (PersonaTitleFactory, PersonaPurchasingRoleFactory, ContentPreferenceFactory):
                factory(persona=trait.persona)

    def queries():
        table = TABLES[name]
        type(editor).objects.get(pk=editor.pk)
        with CaptureQueriesContext(connection) as captured:
            content = taken_out(name, editor)
            preview_of(read_table(content, table), table(editor))
        return len(captured)

    make(1)
    queries()
    first = queries()
    make(29)
    assert queries() == first
