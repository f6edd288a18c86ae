"""Large imports answer while they work; what breaks off leaves nothing half written."""

import pytest
from django.urls import reverse

from personas.admin.imports import order, views
from personas.admin.imports.order import ImportOrder
from personas.growing import pieces
from personas.handbook.pages import Page
from personas.models import ImportGuess, Persona
from tests.personas.factories import FacetFactory, PersonaFactory, PersonaTypeFactory

from .plan_data import plan_form, streamed_text

FORM = reverse("admin:personas_import")
AGAIN = reverse("admin:personas_import_plan")
APPLY = reverse("admin:personas_import_apply")
TEXT = "# Buyers\n\n## Robin\n\n- **Goals:** Paper\n- **Chalenges:** x\n- **Challenges:** Rain\n"


@pytest.fixture(autouse=True)
def catalogue(db, monkeypatch):
    """Words for the page, and everything counts as large."""
    monkeypatch.setattr(order, "MANY_LETTERS", 1)
    PersonaTypeFactory(name="Buyer")
    FacetFactory(name="Goals", comparable=True)
    FacetFactory(name="Challenges", comparable=True)


def planned(desk) -> str:
    return streamed_text(desk.post(FORM, {"text": TEXT, "status": "published"}))


def test_the_plan_comes_after_its_steps(desk):
    response = desk.post(FORM, {"text": TEXT, "status": "published"})
    assert (response.streaming, response["X-Accel-Buffering"]) == (True, "no")
    content = streamed_text(response)
    steps = ["Opening The pasted page", "Reading The pasted page", "Comparing with the catalogue", 'class="plan ']
    places = [content.index(step) for step in steps]
    assert (places, content.count("</html>")) == (sorted(places), 1)


def test_applying_tells_each_step_and_ends_with_links(desk):
    content = streamed_text(desk.post(APPLY, plan_form(None, html=planned(desk))))
    persona = Persona.objects.get()
    assert ("Writing 1 persona<" in content, f'href="{persona.get_absolute_url()}"' in content) == (True, True)
    assert content.index("Writing 1 persona<") < content.index("Imported: ")


def test_nothing_is_written_before_the_answer_is_read(desk):
    response = desk.post(APPLY, plan_form(None, html=planned(desk)))
    assert Persona.objects.count() == 0
    streamed_text(response)
    assert Persona.objects.count() == 1


def test_a_page_that_is_closed_leaves_nothing_behind(desk):
    response = desk.post(APPLY, plan_form(None, html=planned(desk)))
    answer = iter(response.streaming_content)
    while b"Writing" not in (piece := next(answer)) or b"persona<" not in piece:
        pass
    next(answer)
    assert Persona.objects.count() == 1
    # As the server does when nobody listens any more; the whole of response.close() would end the test's connection.
    for close in response._resource_closers:
        close()
    assert (Persona.objects.count(), ImportGuess.objects.count()) == (0, 0)


def test_work_that_fails_leaves_nothing_behind_and_says_so(desk, monkeypatch, caplog):
    monkeypatch.setattr(views, "outcome_of", lambda *args, **options: 1 / 0)
    monkeypatch.setattr("personas.handbook.apply.touch_personas", lambda plan: 1 / 0)
    content = streamed_text(desk.post(APPLY, plan_form(None, html=planned(desk))))
    assert ("Something went wrong here" in content, content.count("</html>"), Persona.objects.count()) == (True, 1, 0)
    told = [record.getMessage() for record in caplog.records if record.name == "personas.growing"]
    assert told == [f"{APPLY} broke off"]


def test_a_stale_plan_ends_with_a_sentence_and_a_way_on(desk):
    fields = plan_form(None, html=planned(desk))
    PersonaFactory(name="Robin", role_label="")
    content = streamed_text(desk.post(APPLY, fields))
    assert (views.OVERTAKEN in content, 'value="Show the plan as of now"' in content) == (True, True)
    assert Persona.objects.get().persona_traits.count() == 0
    again = streamed_text(desk.post(AGAIN, {"sealed": fields["sealed"]}))
    assert 'value="Apply"' in again


def test_pages_that_can_not_be_planned_are_told(desk):
    content = streamed_text(desk.post(FORM, {"text": "# Minutes\n\nWe met.\n", "status": "published"}))
    assert "The pasted page has no personas" in content
    assert 'value="Change pages or options"' in content


@pytest.mark.parametrize(("pages", "is_large"), [(1, False), (3, False), (4, True)])
def test_many_pages_are_large(monkeypatch, pages, is_large):
    monkeypatch.setattr(order, "MANY_LETTERS", 1000)
    assert ImportOrder([Page("a.md", "x")] * pages).is_large is is_large


def test_the_steps_are_closed_with_the_answer(rf, editor):
    closed = []

    def steps():
        try:
            yield "one"
            yield "two"
        finally:
            closed.append(True)
        return ""

    request = rf.get("/")
    request.user = editor
    answer = pieces(request, ("admin/personas/imports/progress.html", ""), {"title": "x"}, steps(), 2)
    next(answer), next(answer)
    answer.close()
    assert closed == [True]
