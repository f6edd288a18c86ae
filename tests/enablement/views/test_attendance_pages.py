"""Marking who came, checking in, and saying that one watched: the pages, and who may."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from enablement.models import Registration
from enablement.services.check_in import new_code
from tests.enablement.factories import GuestAttendanceFactory, RegistrationFactory, ResourceFactory, SessionFactory
from tests.personas.factories import UserFactory

pytestmark = pytest.mark.django_db
OVER = {"starts_at": timezone.now() - timedelta(days=2)}


@pytest.fixture(autouse=True)
def nothing_guessed():
    cache.clear()


@pytest.fixture
def manager():
    """A client of an enablement manager."""
    client = Client()
    client.force_login(UserFactory(permissions=["enablement.change_session"]))
    return client


@pytest.fixture
def session():
    return SessionFactory(**OVER)


def marking(session, end=""):
    return f"/enablement/sessions/{session.uuid}/attendance/{end}"


def marks(session):
    return dict(session.registrations.values_list("user__username", "attendance"))


class TestByHand:
    def test_what_was_changed_on_the_page_is_noted(self, manager, session):
        for name in ("ada", "bob", "cy"):
            RegistrationFactory(session=session, user__username=name)
        ada, bob, cy = (session.registrations.get(user__username=name).user_id for name in ("ada", "bob", "cy"))
        data = {f"now-{ada}": "attended", f"was-{ada}": "", f"now-{bob}": "", f"was-{bob}": "", "rest": "absent"}
        data |= {f"now-{cy}": "garbage", f"was-{cy}": ""}
        response = manager.post(marking(session), data, follow=True)
        assert [str(message) for message in response.context["messages"]] == ["Noted for 2 people."]
        assert marks(session) == {"ada": "attended", "bob": "absent", "cy": ""}

    def test_a_page_shown_before_a_check_in_does_not_undo_it(self, manager, session):
        row = RegistrationFactory(session=session, attendance="attended", attendance_source="check_in")
        manager.post(marking(session), {f"now-{row.user_id}": "", f"was-{row.user_id}": "", "rest": "absent"})
        row.refresh_from_db()
        assert (row.attendance, row.attendance_source) == ("attended", "check_in")

    @pytest.mark.parametrize("size", [1, 20])
    def test_it_takes_as_many_queries_for_many(self, manager, session, size, django_assert_num_queries):
        for _ in range(size):
            RegistrationFactory(session=session)
            GuestAttendanceFactory(session=session)
        with django_assert_num_queries(11):
            assert manager.get(marking(session)).status_code == 200

    def test_only_managers_may(self, reader_client, session):
        session.host = UserFactory()
        session.save()
        for end in ("", "list/", "guests/"):
            assert reader_client.post(marking(session, end)).status_code == 403
        assert reader_client.get(marking(session)).status_code == 403

    def test_guests_who_have_an_account_by_now_can_be_counted_under_it(self, manager, session):
        GuestAttendanceFactory(session=session, email="vera@example.com")
        UserFactory(username="vera", email="vera@example.com")
        assert manager.get(marking(session)).context["with_account"] == 1
        manager.post(marking(session, "guests/"))
        assert (marks(session), session.guests.count()) == ({"vera": "attended"}, 0)


class TestLists:
    def test_a_pasted_list_is_shown_then_noted_as_said_by_hand(self, manager, session):
        UserFactory(username="dana", email="dana@example.com")
        data = {"text": "dana@example.com\nVisitor <v@example.com>", "least": "0"}
        shown = manager.post(marking(session, "list/"), data)
        assert [line.kind for line in shown.context["plan"].lines] == ["comes", "guest"]
        assert marks(session) == {}
        plan = {"order": shown.context["order"], "agreed": shown.context["plan"].fingerprint}
        response = manager.post(marking(session, "list/"), plan, follow=True)
        assert [str(message) for message in response.context["messages"]] == ["Noted: 1 attended, 1 new guest."]
        assert list(session.registrations.values_list("attendance_source", flat=True)) == [Registration.Source.MANUAL]

    def test_a_file_is_taken_as_an_import(self, manager, session):
        file = SimpleUploadedFile("meet.csv", b"First name,Last name,Email,Duration\nD,D,d@example.com,5 min\n")
        shown = manager.post(marking(session, "list/"), {"file": file, "least": "3", "others_absent": "on"})
        assert shown.context["plan"].source == "import"

    @pytest.mark.parametrize(
        ("data", "field"),
        [
            ({}, "__all__"),
            ({"text": " "}, "__all__"),
            ({"text": "-"}, "text"),
            ({"text": "a\0b"}, "text"),
            ({"text": "dana", "least": "-1"}, "least"),
            ({"text": "dana", "least": "9" * 30}, "least"),
            ({"file": SimpleUploadedFile("a.csv", b"Colour\nred\n")}, "file"),
        ],
    )
    def test_bad_lists_get_a_sentence_beside_what_was_typed(self, manager, session, data, field):
        response = manager.post(marking(session, "list/"), data)
        assert (response.status_code, list(response.context["form"].errors)) == (422, [field])

    def test_a_plan_that_changed_meanwhile_is_shown_again(self, manager, session):
        shown = manager.post(marking(session, "list/"), {"text": "v@example.com"})
        UserFactory(email="v@example.com")
        plan = {"order": shown.context["order"], "agreed": shown.context["plan"].fingerprint}
        again = manager.post(marking(session, "list/"), plan)
        assert (again.status_code, marks(session), session.guests.count()) == (409, {}, 0)
        plan["agreed"] = again.context["plan"].fingerprint
        assert manager.post(marking(session, "list/"), plan).status_code == 302
        assert list(marks(session).values()) == ["attended"]

    def test_a_forged_plan_or_one_of_another_session_notes_nothing(self, manager, session):
        shown = manager.post(marking(SessionFactory(), "list/"), {"text": "v@example.com"})
        for order in ("garbage", "a\0:b", shown.context["order"]):
            plan = {"order": order, "agreed": shown.context["plan"].fingerprint}
            assert manager.post(marking(session, "list/"), plan).status_code == 302
        assert session.guests.count() == 0


class TestCheckIn:
    def test_the_code_brings_one_in(self, reader, reader_client):
        session = SessionFactory(starts_at=timezone.now())
        code = new_code(session, by=reader)
        assert reader_client.get(f"/enablement/check-in/?code={code}").context["code"] == code
        assert marks(session) == {}
        response = reader_client.post("/enablement/check-in/", {"code": code})
        assert response.url == session.get_absolute_url()
        assert marks(session) == {"reader": "attended"}

    @pytest.mark.parametrize("code", ["", "AAAAAA", "\0", "x" * 5000, "٣"])
    def test_other_codes_get_a_sentence(self, reader_client, code):
        response = reader_client.post("/enablement/check-in/", {"code": code})
        assert response.status_code == 422
        assert response.context["problem"]

    def test_the_host_makes_and_shows_the_code(self, reader, reader_client):
        session = SessionFactory(host=reader, starts_at=timezone.now())
        address = f"/enablement/sessions/{session.uuid}/check-in"
        assert reader_client.get(f"{address}/").status_code == 200
        assert reader_client.get(f"{address}.svg").status_code == 404
        reader_client.post(f"{address}/")
        session.refresh_from_db()
        assert len(session.check_in_code) == 6
        assert session.check_in_code in reader_client.get(f"{address}/").content.decode()
        picture = reader_client.get(f"{address}.svg")
        assert picture["Content-Type"] == "image/svg+xml"
        assert b"<svg" in picture.content
        assert b"style=" not in picture.content

    def test_nobody_else_sees_the_code(self, reader_client):
        session = SessionFactory(starts_at=timezone.now())
        code = new_code(session, by=UserFactory())
        for end in ("/", ".svg"):
            assert reader_client.get(f"/enablement/sessions/{session.uuid}/check-in{end}").status_code == 403
        assert reader_client.post(f"/enablement/sessions/{session.uuid}/check-in/").status_code == 403
        assert code not in reader_client.get(session.get_absolute_url()).content.decode()

    def test_a_session_without_a_day_has_no_code_page_to_fill(self, manager):
        session = SessionFactory(precision="words", when_words="Some day")
        response = manager.get(f"/enablement/sessions/{session.uuid}/check-in/")
        assert response.context["window"] == ""


class TestWatching:
    def test_i_say_that_i_watched_and_take_it_back(self, reader, reader_client):
        session = ResourceFactory(session__starts_at=OVER["starts_at"]).session
        address = f"/enablement/sessions/{session.uuid}/watched/"
        assert "I watched the recording" in reader_client.get(session.get_absolute_url()).content.decode()
        reader_client.post(address)
        assert reader.registrations.get().watched_at is not None
        assert "You watched the recording on" in reader_client.get(session.get_absolute_url()).content.decode()
        assert session.title in reader_client.get("/enablement/mine/").content.decode()
        reader_client.post(address, {"undo": "1"})
        assert reader.registrations.get().watched_at is None

    def test_looking_notes_nothing(self, reader_client, session):
        assert reader_client.get(f"/enablement/sessions/{session.uuid}/watched/").status_code == 405
        reader_client.post(f"/enablement/sessions/{session.uuid}/watched/")
        assert session.registrations.count() == 0
