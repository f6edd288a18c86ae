"""Series in the admin: the rule as a form, its dates before anything is saved, and last year's once more."""

from datetime import date, time

import pytest
from django.urls import reverse

from enablement.admin.repeat_form import Repeat, repeat_of
from enablement.models import Series, Session
from enablement.services.series import follow_series
from tests.enablement.factories import RegistrationFactory, ResourceFactory, SeriesFactory, SessionFactory
from tests.personas.factories import PersonaFactory, TeamFactory, UserFactory

from .pages import agreed, effects, errors, said, shown

ADD = "/admin/enablement/series/add/"
NEW = {
    "title": "Office hours",
    "starts_on": "2031-01-01",
    "starts_at": "11:00",
    "zone": "America/New_York",
    "minutes": "45",
    "repeats": "monthly",
    "every": "1",
    "weekdays": ["TU"],
    "nth": "3",
    "count": "12",
}


def page(series):
    return reverse("admin:enablement_series_change", args=[series.pk])


@pytest.fixture
def series(manager):
    made = SeriesFactory(
        title="Office hours",
        rule="FREQ=MONTHLY;BYDAY=3TU;COUNT=4",
        starts_on=date(2031, 1, 1),
        starts_at=time(11),
        zone="America/New_York",
    )
    follow_series(made, by=manager)
    return made


def test_the_dates_of_a_new_series_are_shown_before_it_is_made(desk, manager):
    asked = desk.post(ADD, NEW | {"teams": [TeamFactory().pk], "personas": [PersonaFactory().pk]})
    ((kind, _, first, more),) = asked.context["groups"]
    assert (kind, len(first), len(more)) == ("added", 6, 6)
    assert [effect.now for effect in first][:3] == [
        "Tue 21 Jan 2031, 11:00 New York (16:00 UTC)",
        "Tue 18 Feb 2031, 11:00 New York (16:00 UTC)",
        "Tue 18 Mar 2031, 11:00 New York (15:00 UTC)",
    ]
    assert (Series.objects.count(), Session.objects.count()) == (0, 0)
    desk.post(ADD, agreed(asked))
    series = Series.objects.get()
    assert (series.rule, series.created_by) == ("FREQ=MONTHLY;BYDAY=3TU;COUNT=12", manager)
    assert Session.objects.filter(series=series, teams__isnull=False, personas__isnull=False).count() == 12


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"repeats": "none"}, ""),
        ({"repeats": "weekly", "every": "2", "weekdays": ["TU", "TH"]}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=12"),
        ({"repeats": "weekly", "weekdays": []}, "FREQ=WEEKLY;BYDAY=WE;COUNT=12"),
        ({"weekdays": [], "nth": ""}, "FREQ=MONTHLY;BYDAY=1WE;COUNT=12"),
        ({"nth": "-1", "count": "", "until": "2031-06-30"}, "FREQ=MONTHLY;BYDAY=-1TU;UNTIL=20310630"),
        ({"repeats": "month_day", "starts_on": "2031-01-15"}, "FREQ=MONTHLY;BYMONTHDAY=15;COUNT=12"),
        ({"repeats": "raw", "rule": "rrule:freq=daily;count=3"}, "FREQ=DAILY;COUNT=3"),
    ],
)
def test_a_rule_is_said_by_fields(desk, values, rule):
    asked = desk.post(ADD, NEW | values)
    if rule:
        desk.post(ADD, agreed(asked))
    assert Series.objects.get().rule == rule


@pytest.mark.parametrize(
    ("values", "name", "sentence"),
    [
        ({"count": ""}, "count", "Give how many times, or the last day."),
        ({"until": "2031-12-31"}, "count", "Give either how many times or the last day, not both."),
        ({"starts_on": ""}, "starts_on", "Give the first day: a series that repeats starts somewhere."),
        ({"starts_at": ""}, "starts_at", "Give the hour."),
        ({"count": "401"}, "count", "Ensure this value is less than or equal to 400."),
        ({"starts_on": "0001-01-01"}, "starts_on", "Give a year between 1970 and 2200."),
        (
            {"repeats": "raw", "rule": "FREQ=SECONDLY;COUNT=5"},
            "rule",
            "Sessions come at most once a day: write FREQ=DAILY, WEEKLY, MONTHLY or YEARLY.",
        ),
        (
            {"repeats": "raw", "rule": "FREQ=DAILY"},
            "rule",
            "This would never end. Say how many times (COUNT, at most 400) or until when (UNTIL).",
        ),
        ({"count": "", "until": "2051-01-01"}, "repeats", "This reaches more than 10 years ahead: end it earlier."),
        ({"nth": "9"}, "nth", "Select a valid choice. 9 is not one of the available choices."),
        ({"slug": "calendar"}, "slug", "This address belongs to another page. Add a word to it."),
    ],
)
def test_a_mistake_is_told_where_it_is_and_saves_nothing(desk, values, name, sentence):
    assert errors(desk.post(ADD, NEW | values)) == {name: sentence}
    assert not Series.objects.exists()


