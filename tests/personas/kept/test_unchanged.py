"""A browser that has a page already is told so, and only then."""

import pytest
import time_machine
from django.test import Client

from personas.kept import unchanged
from personas.readers import set_star

from ..factories import EditorFactory, PersonaFactory, UserFactory
from .readers import client_of

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/personas/"


def answer(client, address: str, tag: str = "", **headers) -> tuple:
    """The status, and the tag that came with the answer."""
    response = client.get(address, headers={"If-None-Match": tag, **headers})
    return response.status_code, response.headers.get("ETag", "")


def tag_of(client, address: str = LIST, **headers) -> str:
    """The tag of a page that the browser asked for twice: the first visit also brings a cookie for forms."""
    client.get(address)
    return answer(client, address, **headers)[1]


def test_an_unchanged_page_takes_three_queries(django_assert_num_queries):
    persona, client = PersonaFactory(), client_of(UserFactory())
    others = ("/personas/?type=buyer", "/guides/", "/content-types/", "/search/?q=a")
    for address in (LIST, persona.get_absolute_url(), *others):
        tag = tag_of(client, address)
        with django_assert_num_queries(3):  # the session, the number, the stars
            assert answer(client, address, tag) == (304, tag)


def test_the_answer_is_for_this_browser_alone():
    PersonaFactory()
    client = client_of(UserFactory())
    tag = tag_of(client)
    for response in (client.get(LIST), client.get(LIST, headers={"If-None-Match": tag})):
        assert response["Cache-Control"] == "private, no-cache"
        assert {"Cookie", "HX-Target"} <= set(response["Vary"].replace(" ", "").split(","))
    assert response.content == b""
    others = ["/", "/search/?q=a", "/views/", "/personas/nobody/"]
    assert {client.get(address)["Cache-Control"] for address in others} == {"private, no-cache"}


@pytest.mark.parametrize(
    "change",
    [
        lambda reader, persona, client: persona.save(),
        lambda reader, persona, client: set_star(persona=persona, is_starred=True, by=reader),
        lambda reader, persona, client: type(reader).objects.filter(pk=reader.pk).update(first_name="Otherwise"),
        lambda reader, persona, client: client.cookies.__setitem__("csrftoken", "b" * 32),
        lambda reader, persona, client: client.cookies.__setitem__("messages", "something to say"),
        lambda reader, persona, client: client.post("/views/", {"name": "Mine", "page": "personas", "query": ""}),
    ],
)
def test_a_change_is_a_new_page(change):
    persona, reader = PersonaFactory(), UserFactory()
    client = client_of(reader)
    tag = tag_of(client)
    change(reader, persona, client)
    assert answer(client, LIST, tag)[0] == 200


def test_new_software_is_a_new_page(monkeypatch):
    PersonaFactory()
    client = client_of(UserFactory())
    tag = tag_of(client)
    monkeypatch.setattr(unchanged, "code_version", lambda: "the next one")
    assert answer(client, LIST, tag)[0] == 200


def test_a_new_day_is_a_new_page():
    PersonaFactory()
    with time_machine.travel("2026-11-20 12:00Z", tick=False):
        client = client_of(UserFactory())
        tag = tag_of(client)
        assert answer(client, LIST, tag)[0] == 304
    with time_machine.travel("2026-11-21 12:00Z", tick=False):
        assert answer(client, LIST, tag)[0] == 200


def test_another_address_or_part_is_another_page():
    PersonaFactory()
    client = client_of(UserFactory())
    tag = tag_of(client)
    asked = [answer(client, "/personas/?view=table", tag), answer(client, LIST, tag, **{"HX-Target": "results"})]
    assert [status for status, _ in asked] == [200, 200]


def test_the_tag_is_of_use_to_nobody_else():
    PersonaFactory()
    reader = UserFactory()
    tag = tag_of(client_of(reader))
    others = [client_of(UserFactory()), client_of(EditorFactory()), client_of(reader)]
    assert [answer(other, LIST, tag)[0] for other in others] == [200, 200, 200]
    assert answer(Client(), LIST, tag)[0] == 302


@pytest.mark.parametrize(
    "end",
    [
        lambda reader, client: client.post("/accounts/logout/"),
        lambda reader, client: client.session.flush(),
        lambda reader, client: type(reader).objects.filter(pk=reader.pk).update(is_active=False),
        lambda reader, client: reader.set_password("another") or reader.save(),
        lambda reader, client: reader.delete(),
    ],
)
def test_who_may_not_come_in_any_more_has_to_sign_in(end):
    PersonaFactory()
    reader = UserFactory()
    client = client_of(reader)
    session, tag = client.cookies["sessionid"].value, tag_of(client)
    end(reader, client)
    client.cookies["sessionid"] = session
    assert answer(client, LIST, tag)[0] == 302


def test_what_is_no_tag_of_ours_is_nothing():
    PersonaFactory()
    client = client_of(UserFactory())
    tag = tag_of(client)
    client.cookies["sessionid"] = "x\0y"
    assert answer(client, LIST, tag)[0] == 302
    assert [answer(client_of(UserFactory()), LIST, each)[0] for each in ("*", 'W/""', 'W/"é"', '"1"')] == [200] * 4


def test_a_message_that_was_shown_is_not_shown_again():
    PersonaFactory()
    client = client_of(UserFactory())
    client.get(LIST)
    response = client.post("/views/", {"name": "Mine", "page": "personas", "query": ""}, follow=True)
    assert ("Saved as" in response.content.decode(), "ETag" in response.headers) == (True, False)
