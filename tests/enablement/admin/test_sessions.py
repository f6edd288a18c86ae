"""Sessions in the admin: planned, changed, moved, cancelled, invited to, and guarded."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from enablement.models import Series, Session
from enablement.services.series import follow_series
from enablement.work_lists import session_work
from tests.enablement.factories import RegistrationFactory, ResourceFactory, SeriesFactory, SessionFactory
from tests.personas.factories import PersonaFactory, TeamFactory, UserFactory

from .pages import agreed, effects, errors, said, shown

ADD = "/admin/enablement/session/add/"
LIST = "/admin/enablement/session/"
NEW = {
    "title": "Who buys",
    "precision": "exact",
    "day": "2031-11-20",
    "hour": "11:00",
    "zone": "America/New_York",
    "minutes": "45",
    "status": "scheduled",
    "how_many": "one",
    "resources-TOTAL_FORMS": "0",
    "resources-INITIAL_FORMS": "0",
}


def page(session):
    return reverse("admin:enablement_session_change", args=[session.pk])


@pytest.fixture
def series(manager):
    """Four Tuesdays from 7 January 2031 on, at eleven in New York."""
    made = SeriesFactory(
        title="Office hours",
        rule="FREQ=WEEKLY;BYDAY=TU;COUNT=4",
        starts_on=date(2031, 1, 7),
        starts_at=time(11),
        zone="America/New_York",
    )
    follow_series(made, by=manager)
    return made


def test_a_session_is_planned_by_day_hour_and_zone(desk, manager):
    dana, team, persona = UserFactory(username="dana"), TeamFactory(), PersonaFactory()
    more = {"host": "dana", "teams": [team.pk], "personas": [persona.pk]}
    desk.post(ADD, NEW | more)
    session = Session.objects.get()
    assert session.starts_at == datetime(2031, 11, 20, 16, tzinfo=UTC)
    assert (session.sort_on, session.host, session.created_by) == (date(2031, 11, 20), dana, manager)
    assert (list(session.teams.all()), list(session.personas.all())) == ([team], [persona])


def test_a_page_that_is_sent_as_it_was_shown_changes_nothing(desk):
    session = SessionFactory(host=UserFactory(), teams=[TeamFactory()], personas=[PersonaFactory()])
    RegistrationFactory(session=session)
    before = Session.objects.values().get()
    assert desk.post(page(session), shown(desk.get(page(session)))).status_code == 302
    assert Session.objects.values().get() | {"updated_at": None} == before | {"updated_at": None}


@pytest.mark.parametrize(
    ("values", "name", "sentence"),
    [
        ({"day": ""}, "day", "Give the day."),
        ({"hour": ""}, "hour", "Give the hour it starts, or say that only the day is known."),
        ({"day": "9999-12-31"}, "day", "Give a year between 1970 and 2200."),
        ({"precision": "month", "day": ""}, "day", "Give any day of the month, such as its first."),
        (
            {"precision": "words"},
            "when_words",
            "Say in words when it is, such as “At the kickoff, Feb 2027”.",
        ),
        (
            {"day": "2031-03-09", "hour": "02:30"},
            "hour",
            "There is no 02:30 in New York on Sun 9 Mar 2031, because clocks go forward: "
            "the next hour there is 03:00.",
        ),
        ({"zone": "ET"}, "zone", "“ET” is no time zone: write the full name, such as “America/New_York”."),
        ({"host": "nobody\0"}, "host", "Null characters are not allowed."),
        ({"host": "nobody"}, "host", "There is no colleague “nobody”: write the user name, such as “dana”."),
        ({"teams": ["9" * 30]}, "teams", f"“{'9' * 30}” is not a valid value."),
        ({"series": "9" * 30}, "series", "Select a valid choice. That choice is not one of the available choices."),
        ({"how_many": "each"}, "teams", "Choose the teams that get a session of their own, at least two."),
        ({"status": "cancelled"}, "status", "Select a valid choice. cancelled is not one of the available choices."),
        ({"minutes": "0"}, "minutes", "Ensure this value is greater than or equal to 1."),
    ],
)
def test_a_mistake_is_told_where_it_is_and_saves_nothing(desk, values, name, sentence):
    assert errors(desk.post(ADD, NEW | values)) == {name: sentence}
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("values", "day"),
    [({"precision": "day"}, date(2031, 11, 20)), ({"precision": "words", "when_words": "At the kickoff"}, None)],
)
def test_a_rough_time_is_kept_as_rough_as_it_is(desk, values, day):
    desk.post(ADD, NEW | values)
    session = Session.objects.get()
    assert (session.starts_at, session.day, session.sort_on) == (None, day, day)


def test_an_hour_that_comes_twice_is_said(desk):
    response = desk.post(ADD, NEW | {"day": "2031-11-02", "hour": "01:30"}, follow=True)
    assert said(response)[0] == (
        "01:30 comes twice in New York on Sun 2 Nov 2031, because clocks go back: the first one is taken."
    )
    assert Session.objects.get().starts_at == datetime(2031, 11, 2, 5, 30, tzinfo=UTC)


def test_two_sessions_of_a_host_at_once_are_saved_and_warned_of(desk):
    dana = UserFactory(username="dana", first_name="Dana", last_name="Lee")
    SessionFactory(title="The other", host=dana, starts_at=datetime(2031, 11, 20, 16, 30, tzinfo=UTC), zone="UTC")
    response = desk.post(ADD, NEW | {"host": "dana lee"}, follow=True)
    assert said(response)[0] == (
        "Saved, but Dana Lee has something else at that time: “The other” (Thu 20 Nov 2031, 16:30 UTC)."
    )
    assert Session.objects.count() == 2


def test_each_of_several_teams_gets_a_session_of_its_own(desk):
    teams = [TeamFactory(name="Product"), TeamFactory(name="Sales")]
    desk.post(ADD, NEW | {"teams": [team.pk for team in teams], "how_many": "each"})
    assert sorted(Session.objects.values_list("title", "teams__name")) == [
        ("Who buys (Product)", "Product"),
        ("Who buys (Sales)", "Sales"),
    ]


def test_a_change_that_people_hear_of_is_shown_before_it_is_made(desk):
    session = SessionFactory(title="Who buys")
    RegistrationFactory(session=session, user=UserFactory(email="ann@example.com"))
    data = shown(desk.get(page(session))) | {"title": "Who signs"}
    asked = desk.post(page(session), data)
    assert effects(asked) == {"changed": 1}
    assert "1 mail is sent." in asked.content.decode()
    session.refresh_from_db()
    assert (session.title, session.reminders.count()) == ("Who buys", 0)
    assert desk.post(page(session), agreed(asked)).status_code == 302
    session.refresh_from_db()
    assert (session.title, session.sequence, session.reminders.get().kind) == ("Who signs", 1, "change")


def test_what_changed_meanwhile_is_shown_once_more(desk):
    session = SessionFactory(title="Who buys")
    RegistrationFactory(session=session, user=UserFactory(email="ann@example.com"))
    data = shown(desk.get(page(session))) | {"title": "Who signs"}
    asked = desk.post(page(session), data)
    RegistrationFactory(session=session, user=UserFactory(email="ben@example.com"))
    again = desk.post(page(session), agreed(asked))
    assert "This isn&#x27;t quite what was shown before" in again.content.decode()
    session.refresh_from_db()
    assert session.title == "Who buys"


def test_back_to_the_form_loses_nothing(desk):
    session = SessionFactory(title="Who buys")
    RegistrationFactory(session=session, user=UserFactory(email="ann@example.com"))
    asked = desk.post(page(session), shown(desk.get(page(session))) | {"title": "Who signs"})
    back = desk.post(page(session), agreed(asked) | {"_edit": "1"})
    assert back.context["adminform"].form["title"].value() == "Who signs"
    assert (errors(back), Session.objects.get().title) == ({}, "Who buys")


def test_a_change_of_one_session_of_a_series_leaves_the_others(desk, series):
    session = series.sessions.get(occurrence_on="2031-01-14")
    data = shown(desk.get(page(session))) | {"day": "2031-01-15", "scope": "this"}
    assert desk.post(page(session), data).status_code == 302
    session.refresh_from_db()
    assert (session.starts_at.day, session.occurrence_on.day, session.is_detached) == (15, 14, True)
    assert series.sessions.filter(is_detached=True).count() == 1


@pytest.mark.parametrize(("scope", "changed"), [("later", [14, 21, 28]), ("all", [7, 14, 21, 28])])
def test_a_change_goes_as_far_as_was_chosen(desk, series, scope, changed):
    session, persona = series.sessions.get(occurrence_on="2031-01-14"), PersonaFactory()
    data = shown(desk.get(page(session))) | {"title": "Ask us", "hour": "12:00", "personas": [persona.pk]}
    asked = desk.post(page(session), data | {"scope": scope})
    assert effects(asked) == {"changed": len(changed) - 1}
    assert Session.objects.filter(title="Ask us").count() == 0
    desk.post(page(session), agreed(asked))
    there = Session.objects.filter(title="Ask us", personas=persona, starts_at__hour=17).order_by("starts_at")
    assert [each.starts_at.day for each in there] == changed
    assert Series.objects.count() == (2 if scope == "later" else 1)
    assert there[0].series.title == "Ask us"


@pytest.mark.parametrize("scope", ["this", "later", "all"])
def test_more_room_seats_those_who_wait_wherever_it_reaches(desk, series, scope):
    Series.objects.update(capacity=1)
    Session.objects.update(capacity=1)
    lines = {}
    for session in series.sessions.order_by("starts_at"):
        RegistrationFactory(session=session)
        lines[session.starts_at.day] = RegistrationFactory(session=session, status="waitlisted")
    session = series.sessions.get(occurrence_on="2031-01-14")
    asked = desk.post(page(session), shown(desk.get(page(session))) | {"capacity": "2", "scope": scope})
    if scope != "this":
        desk.post(page(session), agreed(asked))
    for line in lines.values():
        line.refresh_from_db()
    reached = {"this": [14], "later": [14, 21, 28], "all": [7, 14, 21, 28]}[scope]
    assert [day for day, line in lines.items() if line.status == "registered"] == reached


def test_the_day_of_several_follows_the_rule(desk, series):
    session = series.sessions.get(occurrence_on="2031-01-14")
    response = desk.post(page(session), shown(desk.get(page(session))) | {"day": "2031-01-15", "scope": "all"})
    assert list(errors(response)) == ["scope"]


def test_personas_that_one_may_not_see_stay(desk):
    draft, shown_one = PersonaFactory(name="Hidden Hanna", status="draft"), PersonaFactory()
    session = SessionFactory(personas=[draft, shown_one])
    response = desk.get(page(session))
    assert draft.name not in response.content.decode()
    desk.post(page(session), {name: value for name, value in shown(response).items() if name != "personas"})
    assert list(session.personas.all()) == [draft]


def test_a_persona_that_is_taken_off_is_gone_whatever_its_edition(desk):
    session = SessionFactory(personas=[PersonaFactory()])
    data = shown(desk.get(page(session))) | {"persona_links-0-edition": "3"}
    data.pop("personas")
    desk.post(page(session), data)
    assert session.personas.count() == 0


def test_resources_are_attached_and_a_recording_is_told(desk):
    session = SessionFactory(starts_at=timezone.now() - timedelta(days=1))
    RegistrationFactory(session=session, user=UserFactory(email="ann@example.com"))
    row = {"kind": "recording", "title": "Recording", "url": "https://example.com/v"}
    data = shown(desk.get(page(session))) | {f"resources-0-{name}": value for name, value in row.items()}
    desk.post(page(session), data)
    assert (session.resources.get().title, session.reminders.get().kind) == ("Recording", "recording")


def many(name, *sessions):
    pks = ",".join(str(session.pk) for session in sessions)
    return f"{reverse('admin:enablement_session_change_many', args=[name])}?sessions={pks}"


def test_teams_are_invited_after_a_page_with_the_count(desk):
    team = TeamFactory()
    team.members.add(UserFactory(email="ann@example.com"), UserFactory(email="ben@example.com"))
    session, without = SessionFactory(teams=[team]), SessionFactory()
    chosen = desk.post(LIST, {"action": "invite_sessions", "_selected_action": [session.pk, without.pk]}, follow=True)
    assert effects(chosen) == {"changed": 1, "left": 1}
    assert session.reminders.count() == 0
    url = chosen.request["PATH_INFO"] + "?" + chosen.request["QUERY_STRING"]
    done = desk.post(url, agreed(chosen), follow=True)
    assert (session.reminders.count(), said(done)) == (2, ["2 people invited to 1 session."])


def test_other_teams_are_invited_when_they_are_chosen_and_shown(desk):
    team, session = TeamFactory(), SessionFactory()
    team.members.add(UserFactory(email="ann@example.com"))
    first = desk.get(many("invite", session))
    second = desk.post(many("invite", session), agreed(first) | {"teams": [team.pk]})
    assert (effects(second), session.reminders.count()) == ({"changed": 1}, 0)
    desk.post(many("invite", session), agreed(second) | {"teams": [team.pk]})
    assert session.reminders.count() == 1


def test_sessions_are_cancelled_with_a_reason(desk):
    session, over = SessionFactory(), SessionFactory(starts_at=timezone.now() - timedelta(days=1))
    first = desk.get(many("cancel", session, over))
    assert effects(first) == {"cancelled": 1, "left": 1}
    done = desk.post(many("cancel", session, over), agreed(first) | {"reason": "Snow"}, follow=True)
    session.refresh_from_db()
    assert (session.status, session.cancel_reason) == ("cancelled", "Snow")
    assert said(done) == ["1 session cancelled, 0 people told."]


@pytest.mark.parametrize("query", ["", "?sessions=", "?sessions=x,-1", f"?sessions={'9' * 40}", "?sessions=%00"])
def test_garbage_instead_of_sessions_leads_back_to_the_list(desk, query):
    url = reverse("admin:enablement_session_change_many", args=["cancel"])
    assert desk.get(url + query).url == LIST
    assert desk.get(reverse("admin:enablement_session_change_many", args=["burn"])).status_code == 404


def test_a_session_with_people_is_not_deleted(desk):
    session = RegistrationFactory(session=SessionFactory(title="Booked")).session
    delete = reverse("admin:enablement_session_delete", args=[session.pk])
    assert "“Booked” has 1 registration: cancel it instead." in desk.get(delete).content.decode()
    desk.post(delete, {"post": "yes"})
    several = {"action": "delete_selected", "_selected_action": [session.pk]}
    assert "cancel it instead" in desk.post(LIST, several).content.decode()
    desk.post(LIST, several | {"post": "yes"})
    assert Session.objects.count() == 1


def test_a_session_without_anything_is_deleted(desk):
    session = SessionFactory()
    desk.post(reverse("admin:enablement_session_delete", args=[session.pk]), {"post": "yes"})
    assert not Session.objects.exists()


def test_who_may_only_look_changes_nothing(other_desk):
    session = SessionFactory(personas=[PersonaFactory()], series=SeriesFactory())
    assert other_desk.get(page(session)).status_code == 200
    assert other_desk.post(page(session), NEW).status_code == 403
    assert other_desk.get(ADD).status_code == 403
    assert other_desk.get(many("cancel", session)).status_code == 403
    assert other_desk.post(many("invite", session)).status_code == 403
    session.refresh_from_db()
    assert session.status == "scheduled"


def test_readers_do_not_get_in(reader_client, db):
    session = SessionFactory()
    assert [reader_client.get(url).status_code for url in (LIST, page(session), many("cancel", session))] == [302] * 3


@pytest.mark.parametrize("what", ["recording", "notes", "attendance"])
def test_work_lists_lead_to_lists_of_as_many(desk, manager, what):
    ago = timezone.now() - timedelta(days=3)
    done = SessionFactory(starts_at=ago)
    ResourceFactory(session=done)
    ResourceFactory(session=done, kind="notes")
    RegistrationFactory(session=done, attendance="attended")
    SessionFactory.create_batch(2, starts_at=ago)
    SessionFactory()
    (item,) = [item for item in session_work(manager) if item.url.endswith(f"missing={what}")]
    assert item.count == desk.get(item.url).context["cl"].result_count == 2


def test_work_is_only_for_those_who_may_do_it(reader):
    assert session_work(reader) == []