@pytest.mark.parametrize(
    ("rule", "repeat"),
    [
        ("", Repeat("none")),
        ("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3", Repeat("weekly", 1, ("TU", "TH"), count=3)),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR;COUNT=9", Repeat("monthly", 2, ("FR",), -1, count=9)),
        ("FREQ=WEEKLY;BYDAY=FR;UNTIL=20311231", Repeat("weekly", 1, ("FR",), until=date(2031, 12, 31))),
        ("FREQ=MONTHLY;BYMONTHDAY=15;COUNT=2", Repeat("month_day", count=2)),
        ("FREQ=MONTHLY;BYMONTHDAY=16;COUNT=2", Repeat("raw")),
        ("FREQ=MONTHLY;BYDAY=1MO,3TU;COUNT=2", Repeat("raw")),
        ("garbage", Repeat("raw")),
    ],
)
def test_a_stored_rule_is_shown_by_fields_where_they_can_say_it(rule, repeat):
    assert repeat_of(rule, date(2031, 1, 15)) == repeat


def test_a_page_that_is_sent_as_it_was_shown_changes_nothing(desk, series):
    before = list(Session.objects.values())
    assert desk.post(page(series), shown(desk.get(page(series)))).status_code == 302
    assert list(Session.objects.values()) == before
    assert Series.objects.get().rule == series.rule


def test_what_another_rule_does_to_each_session_is_shown_first(desk, series):
    booked = series.sessions.get(occurrence_on="2031-04-15")
    RegistrationFactory(session=booked, user=UserFactory(email="ann@example.com"))
    data = shown(desk.get(page(series))) | {"count": "2"}
    asked = desk.post(page(series), data)
    assert effects(asked) == {"cancelled": 1, "deleted": 1}
    assert series.sessions.filter(status="scheduled").count() == 4
    desk.post(page(series), agreed(asked))
    assert sorted(series.sessions.values_list("occurrence_on__month", "status")) == [
        (1, "scheduled"),
        (2, "scheduled"),
        (4, "cancelled"),
    ]
    assert booked.reminders.get().kind == "cancellation"


def test_the_page_tells_the_next_dates_and_every_session(desk, series):
    html = desk.get(page(series)).content.decode()
    assert "Every month on the third Tuesday, 4 times" in html
    assert html.count("Tue 21 Jan 2031, 11:00 New York (16:00 UTC)") == 3


def test_a_host_who_is_busy_is_warned_of(desk, series, manager):
    dana = UserFactory(username="dana", first_name="", last_name="")
    start = series.sessions.order_by("starts_at")[0].starts_at
    SessionFactory(title="The other", host=dana, starts_at=start, zone="UTC")
    asked = desk.post(page(series), shown(desk.get(page(series))) | {"host": "dana"})
    done = desk.post(page(series), agreed(asked), follow=True)
    assert said(done)[0].startswith("Saved, but dana has something else at the same time as some: “The other”")


def test_last_years_series_is_copied_after_its_dates_were_shown(desk, series):
    ResourceFactory(session=series.sessions.get(occurrence_on="2031-01-21"), kind="slides")
    url = reverse("admin:enablement_series_copy", args=[series.pk])
    assert desk.get(url).context["form"]["title"].value() == "Office hours"
    data = {"title": "Office hours 2032", "starts_on": "2032-01-01", "personas": "on", "resources": "on"}
    asked = desk.post(url, data)
    assert (effects(asked), Series.objects.count()) == ({"added": 4}, 1)
    desk.post(url, data | {"agreed": asked.context["agreed"]})
    new = Series.objects.get(title="Office hours 2032")
    assert (new.sessions.count(), new.sessions.filter(resources__kind="slides").count()) == (4, 1)


def test_a_copy_without_a_day_says_so(desk, series):
    url = reverse("admin:enablement_series_copy", args=[series.pk])
    response = desk.post(url, {"title": "Again", "starts_on": "9999-01-01"})
    assert response.context["form"].errors == {"starts_on": ["Give a year between 1970 and 2200."]}
    assert desk.get(reverse("admin:enablement_series_copy", args=[0])).status_code == 404


def test_a_series_with_sessions_is_not_deleted(desk, series):
    delete = reverse("admin:enablement_series_delete", args=[series.pk])
    desk.post(delete, {"post": "yes"})
    assert Series.objects.count() == 1


def test_who_may_only_look_changes_nothing(other_desk, series):
    assert other_desk.get(page(series)).status_code == 200
    assert other_desk.post(page(series), NEW).status_code == 403
    copy = reverse("admin:enablement_series_copy", args=[series.pk])
    assert [other_desk.get(copy).status_code, other_desk.post(copy, {}).status_code] == [403, 403]
