"""Dates read alike everywhere, whether a template says how or not."""

from datetime import date, datetime

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils.formats import localize, localize_input

from tests.personas.factories import SearchMissFactory


@pytest.mark.once
@pytest.mark.parametrize(
    ("value", "said"), [(date(2026, 11, 2), "2 Nov 2026"), (datetime(2026, 11, 2, 3, 23), "2 Nov 2026, 03:23")]
)
def test_dates_read_alike(value, said):
    assert (localize(value), Template("{{ value }}").render(Context({"value": value}))) == (said, said)


@pytest.mark.once
def test_dates_are_typed_as_ever():
    assert localize_input(date(2026, 11, 2)) == "2026-11-02"


def test_lists_of_the_admin_have_that_style(admin_client):
    SearchMissFactory(last_on=date(2026, 11, 2))
    html = admin_client.get(reverse("admin:personas_searchmiss_changelist")).content.decode()
    assert ("2 Nov 2026" in html, "Nov." in html) == (True, False)
