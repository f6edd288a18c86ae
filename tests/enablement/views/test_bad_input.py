"""Addresses and forms that make no sense: every page says something, and none breaks."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from enablement.models import Registration
from enablement.services.check_in import new_code
from enablement.urls import urlpatterns
from tests.enablement.factories import QuestionFactory, RegistrationFactory, RequirementFactory, SeriesFactory
from tests.personas.factories import AdministratorFactory

pytestmark = pytest.mark.django_db
GARBAGE = ("\0", "-1", "99999999999999999999", "x" * 8000, "٣")
# Everything that a page or form of enablement reads, but the buttons that close and reopen a question.
LISTS = ["page", "q", "show", "team", "persona", "series", "host", "recording", "status", "session", "sort", "type"]
OTHERS = [
    "state",
    "of",
    "code",
    "next",
    "zone",
    "text",
    "answer",
    "edition",
    "follow",
    "order",
    "agreed",
    "rest",
    "least",
]


@pytest.fixture
def registration():
    """One of somebody in a session that goes on and has a code."""
    registration = RegistrationFactory(session__starts_at=timezone.now() - timedelta(minutes=5))
    new_code(registration.session, by=registration.user)
    return registration


@pytest.fixture
def addresses(registration):
    """Every address of enablement, with rows that are there."""
    known = {
        "uuid": registration.session.uuid,
        "pk": QuestionFactory(session=registration.session).pk,
        "slug": SeriesFactory().slug,
        "form": "csv",
        "token": "x:y",
        "kind": "team",
        "key": "sales",
    }
    requirement = RequirementFactory().pk
    return [
        reverse(f"enablement:{each.name}", kwargs={name: known[name] for name in each.pattern.converters})
        if each.name != "requirement"
        else reverse("enablement:requirement", args=[requirement])
        for each in urlpatterns
    ]


@pytest.mark.parametrize("garbage", GARBAGE, ids=[repr(each[:8]) for each in GARBAGE])
def test_no_page_breaks_whatever_is_asked_or_sent(client, addresses, registration, garbage):
    client.force_login(AdministratorFactory())
    said = dict.fromkeys([*LISTS, *OTHERS, f"now-{registration.user_id}", f"was-{registration.user_id}"], garbage)
    for address in addresses:
        assert client.get(address, said).status_code < 500, address
        assert client.post(address, said, headers={"HX-Request": "true"}).status_code < 500, address
        assert client.post(address, {"next": garbage}).status_code < 500, address
    assert client.get("/enablement/", {"view": "calendar", "month": garbage}).status_code == 200
    assert Registration.objects.exclude(attendance="").count() == 0
