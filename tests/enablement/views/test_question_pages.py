"""Asking, voting, answering and following, and who may see what."""

import pytest
from django.contrib.admin.models import LogEntry

from enablement.models import Question, Subscription
from enablement.question_work import question_work
from personas.models import Persona
from tests.enablement.factories import QuestionFactory, QuestionVoteFactory, SessionFactory
from tests.personas.factories import PersonaFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/enablement/questions/"


@pytest.fixture
def draft():
    return PersonaFactory(status=Persona.Status.DRAFT)


@pytest.fixture
def editor_client(client):
    client.force_login(UserFactory(username="edda", permissions=["personas.change_persona"]))
    return client


def texts(response):
    assert response.status_code == 200
    return [question.text for question in response.context["page"]]


class TestAsking:
    def test_about_a_persona_and_in_a_session(self, reader, reader_client):
        ada, session = PersonaFactory(), SessionFactory()
        response = reader_client.post(f"{LIST}ask/", {"text": " Who signs? ", "persona": ada.slug})
        assert response.url == f"{LIST}?persona={ada.slug}"
        reader_client.post(f"{LIST}ask/", {"text": "Who pays?", "session": str(session.uuid)})
        rows = Question.objects.order_by("pk").values_list("text", "persona", "session", "asked_by", "votes__user")
        assert list(rows) == [
            ("Who signs?", ada.pk, None, reader.pk, reader.pk),
            ("Who pays?", None, session.pk, reader.pk, reader.pk),
        ]

    def test_a_double_click_asks_once(self, reader_client):
        ada = PersonaFactory()
        for status in (302, 422):
            response = reader_client.post(f"{LIST}ask/", {"text": "Who signs?", "persona": ada.slug})
            assert response.status_code == status
        assert Question.objects.count() == 1

    @pytest.mark.parametrize("text", ["", " ", "\0", "x" * 2001])
    def test_what_asks_nothing_gets_a_sentence(self, reader_client, text):
        response = reader_client.post(f"{LIST}ask/", {"text": text, "persona": PersonaFactory().slug})
        assert (response.status_code, list(response.context["form"].errors)) == (422, ["text"])

    @pytest.mark.parametrize(
        "about",
        [{"persona": "nobody"}, {"persona": "a\0"}, {"session": "x"}, {"session": "0" * 36}],
    )
    def test_about_what_is_not_there(self, reader_client, about):
        assert reader_client.post(f"{LIST}ask/", {"text": "Who?", **about}).status_code == 404

    def test_about_nothing_or_a_draft(self, reader_client, draft):
        assert reader_client.post(f"{LIST}ask/", {"text": "Who?"}).status_code == 302
        assert reader_client.post(f"{LIST}ask/", {"text": "Who?", "persona": draft.slug}).status_code == 404
        assert Question.objects.count() == 0


class TestList:
    def test_drafts_questions_are_for_editors(self, reader_client, editor_client, draft):
        question, other = QuestionFactory(persona=draft), QuestionFactory()
        assert texts(reader_client.get(LIST)) == [other.text]
        assert set(texts(editor_client.get(LIST))) == {question.text, other.text}
        assert reader_client.post(f"{LIST}{question.pk}/vote/").status_code == 404

    def test_most_wanted_first_or_newest(self, reader_client):
        old, new = QuestionFactory(), QuestionFactory()
        QuestionVoteFactory(question=old)
        assert texts(reader_client.get(LIST)) == [old.text, new.text]
        assert texts(reader_client.get(f"{LIST}?sort=new")) == [new.text, old.text]

    def test_by_status_persona_session_and_words(self, reader_client):
        session = SessionFactory()
        first = QuestionFactory(status="answered", answer="The buyer.")
        second = QuestionFactory(persona=None, session=session)
        assert texts(reader_client.get(f"{LIST}?status=answered")) == [first.text]
        assert texts(reader_client.get(f"{LIST}?persona={first.persona.slug}")) == [first.text]
        assert texts(reader_client.get(f"{LIST}?session={session.uuid}")) == [second.text]
        assert texts(reader_client.get(f"{LIST}?q=buyer")) == [first.text]

    @pytest.mark.parametrize("query", ["status=x", "persona=%00", "session=%00", "session=x", "page=99", "q=%00"])
    def test_odd_addresses_are_answered(self, reader_client, query):
        QuestionFactory()
        assert reader_client.get(f"{LIST}?{query}").status_code in (200, 404)

    @pytest.mark.parametrize("size", [1, 15])
    def test_it_takes_as_many_queries_for_many(self, reader_client, size, django_assert_num_queries):
        for _ in range(size):
            QuestionVoteFactory(question__session=SessionFactory())
        reader_client.get(LIST)
        with django_assert_num_queries(10):
            reader_client.get(LIST)


