"""The agenda, the calendar, and the pages of a session, of a series and of the reader's own."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from enablement import material
from enablement.models import Registration
from tests.enablement.factories import (
    ReaderZoneFactory,
    RegistrationFactory,
    ResourceFactory,
    SeriesFactory,
    SessionFactory,
    SessionPersonaFactory,
)
from tests.personas.factories import PersonaFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
PAST = {"starts_at": datetime(2024, 3, 5, 15, 0, tzinfo=UTC)}


def agenda(response):
    """The months of an agenda, and the titles in each."""
    assert response.status_code == 200
    return [(month, [line.session.title for line in lines]) for month, lines in response.context["months"]]


def titles(response):
    return [title for _, found in agenda(response) for title in found]


def days(response):
    """The days of a month that have sessions, with their titles."""
    assert response.status_code == 200
    sheet = response.context["sheet"]
    found = [day for week in sheet.weeks for day in week if day and day.lines]
    return {day.date.day: [line.session.title for line in day.lines] for day in found}


def tomorrow(hour):
    return (timezone.now() + timedelta(days=1)).replace(hour=hour, minute=0, second=0, microsecond=0)


def exactly(title, year, month, day, hour=12, **values):
    return SessionFactory(title=title, starts_at=datetime(year, month, day, hour, tzinfo=UTC), **values)


class TestAgenda:
    def test_what_comes_next_is_first_and_rough_dates_stand_under_their_month(self, reader_client):
        SessionFactory(title="Some day", precision="words", when_words="At the kickoff")
        exactly("Late", 2199, 11, 19, 11)
        exactly("Early", 2199, 11, 2)
        SessionFactory(title="In November", precision="month", day=date(2199, 11, 1))
        SessionFactory(title="In May", precision="day", day=date(2199, 5, 4))
        SessionFactory(title="Over", **PAST)
        response = reader_client.get("/enablement/")
        assert [(month, sorted(found)) for month, found in agenda(response)] == [
            ("May 2199", ["In May"]),
            ("November 2199", ["Early", "In November", "Late"]),
            ("Date to be decided", ["Some day"]),
        ]
        assert "At the kickoff" in response.text

    def test_what_is_over_stands_apart_the_last_first(self, reader_client):
        SessionFactory()
        exactly("First", 2024, 3, 5)
        exactly("Second", 2024, 3, 6)
        assert agenda(reader_client.get("/enablement/?show=past")) == [("March 2024", ["Second", "First"])]

    def test_what_is_over_leads_to_its_recording(self, reader_client):
        recording = ResourceFactory(session=exactly("Over", 2024, 3, 5), url="https://video.example.com/1")
        ResourceFactory(session=recording.session, kind="notes")
        ResourceFactory(session=SessionFactory(title="To come"), url="https://video.example.com/2")
        assert 'href="https://video.example.com/1"' in reader_client.get("/enablement/?show=past").text
        assert "video.example.com" not in reader_client.get("/enablement/").text

    def test_times_are_the_readers_with_utc_beside_them(self, reader_client, reader):
        ReaderZoneFactory(user=reader, zone="Europe/Berlin")
        exactly("Evening", 2199, 1, 2, 23, zone="America/New_York")
        text = reader_client.get("/enablement/").text
        assert "Thu 3 Jan 2199, 00:00 Berlin (Wed 2 Jan, 23:00 UTC)" in text
        assert "Wed 2 Jan 2199, 18:00 New York" in text
        assert "Times are shown in <strong>Europe/Berlin</strong>" in text

    def test_nothing_there(self, reader_client):
        assert "No session is planned." in reader_client.get("/enablement/").text
        assert "Nothing was held yet." in reader_client.get("/enablement/?show=past").text

    def test_only_the_results_for_htmx(self, reader_client):
        SessionFactory(title="Morning coffee")
        response = reader_client.get("/enablement/", headers={"HX-Request": "true", "HX-Target": "results"})
        assert "Morning coffee" in response.text
        assert "<h1>" not in response.text

    @pytest.mark.parametrize("address", ["/enablement/?page=7", "/enablement/?page=x"])
    def test_a_page_that_is_not_there(self, reader_client, address):
        SessionFactory()
        response = reader_client.get(address)
        assert response.status_code == 404
        assert "There is no page" in response.text

    def test_whoever_is_not_signed_in_sees_nothing(self, client):
        session = SessionFactory()
        for address in ("/enablement/", "/enablement/mine/", "/enablement/mine/zone/", session.get_absolute_url()):
            assert client.get(address).status_code == 302

    def test_personas_that_the_reader_may_not_see_are_not_there(self, reader_client):
        session = SessionFactory(personas=[PersonaFactory(name="Hidden Hank", status="draft"), PersonaFactory()])
        for address in ("/enablement/", session.get_absolute_url()):
            response = reader_client.get(address)
            assert response.status_code == 200
            assert "Hidden Hank" not in response.text

    def test_how_many_queries_do_not_depend_on_how_many_sessions_there_are(
        self, reader_client, reader, django_assert_num_queries
    ):
        reader_client.get("/enablement/")
        for _ in range(2):
            for number in range(9):
                session = SessionFactory(
                    capacity=1,
                    host=UserFactory(),
                    series=SeriesFactory(),
                    teams=[TeamFactory()],
                    personas=[PersonaFactory(), PersonaFactory()],
                    title=f"Number {number}",
                )
                RegistrationFactory(session=session)
                RegistrationFactory(session=session, user=reader, status="waitlisted")
                RegistrationFactory(session=ResourceFactory(session=SessionFactory(**PAST)).session, user=reader)
            for address, queries in [
                ("/enablement/", 21),
                ("/enablement/?view=calendar", 17),
                ("/enablement/mine/", 19),
                ("/enablement/?show=past", 20),
            ]:
                with django_assert_num_queries(queries):
                    assert reader_client.get(address).status_code == 200


class TestFilters:
    @pytest.fixture
    def sessions(self):
        sales, ada = TeamFactory(name="Sales", slug="sales"), PersonaFactory(name="Ada", slug="ada", role_label="")
        hours = SeriesFactory(title="Office hours", slug="hours")
        dana = UserFactory(first_name="Dana", last_name="Diaz")
        SessionFactory(title="For sales", teams=[sales], starts_at=tomorrow(9))
        SessionFactory(title="About Ada", personas=[ada], teams=[TeamFactory()], starts_at=tomorrow(10))
        SessionFactory(title="Weekly", series=hours, teams=[TeamFactory()], starts_at=tomorrow(11))
        SessionFactory(title="By Dana", host=dana, teams=[TeamFactory()], starts_at=tomorrow(12))
        recorded = SessionFactory(title="Recorded", starts_at=tomorrow(13), description="About *crumbs*.")
        ResourceFactory(session=recorded)
        ResourceFactory(session=SessionFactory(title="No address", starts_at=tomorrow(14)), url="")
        return dana

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("team=sales", ["For sales", "Recorded", "No address"]),
            ("persona=ada", ["About Ada"]),
            ("series=hours", ["Weekly"]),
            ("host={host}", ["By Dana"]),
            ("recording=with", ["Recorded"]),
            ("recording=without&series=hours", ["Weekly"]),
            ("recording=with&recording=without&persona=ada", ["About Ada"]),
            ("q=crumbs", ["Recorded"]),
            ("q=by+dana", ["By Dana"]),
            ("team=sales&recording=with", ["Recorded"]),
        ],
    )
    def test_each(self, reader_client, sessions, query, found):
        assert titles(reader_client.get(f"/enablement/?{query.format(host=sessions.pk)}")) == found

    def test_counts_say_what_each_choice_would_leave(self, reader_client, sessions):
        groups = {group.name: group for group in reader_client.get("/enablement/").context["filter"].groups}
        counts = {name: {option.label: option.count for option in group.options} for name, group in groups.items()}
        assert counts["team"]["Sales"] == 3
        assert counts["persona"] == {"Ada": 1}
        assert counts["series"] == {"Office hours": 1}
        assert counts["host"] == {"Dana Diaz": 1}
        assert counts["recording"] == {"With a recording": 1, "Without one": 5}

    def test_of_what_is_past_the_past_is_counted(self, reader_client):
        ada = PersonaFactory(name="Ada", slug="ada", role_label="")
        SessionFactory(personas=[ada])
        SessionFactory(personas=[ada], title="Over", **PAST)
        response = reader_client.get("/enablement/?show=past&persona=ada")
        assert titles(response) == ["Over"]
        [option] = next(group for group in response.context["filter"].groups if group.name == "persona").options
        assert (option.count, option.is_chosen) == (1, True)

    @pytest.mark.parametrize(
        "query",
        [
            "team=%00",
            "persona=nobody",
            "series=%00",
            "host=99999999999999999999",
            "host=x",
            "recording=maybe",
            "show=never",
            "view=moon",
            "q=%00",
            "view=calendar&month=2026-13",
            "view=calendar&month=99999-01",
            "view=calendar&month=%00",
            "view=calendar&month=0000-01",
        ],
    )
    def test_an_address_that_makes_no_sense_is_said(self, reader_client, query):
        response = reader_client.get(f"/enablement/?{query}")
        assert response.status_code == 200
        assert len(response.context["filter"].problems) == 1
        assert "So nothing is shown." in response.text

    def test_nothing_found(self, reader_client, sessions):
        response = reader_client.get("/enablement/?persona=ada&series=hours")
        assert "No session for" in response.text


class TestCalendar:
    def test_a_month(self, reader_client):
        exactly("First", 2199, 11, 1)
        exactly("Noon", 2199, 11, 19, 12)
        exactly("Morning", 2199, 11, 19, 9)
        SessionFactory(title="Whole day", precision="day", day=date(2199, 11, 30))
        SessionFactory(title="Any day", precision="month", day=date(2199, 11, 1))
        exactly("December", 2199, 12, 1)
        response = reader_client.get("/enablement/?view=calendar&month=2199-11")
        assert days(response) == {1: ["First"], 19: ["Morning", "Noon"], 30: ["Whole day"]}
        assert [line.session.title for line in response.context["sheet"].undated] == ["Any day"]
        assert "<caption>November 2199</caption>" in response.text
        assert response.context["title"] == "Calendar of November 2199"

    def test_days_are_the_readers(self, reader_client, reader):
        ReaderZoneFactory(user=reader, zone="Pacific/Auckland")
        exactly("Evening", 2199, 11, 30, 20)
        assert days(reader_client.get("/enablement/?view=calendar&month=2199-11")) == {}
        assert days(reader_client.get("/enablement/?view=calendar&month=2199-12")) == {1: ["Evening"]}

    def test_weeks_begin_on_monday_and_months_are_linked(self, reader_client):
        response = reader_client.get("/enablement/?view=calendar&month=2026-11&recording=with")
        [first, *_] = response.context["sheet"].weeks
        assert [day and day.date for day in first] == [None] * 6 + [date(2026, 11, 1)]
        assert response.context["sheet"].week_days == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        assert 'href="/enablement/?view=calendar&amp;month=2026-10&amp;recording=with"' in response.text.replace(
            "view=calendar&amp;recording=with&amp;month=2026-10", "view=calendar&amp;month=2026-10&amp;recording=with"
        )

    def test_without_a_month_it_is_this_one(self, reader_client):
        response = reader_client.get("/enablement/?view=calendar")
        assert response.context["sheet"].month.first == timezone.now().date().replace(day=1)

    def test_of_a_crowded_day_the_rest_is_folded_away(self, reader_client):
        for hour in range(6):
            exactly(f"At {hour}", 2199, 11, 19, 8 + hour)
        assert "<summary>2 more</summary>" in reader_client.get("/enablement/?view=calendar&month=2199-11").text

    def test_filters_hold_there_too(self, reader_client):
        exactly("With", 2199, 11, 2, personas=[PersonaFactory(slug="ada")])
        exactly("Without", 2199, 11, 2)
        response = reader_client.get("/enablement/?view=calendar&month=2199-11&persona=ada")
        assert days(response) == {2: ["With"]}


class TestSession:
    def test_everything_about_it(self, reader_client):
        session = exactly(
            "Who signs",
            2199,
            11,
            19,
            16,
            zone="America/New_York",
            description="About *contracts*.",
            teams=[TeamFactory(name="Sales")],
            host=UserFactory(first_name="Dana", last_name="Diaz"),
            place="Room 4.12",
        )
        SessionPersonaFactory(session=session, persona=PersonaFactory(name="Ada", role_label=""), edition=3)
        ResourceFactory(session=session, kind="slides", title="The slides")
        text = reader_client.get(session.get_absolute_url()).text
        for said in (
            "Tue 19 Nov 2199, 16:00 UTC",
            ">11:00 New York, where it is held<",
            "<em>contracts</em>",
            "Sales",
            "Dana Diaz",
            "Room 4.12",
            "Edition 3",
            "The slides",
        ):
            assert said in text

    def test_hours_are_those_of_the_readers_clock(self, reader_client, reader):
        ReaderZoneFactory(user=reader, zone="Asia/Kolkata")
        text = reader_client.get(exactly("Early", 2199, 11, 19, 16, minutes=45).get_absolute_url()).text
        assert "Tue 19 Nov 2199, 21:30 Kolkata (16:00 UTC)" in text
        assert "45 minutes, until 22:15" in text

    def test_none_there(self, reader_client):
        assert reader_client.get("/enablement/sessions/00000000-0000-4000-8000-000000000000/").status_code == 404

    @pytest.mark.parametrize(
        ("values", "status", "shown"),
        [
            ({}, None, True),
            ({"capacity": 3}, None, False),
            ({"capacity": 3}, "registered", True),
            ({"capacity": 3}, "waitlisted", False),
            ({"capacity": 3}, "cancelled", False),
            ({"status": "planned"}, "registered", False),
            ({"status": "cancelled"}, "registered", False),
            (PAST, "registered", False),
        ],
    )
    def test_who_gets_the_join_link(self, reader_client, reader, values, status, shown):
        session = SessionFactory(join_url="https://meet.example.com/secret", **values)
        if status:
            RegistrationFactory(session=session, user=reader, status=status)
        response = reader_client.get(session.get_absolute_url())
        assert ("https://meet.example.com/secret" in response.text) is shown
        assert "meet.example.com" not in reader_client.get("/enablement/").text

    def test_who_holds_it_or_manages_sessions_gets_the_link(self, client, reader):
        session = SessionFactory(join_url="https://meet.example.com/secret", capacity=1, host=reader)
        for user in (reader, UserFactory(permissions=["enablement.change_session"])):
            client.force_login(user)
            assert "https://meet.example.com/secret" in client.get(session.get_absolute_url()).text

    def test_a_cancelled_one_says_why(self, reader_client):
        session = SessionFactory(status="cancelled", cancel_reason="Moved to the new year")
        text = reader_client.get(session.get_absolute_url()).text
        assert "This session is cancelled: Moved to the new year" in text
        assert "Register" not in text

    @pytest.fixture
    def changed(self, monkeypatch):
        """Says that personas changed on a day, in an edition."""
        return lambda changes: monkeypatch.setattr(
            material, "_answers", [lambda personas: {pk: each for pk, each in changes.items() if pk in personas}]
        )

    def test_a_recording_older_than_the_personas_last_change_says_so(self, reader_client, changed):
        ada, bob = PersonaFactory(name="Ada", slug="ada", role_label=""), PersonaFactory(name="Bob", role_label="")
        session = exactly("Over", 2024, 3, 5, personas=[ada, bob])
        ResourceFactory(session=session)
        ResourceFactory(session=session, kind="notes")
        addresses = (session.get_absolute_url(), "/personas/ada/")
        for address in addresses:
            assert "Older than" not in reader_client.get(address).text
        changed({ada.pk: material.Change(date(2024, 3, 6), 4), bob.pk: material.Change(date(2024, 3, 5))})
        for address in addresses:
            text = reader_client.get(address).text
            assert text.count("Older than") == 1
            assert "Older than the last change of Ada, on 6 Mar 2024 (edition 4)" in text


class TestSeries:
    def test_those_to_come_and_those_that_are_over(self, reader_client):
        series = SeriesFactory(title="Office hours", slug="hours")
        SessionFactory(title="Called off", series=series, status="cancelled", starts_at=tomorrow(8))
        SessionFactory(title="Next", series=series, starts_at=tomorrow(9))
        SessionFactory(title="Later", series=series, starts_at=tomorrow(10))
        SessionFactory(title="Over", series=series, **PAST)
        SessionFactory(title="Of none")
        response = reader_client.get("/enablement/hours/")
        assert response.status_code == 200
        assert [line.session.title for line in response.context["coming"]] == ["Called off", "Next", "Later"]
        assert [line.session.title for line in response.context["past"]] == ["Over"]
        # Each of the two that are open, and the form of the time zone, lead back here.
        assert response.text.count('value="/enablement/hours/"') == 3

    def test_none_there(self, reader_client):
        assert reader_client.get("/enablement/nothing/").status_code == 404


class TestMine:
    def test_what_i_am_registered_for_and_what_i_was(self, reader_client, reader):
        over = exactly("Watched", 2024, 1, 5)
        for session in (over, exactly("Attended", 2024, 2, 5)):
            RegistrationFactory(session=session, user=reader, status="cancelled")
        reader.registrations.filter(session=over).update(watched_at=timezone.now())
        reader.registrations.exclude(session=over).update(attendance="attended")
        for title, status, values in [
            ("Seat", "registered", {"starts_at": tomorrow(9)}),
            ("Line", "waitlisted", {"starts_at": tomorrow(10)}),
            ("Left", "cancelled", {}),
            ("Over", "registered", PAST),
        ]:
            RegistrationFactory(session=SessionFactory(title=title, **values), user=reader, status=status)
        RegistrationFactory()
        response = reader_client.get("/enablement/mine/")
        assert [line.session.title for line in response.context["coming"]] == ["Seat", "Line"]
        assert [line.session.title for line in response.context["past"]] == ["Over", "Attended", "Watched"]
        told = [" ".join(words.split()) for words in re.findall(r'seat-words quiet">(.*?)<', response.text)]
        assert told == ["You had a seat", "You attended", "You watched the recording"]

    def test_a_zone_is_kept_and_used(self, reader_client, reader):
        for zone in ("Europe/Berlin", "Asia/Kolkata"):
            response = reader_client.post("/enablement/mine/zone/", {"zone": zone, "next": "/enablement/mine/"})
            assert response["Location"] == "/enablement/mine/"
            reader.refresh_from_db()
            assert reader.reader_zone.zone == zone

    @pytest.mark.parametrize("zone", ["", "Mars/Olympus", "EST5EDT", "\0", "x" * 500])
    def test_a_zone_that_is_none_is_refused(self, reader_client, reader, zone):
        response = reader_client.post("/enablement/mine/zone/", {"zone": zone})
        assert response.status_code == 200
        assert response.context["form"].errors.keys() == {"zone"}
        assert not hasattr(reader, "reader_zone")

    def test_it_leads_nowhere_else(self, reader_client):
        values = {"zone": "Europe/Berlin", "next": "https://evil.example.com/"}
        assert reader_client.post("/enablement/mine/zone/", values)["Location"] == "/enablement/"


class TestClicks:
    def click(self, client, session, verb="register", *, target="", **values):
        headers = {"HX-Request": "true", "HX-Target": target} if target else {}
        return client.post(f"{session.get_absolute_url()}{verb}/", values, headers=headers)

    def test_without_scripts_back_to_where_the_click_came_from(self, reader_client, reader):
        session = SessionFactory()
        response = self.click(reader_client, session, next="/enablement/?page=1")
        assert response["Location"] == "/enablement/?page=1"
        assert Registration.objects.get().user == reader
        assert "You have a seat in" in reader_client.get("/enablement/").text
        assert self.click(reader_client, session, "leave")["Location"] == session.get_absolute_url()
        assert Registration.objects.get().status == "cancelled"

    @pytest.mark.parametrize(
        "wanted", ["https://evil.example.com/", "//evil.example.com", "javascript:a()", "\0", "-1", "%"]
    )
    def test_it_leads_nowhere_else(self, reader_client, wanted):
        session = SessionFactory()
        assert self.click(reader_client, session, next=wanted)["Location"] == session.get_absolute_url()

    def test_htmx_gets_the_seats_of_the_list_or_of_the_page(self, reader_client):
        session = SessionFactory(capacity=2, join_url="https://meet.example.com/secret")
        text = self.click(reader_client, session, target=f"seat-{session.uuid}").text
        assert f'<div class="seat" id="seat-{session.uuid}">' in text
        assert "You have a seat" in text
        assert "meet.example.com" not in text
        text = self.click(reader_client, session, target="seat-panel").text
        assert 'id="seat-panel"' in text
        assert "https://meet.example.com/secret" in text
        assert "1 of 2 seats taken" in text

    def test_the_place_in_the_line(self, reader_client):
        session = RegistrationFactory(session=SessionFactory(capacity=1)).session
        RegistrationFactory(session=session, status="waitlisted")
        assert "Join the waiting list" in reader_client.get("/enablement/").text
        assert "You are number 2 on the waiting list" in self.click(reader_client, session, target="seat-panel").text

    def test_one_that_is_over_says_so(self, reader_client):
        session = SessionFactory(**PAST)
        assert "This session is over" in self.click(reader_client, session, target="seat-panel").text
        response = reader_client.get(self.click(reader_client, session)["Location"])
        assert "This session is over: nobody can register or leave any more." in response.text
        assert Registration.objects.count() == 0

    def test_only_by_post_and_only_signed_in(self, reader_client, client):
        session = SessionFactory()
        for verb in ("register", "leave"):
            assert reader_client.get(f"{session.get_absolute_url()}{verb}/").status_code == 405
            assert self.click(client, session, verb).status_code == 302
        missing = "/enablement/sessions/00000000-0000-4000-8000-000000000000/register/"
        assert reader_client.post(missing).status_code == 404
        assert Registration.objects.count() == 0
