import pytest
from django.utils.html import escape

from personas import panels
from personas.models import Guide, Persona
from personas.panels import panels_for, register_panel

from .factories import GuideFactory, PersonaFactory, UserFactory
from .kept.readers import client_of, page

LINK = "includes/persona_link.html"


@pytest.fixture(autouse=True)
def no_panels(monkeypatch):
    """Panels of a test are gone after it."""
    monkeypatch.setattr(panels, "_panels", {})


def link_panel(persona, user):
    return LINK, {"persona": persona}


def silent_panel(persona, user):
    return None


@pytest.mark.django_db
def test_panels_come_in_order_and_only_when_they_say_something(settings):
    first, second = PersonaFactory(name="Ada"), PersonaFactory(name="Grace")
    register_panel("late", lambda persona, user: (LINK, {"persona": first}), order=2)
    register_panel("early", lambda persona, user: (LINK, {"persona": second}), order=1)
    register_panel("silent", silent_panel)
    html = panels_for(first, UserFactory())
    assert [("Ada" in panel, "Grace" in panel) for panel in html] == [(False, True), (True, False)]


def test_a_panel_is_asked_about_the_persona_for_the_user():
    asked = []
    register_panel("curious", lambda persona, user: asked.append((persona, user)))
    assert (panels_for("persona", "user"), asked) == ([], [("persona", "user")])


def test_a_name_is_taken_once():
    register_panel("titles", silent_panel)
    register_panel("titles", silent_panel)
    with pytest.raises(ValueError, match=r"There is a panel “titles” already\."):
        register_panel("titles", link_panel)


@pytest.mark.django_db
def test_the_persona_page_shows_panels(reader_client):
    persona, other = PersonaFactory(), PersonaFactory(name="From another app")
    register_panel("fake", lambda persona, user: (LINK, {"persona": other}))
    assert "From another app" in reader_client.get(persona.get_absolute_url()).content.decode()


def told_by(name):
    """A panel that says the name."""
    return "includes/count.html", {"paginator": {"count": name, "num_pages": 1}}


@pytest.mark.django_db(transaction=True)
def test_a_kept_panel_calls_her_by_her_present_name():
    asked = []
    register_panel("kept", lambda persona, user: asked.append(1) or told_by(persona.name), made_of=[Guide])
    persona, reader = PersonaFactory(name="Ada", role_label="Countess"), client_of(UserFactory())
    for name in ("Ada", "Ada & <Bob>", "Zoë"):
        Persona.objects.update(name=name)
        assert f'<section class="aside-block">{escape(name)}' in page(reader, persona.get_absolute_url())
    assert len(asked) == 1
    GuideFactory()
    page(reader, persona.get_absolute_url())
    assert len(asked) == 2


def test_a_panel_of_plain_values_is_written_again_where_it_says_something_else():
    values = {"slug": "ada"}
    register_panel("plain", lambda persona, user: ("personas/_sheets.html", values), plain=True)
    first, again = (panels_for("persona", "user") for _ in range(2))
    assert first[0] is again[0]
    values["slug"] = "bob"
    assert panels_for("persona", "user") != first
    values["slug"] = object()
    with pytest.raises(TypeError):
        panels_for("persona", "user")