class TestVoting:
    def test_one_vote_a_person(self, reader, reader_client):
        question = QuestionFactory()
        for _ in range(2):
            reader_client.post(f"{LIST}{question.pk}/vote/", {"next": "https://evil.example/"})
        assert list(question.votes.values_list("user", flat=True)) == [reader.pk]
        assert reader_client.post(f"{LIST}{question.pk}/vote/", {"undo": "1"}).url == LIST
        assert question.votes.count() == 0
        assert reader_client.get(f"{LIST}{question.pk}/vote/").status_code == 405
        assert reader_client.post(f"{LIST}{2**63}/vote/").status_code == 404

    def test_htmx_gets_the_votes_alone(self, reader_client):
        question = QuestionVoteFactory().question
        response = reader_client.post(f"{LIST}{question.pk}/vote/", headers={"HX-Request": "true"})
        assert "2 want to know" in response.text
        assert "Take my vote back" in response.text
        assert "<h1>" not in response.text


class TestAnswering:
    def test_an_editor_answers_in_markdown_for_an_edition(self, editor_client):
        question = QuestionFactory(persona__slug="ada")
        question.persona.editions.create(persona_key=question.persona_id, number=3, note="News.", snapshot={})
        editor_client.post(f"{LIST}{question.pk}/answer/", {"answer": "**The buyer**", "edition": "3"})
        question.refresh_from_db()
        assert (question.status, question.answer, question.edition, str(question.answered_by)) == (
            "answered",
            "**The buyer**",
            3,
            "edda",
        )
        assert list(LogEntry.objects.values_list("change_message", flat=True)) == ["Answered."]
        text = editor_client.get(LIST).text
        assert "<strong>The buyer</strong>" in text
        assert '<a href="/personas/ada/editions/3/">edition 3</a>' in text

    def test_closing_and_opening_again(self, editor_client):
        question = QuestionFactory()
        for name, status in (("close", "closed"), ("reopen", "open")):
            editor_client.post(f"{LIST}{question.pk}/answer/", {name: "1"})
            question.refresh_from_db()
            assert question.status == status

    @pytest.mark.parametrize(
        ("data", "field"),
        [
            ({"answer": ""}, "answer"),
            ({"answer": "\0"}, "answer"),
            ({"answer": "Yes", "edition": "9" * 30}, "edition"),
            ({"answer": "Yes", "edition": "7"}, "edition"),
        ],
    )
    def test_bad_answers_get_a_sentence(self, editor_client, data, field):
        question = QuestionFactory()
        response = editor_client.post(f"{LIST}{question.pk}/answer/", data)
        assert (response.status_code, list(response.context["form"].errors)) == (422, [field])

    def test_readers_may_not(self, reader_client):
        question = QuestionFactory()
        for method in (reader_client.get, reader_client.post):
            assert method(f"{LIST}{question.pk}/answer/").status_code == 403

    def test_unanswered_ones_are_work_for_those_who_may(self, reader):
        QuestionFactory()
        QuestionFactory(status="answered", answer="Yes.")
        assert question_work(reader) == []
        [item] = question_work(UserFactory(permissions=["enablement.change_question"]))
        assert (item.count, item.url) == (1, f"{LIST}?status=open")


class TestPersonaPage:
    def test_it_shows_what_was_asked_and_a_form_to_ask(self, reader_client):
        question = QuestionFactory()
        closed = QuestionFactory(persona=question.persona, status="closed")
        page = reader_client.get(question.persona.get_absolute_url()).content.decode()
        assert question.text in page
        assert closed.text not in page
        assert 'formaction="/enablement/questions/ask/"' in page


def test_following_is_once_and_taken_back(reader, reader_client, draft):
    ada = PersonaFactory()
    for _ in range(2):
        assert reader_client.post(f"{LIST}follow/", {"follow": ada.slug}).status_code == 302
    assert list(Subscription.objects.values_list("user", "persona")) == [(reader.pk, ada.pk)]
    reader_client.post(f"{LIST}follow/", {"unfollow": ada.slug})
    assert Subscription.objects.count() == 0
    for slug in (draft.slug, "", "\0"):
        assert reader_client.post(f"{LIST}follow/", {"follow": slug}).status_code == 404
