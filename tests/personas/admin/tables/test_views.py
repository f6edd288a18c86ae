"""Tables in the admin: who may, which rows, the preview, and only then the change."""

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from personas.admin.tables.order import sealed, unsealed
from personas.admin.tables.views import OVERTAKEN
from personas.models import Persona
from personas.spreadsheets.errors import SheetError
from personas.spreadsheets.registry import TABLES
from personas.spreadsheets.sheet import Sheet
from tests.personas.factories import PersonaFactory, PersonaTraitFactory, UserFactory
from tests.personas.spreadsheets.files import csv_file, rows_of

from ..conftest import signed_in

LIST = reverse("admin:personas_tables")
every_table = pytest.mark.parametrize("name", TABLES)


def page(name="personas"):
    return reverse("admin:personas_table", args=[name])


def file(name="personas", ending="csv"):
    return reverse("admin:personas_table_file", args=[name, ending])


def send(desk, *rows, name="personas"):
    return desk.post(page(name), {"file": SimpleUploadedFile("table.csv", csv_file(*rows))})


def apply(desk, response, name="personas", **changes):
    """Sends the preview's own form."""
    context = response.context
    data = {"sealed": context["sealed"], "fingerprint": context["preview"].fingerprint}
    return desk.post(reverse("admin:personas_table_apply", args=[name]), data | changes)


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def ada(db):
    return PersonaFactory(name="Ada", role_label="", slug="ada")


def test_the_list_leads_to_every_table(desk):
    content = desk.get(LIST).content.decode()
    assert [name for name in TABLES if f'href="{page(name)}"' not in content] == []
    assert [name for name in TABLES if f'href="{file(name, "xlsx")}"' not in content] == []


@every_table
def test_the_page_of_a_table_says_what_to_type_into_each_column(desk, name):
    content = desk.get(page(name)).content.decode()
    assert 'type="file"' in content
    columns = TABLES[name].fields.values()
    assert [column.column_name for column in columns if not column.help_text.rstrip().endswith((".", ":"))] == []
    assert content.count('<th scope="row">') == len(columns)


@every_table
def test_a_table_is_taken_out(desk, name):
    PersonaTraitFactory()
    response = desk.get(file(name))
    assert (response["Content-Type"], "no-store" in response["Cache-Control"]) == ("text/csv; charset=utf-8", True)
    assert response["Content-Disposition"].startswith(f'attachment; filename="{name}-20')
    assert rows_of(response.content)[0] == TABLES[name].headings()
    assert rows_of(desk.get(file(name, "xlsx")).content, "xlsx")[0] == TABLES[name].headings()
    assert desk.get(file(name, "ods")).status_code == 404


def test_the_filters_and_the_search_of_a_list_choose_the_rows(desk, ada):
    PersonaTraitFactory(persona=ada)
    PersonaTraitFactory(persona__status="draft")
    for name in ("personas", "persona-traits"):
        for filters in ({"q": "ada"}, {"status__exact": "published"}, {"q": "ada", "o": "1", "p": "1"}):
            rows = rows_of(desk.get(file(name), filters).content)
            assert [row[0] for row in rows[1:]] == ["ada"]
    response = desk.get(LIST, {"q": "ada"})
    assert response.context["chosen"] == 1
    assert f'href="{file("persona-traits")}?q=ada"' in response.content.decode()
    assert f'href="{file("job-titles")}"' in response.content.decode()


def test_filters_that_no_list_knows_are_refused(desk, ada):
    for address in (LIST, file()):
        response = desk.get(address, {"nonsense": "x"})
        assert response.status_code == 302
        assert "These filters don't fit" in told(response)[0]


def test_a_preview_writes_nothing_and_applying_does(desk, ada):
    response = send(desk, ["Address", "Name"], ["ada", "Ada B."])
    content = response.content.decode()
    assert "<del>Ada</del>" in content
    assert "<ins>Ada B.</ins>" in content
    assert Persona.objects.get().name == "Ada"
    response = apply(desk, response)
    assert (response.status_code, response.url) == (302, page())
    assert told(response)[0].startswith("Personas: 0 new, 1 changed, 0 unchanged. Look at the <a href=")
    assert Persona.objects.get().name == "Ada B."


