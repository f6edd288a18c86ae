"""Series: their sessions follow the rule; those that were changed by themselves are left alone."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from enablement.models import Series, Session
from enablement.services.copying import copy_series
from enablement.services.inviting import invite_teams
from enablement.services.series import Said, change_series, follow_series, next_dates, split_series
from tests.enablement.factories import (
    RegistrationFactory,
    RequirementFactory,
    ResourceFactory,
    SeriesFactory,
    SessionFactory,
)
from tests.personas.factories import PersonaFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
# Before the first session of the series.
NOW = datetime(2027, 1, 1, tzinfo=UTC)


@pytest.fixture
def manager():
    return UserFactory()


@pytest.fixture
def series(manager):
    """Office hours on the third Tuesday at eleven in New York, four times from January 2027 on."""
    made = SeriesFactory(
        title="Office hours",
        rule="FREQ=MONTHLY;BYDAY=3TU;COUNT=4",
        starts_on=date(2027, 1, 1),
        starts_at=time(11),
        zone="America/New_York",
        teams=[TeamFactory(name="Sales")],
        personas=[PersonaFactory()],
    )
    follow_series(made, by=manager, at=NOW)
    return made


def told(effects):
    return [(effect.kind, effect.now[:10]) for effect in effects]


def days(series, **filters):
    return [f"{each.occurrence_on:%m-%d}" for each in series.sessions.filter(**filters).order_by("occurrence_on")]


def change_rule(series, rule, by, at=NOW):
    before = Said.by(series)
    series.rule = rule
    series.save()
    return follow_series(series, before=before, by=by, at=at)


def test_a_rule_makes_a_session_for_each_day(series):
    sessions = list(series.sessions.order_by("starts_at"))
    assert [f"{each.starts_at:%m-%d %H:%M}" for each in sessions] == [
        "01-19 16:00",
        "02-16 16:00",
        "03-16 15:00",
        "04-20 15:00",
    ]
    first = sessions[0]
    assert (first.title, first.status, first.sort_on) == ("Office hours", "scheduled", date(2027, 1, 19))
    assert (list(first.teams.all()), list(first.personas.all())) == (
        list(series.teams.all()),
        list(series.personas.all()),
    )


def test_following_again_changes_nothing(series, manager):
    before = list(Session.objects.values().order_by("pk"))
    assert follow_series(series, by=manager, at=NOW) == []
    assert list(Session.objects.values().order_by("pk")) == before


def test_another_rule_keeps_days_that_remain_and_adds_deletes_or_cancels_the_others(series, manager):
    february, april = series.sessions.get(occurrence_on="2027-02-16"), series.sessions.get(occurrence_on="2027-04-20")
    RegistrationFactory(session=february)
    addresses = dict(series.sessions.values_list("occurrence_on", "uuid"))
    effects = change_rule(series, "FREQ=MONTHLY;INTERVAL=2;BYDAY=3TU;COUNT=3", manager)
    assert told(effects) == [("cancelled", "Tue 16 Feb"), ("deleted", "Tue 20 Apr"), ("added", "Tue 18 May")]
    assert days(series) == ["01-19", "02-16", "03-16", "05-18"]
    february.refresh_from_db()
    assert (february.status, february.sequence, february.registrations.count()) == ("cancelled", 1, 1)
    kept = series.sessions.get(occurrence_on="2027-03-16")
    assert (kept.uuid, kept.sequence) == (addresses[date(2027, 3, 16)], 0)
    assert not Session.objects.filter(pk=april.pk).exists()


def test_what_is_over_stays_and_no_past_day_is_added(series, manager):
    change_rule(series, "FREQ=MONTHLY;BYDAY=3TH;COUNT=4", manager, at=datetime(2027, 3, 1, tzinfo=UTC))
    assert days(series) == ["01-19", "02-16", "03-18", "04-15"]


def test_what_was_changed_by_itself_is_left_alone_and_named(series, manager):
    moved = series.sessions.get(occurrence_on="2027-04-20")
    moved.is_detached, moved.title = True, "With a guest"
    moved.save()
    effects = change_series(series, values={"title": "Ask us"}, hour=time(12), by=manager, at=NOW)
    assert [effect.kind for effect in effects] == ["changed"] * 3 + ["left"]
    assert (effects[-1].title, effects[-1].text) == ("With a guest", "Was changed by itself, so it is left alone.")
    moved.refresh_from_db()
    assert (moved.title, moved.starts_at.hour, moved.sequence) == ("With a guest", 15, 0)
    others = series.sessions.exclude(pk=moved.pk).order_by("starts_at")
    assert [(each.title, each.starts_at.hour, each.sequence) for each in others] == [
        ("Ask us", 17, 1),
        ("Ask us", 17, 1),
        ("Ask us", 16, 1),
    ]


def test_what_a_session_says_for_itself_stays(series, manager):
    own = series.sessions.get(occurrence_on="2027-01-19")
    own.title = "The first one"
    own.save()
    change_series(series, values={"title": "Ask us", "place": "Room 2"}, by=manager, at=NOW)
    own.refresh_from_db()
    assert (own.title, own.place) == ("The first one", "Room 2")


def test_a_description_is_no_news_but_a_place_is(series, manager):
    change_series(series, values={"description": "More."}, by=manager, at=NOW)
    assert set(series.sessions.values_list("sequence", flat=True)) == {0}
    change_series(series, values={"place": "Room 2"}, by=manager, at=NOW)
    assert set(series.sessions.values_list("sequence", flat=True)) == {1}


def test_a_skipped_day_stays_skipped(series, manager):
    skipped = series.sessions.get(occurrence_on="2027-02-16")
    skipped.status = "cancelled"
    skipped.save()
    change_series(series, values={}, hour=time(9), by=manager, at=NOW)
    change_rule(series, "FREQ=MONTHLY;BYDAY=3TU;COUNT=5", manager)
    skipped.refresh_from_db()
    assert (skipped.status, skipped.starts_at.hour) == ("cancelled", 16)
    assert days(series) == ["01-19", "02-16", "03-16", "04-20", "05-18"]


def test_a_session_planned_by_hand_on_one_of_the_days_is_that_days(manager):
    series = SeriesFactory(title="Office hours")
    own = SessionFactory(series=series, starts_at=datetime(2027, 1, 19, 16, tzinfo=UTC))
    series.starts_on, series.starts_at = date(2027, 1, 19), time(16)
    effects = change_rule(series, "FREQ=WEEKLY;COUNT=2", manager)
    own.refresh_from_db()
    assert (own.occurrence_on, told(effects)) == (date(2027, 1, 19), [("added", "Tue 26 Jan")])


def test_this_and_later_become_a_series_of_their_own(series, manager):
    addresses = dict(series.sessions.values_list("occurrence_on", "uuid"))
    requirement = RequirementFactory(series=series)
    new = split_series(series.sessions.get(occurrence_on="2027-03-16"), by=manager)
    series.refresh_from_db()
    assert (series.rule, new.rule) == ("FREQ=MONTHLY;BYDAY=3TU;COUNT=2", "FREQ=MONTHLY;BYDAY=3TU;COUNT=2")
    assert (days(series), days(new)) == (["01-19", "02-16"], ["03-16", "04-20"])
    assert dict(Session.objects.values_list("occurrence_on", "uuid")) == addresses
    assert (list(new.teams.all()), new.slug) == (list(series.teams.all()), "office-hours-2")
    assert set(requirement.sessions.all()) == set(new.sessions.all())
    assert follow_series(new, by=manager, at=NOW) == follow_series(series, by=manager, at=NOW) == []


def test_a_series_until_a_day_is_parted_at_the_day_before(series, manager):
    change_rule(series, "FREQ=MONTHLY;BYDAY=3TU;UNTIL=20270430", manager)
    new = split_series(series.sessions.get(occurrence_on="2027-03-16"), by=manager)
    series.refresh_from_db()
    assert (series.rule, new.rule) == (
        "FREQ=MONTHLY;BYDAY=3TU;UNTIL=20270315",
        "FREQ=MONTHLY;BYDAY=3TU;UNTIL=20270430",
    )


def test_nothing_is_parted_before_the_first(series, manager):
    assert split_series(series.sessions.get(occurrence_on="2027-01-19"), by=manager) == series
    assert Series.objects.count() == 1


def test_a_session_without_a_rule_has_no_later_ones(manager):
    with pytest.raises(ValidationError, match="Only sessions made by a rule"):
        split_series(SessionFactory(series=SeriesFactory()), by=manager)


def test_the_next_dates_are_told(series):
    assert next_dates(series, datetime(2027, 3, 1, tzinfo=UTC)) == [
        "Tue 16 Mar 2027, 11:00 New York (15:00 UTC)",
        "Tue 20 Apr 2027, 11:00 New York (15:00 UTC)",
    ]


def test_last_years_series_comes_again_with_its_personas_and_material(series, manager):
    guest = PersonaFactory()
    february = series.sessions.get(occurrence_on="2027-02-16")
    february.persona_links.create(persona=guest, edition=3)
    ResourceFactory(session=february, kind="slides")
    ResourceFactory(session=february, kind="recording")
    new = copy_series(
        series, starts_on=date(2028, 1, 1), title="Office hours 2028", resources=True, by=manager, at=NOW
    ).series
    assert days(new) == ["01-18", "02-15", "03-21", "04-18"]
    second = new.sessions.get(occurrence_on="2028-02-15")
    assert list(second.persona_links.filter(persona=guest).values_list("edition", flat=True)) == [3]
    assert [resource.kind for resource in second.resources.all()] == ["slides"]
    assert (second.title, second.registrations.count()) == ("Office hours 2028", 0)


def test_a_copy_may_leave_personas_and_material_behind(series, manager):
    new = copy_series(series, starts_on=date(2028, 1, 1), personas=False, by=manager, at=NOW).series
    assert (new.personas.count(), Session.objects.filter(series=new, personas__isnull=False).count()) == (0, 0)


def test_without_a_rule_dates_move_together_and_words_stay_behind(manager):
    series = SeriesFactory()
    start = datetime(2026, 3, 3, 16, tzinfo=UTC)
    SessionFactory(series=series, title="A", starts_at=start, zone="America/New_York")
    SessionFactory(series=series, title="B", precision="month", day=date(2026, 4, 1))
    words = SessionFactory(series=series, title="C", precision="words", when_words="At the kickoff")
    copied = copy_series(series, starts_on=date(2027, 3, 16), by=manager, at=NOW)
    assert list(copied.series.sessions.order_by("title").values_list("title", "starts_at", "day", "status")) == [
        ("A", datetime(2027, 3, 16, 15, tzinfo=UTC), None, "planned"),
        ("B", None, date(2027, 4, 14), "planned"),
    ]
    assert copied.without_date == [words]


def test_members_are_invited_once(manager):
    ann, ben, cid = (UserFactory(email=f"{name}@example.com") for name in ("ann", "ben", "cid"))
    team = TeamFactory()
    team.members.add(ann, ben, cid, UserFactory(email=""), UserFactory(email="gone@example.com", is_active=False))
    session = SessionFactory(teams=[team])
    RegistrationFactory(session=session, user=cid)
    first, second = (invite_teams([session], by=manager)[0] for _ in range(2))
    assert (first.kind, first.people) == ("changed", 2)
    assert set(session.reminders.values_list("user", flat=True)) == {ann.pk, ben.pk}
    assert (second.kind, second.text) == ("left", "All members are invited or registered already.")


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"status": "cancelled"}, "It is cancelled."),
        ({"starts_at": NOW.replace(year=2020)}, "It is over."),
        ({}, "It has no team with members: choose whom to invite."),
    ],
)
def test_who_can_not_be_invited_is_said(manager, values, why):
    (effect,) = invite_teams([SessionFactory(**values)], by=manager)
    assert (effect.kind, effect.text) == ("left", why)