def test_an_untouched_table_has_nothing_to_apply(desk, ada):
    response = desk.post(page(), {"file": SimpleUploadedFile("a.csv", desk.get(file()).content)})
    assert "the catalogue says all of this already" in response.content.decode()
    assert 'value="Apply"' not in response.content.decode()


def test_bad_rows_are_listed_and_cant_be_applied(desk, ada):
    response = send(desk, ["Address", "Status"], ["ada", "<b>Gone</b>"])
    content = response.content.decode()
    assert "&lt;b&gt;Gone&lt;/b&gt;" in content
    assert "1 cell or row can't be" in " ".join(content.split())
    assert (response.context["sealed"], 'value="Apply"' in content) == ("", False)


@pytest.mark.parametrize("rows", [(), (["Nonsense"], ["x"]), (["Name"],)], ids=["empty", "heading", "no row"])
def test_a_file_that_cant_be_read_comes_back_with_the_reason(desk, rows):
    response = send(desk, *rows)
    assert response.context["error"]
    assert 'aria-invalid="true"' in response.content.decode()


def test_sending_no_file_asks_for_one(desk):
    assert desk.post(page(), {}).context["error"] == "Choose a file."
    assert desk.post(page(), {"file": "text"}).context["error"] == "Choose a file."


def test_a_preview_that_is_out_of_date_is_shown_anew(desk, ada):
    response = send(desk, ["Address", "Name"], ["ada", "Ada B."])
    Persona.objects.update(name="Ada C.")
    again = apply(desk, response)
    assert (again.status_code, again.context["overtaken"]) == (409, OVERTAKEN)
    assert Persona.objects.get().name == "Ada C."
    assert apply(desk, again).status_code == 302
    assert Persona.objects.get().name == "Ada B."


@pytest.mark.parametrize("changes", [{"sealed": "forged"}, {"sealed": ""}, {"sealed": "\0"}])
def test_a_forged_preview_is_refused(desk, ada, changes):
    response = apply(desk, send(desk, ["Address", "Name"], ["ada", "Ada B."]), **changes)
    assert (response.status_code, response.url) == (302, page())
    assert Persona.objects.get().name == "Ada"


def test_a_preview_belongs_to_its_table(desk, ada):
    response = apply(desk, send(desk, ["Address", "Name"], ["ada", "Ada B."]), name="content-types")
    assert "belongs to another table" in told(response)[0]


def test_a_table_too_large_for_a_form_is_refused(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 + 200
    assert unsealed("a", sealed("a", Sheet(["Name"], [(2, ["x"])]))).rows == [(2, ["x"])]
    with pytest.raises(SheetError, match="too large for one form"):
        sealed("a", Sheet(["Name"], [(number, [str(number**9)]) for number in range(99)]))


@every_table
def test_looking_takes_the_right_to_see_and_bringing_in_that_to_change(name, ada, reader):
    assert signed_in(reader).get(page(name)).status_code == 302  # not staff: to the sign-in page
    nobody = signed_in(UserFactory(is_staff=True))
    viewer = signed_in(
        UserFactory(is_staff=True, permissions=[f"personas.view_{TABLES[name].listed._meta.model_name}"])
    )
    for address in (LIST, page(name), file(name)):
        assert (nobody.get(address).status_code, viewer.get(address).status_code) == (403, 200)
    assert 'type="file"' not in viewer.get(page(name)).content.decode()
    for desk in (nobody, viewer):
        assert send(desk, ["Name"], ["x"], name=name).status_code == 403
        assert desk.post(reverse("admin:personas_table_apply", args=[name])).status_code == 403


def test_unknown_tables_and_methods(desk):
    assert desk.get(page("nothing")).status_code == 404
    assert desk.get(reverse("admin:personas_table_apply", args=["personas"])).status_code == 405
    assert desk.post(file()).status_code == 405


def test_a_preview_costs_the_same_with_one_row_and_with_thirty(desk):
    def queries():
        content = desk.get(file("persona-traits")).content
        with CaptureQueriesContext(connection) as captured:
            desk.post(page("persona-traits"), {"file": SimpleUploadedFile("a.csv", content + b"nobody,a,b,,,\r\n")})
        return len(captured)

    PersonaTraitFactory()
    queries()
    first = queries()
    PersonaTraitFactory.create_batch(29)
    assert queries() == first
