"""Two teams become one, and everything that enablement tied to either of them is tied to it once."""

import pytest

from enablement.models import Requirement
from personas.merges.apply import merge
from tests.enablement.factories import RequirementFactory, SeriesFactory, SessionFactory
from tests.personas.factories import TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_sessions_series_and_requirements_follow_their_team():
    kept, gone = TeamFactory(name="Sales"), TeamFactory(name="Field sales")
    both, only = SessionFactory(teams=[kept, gone]), SessionFactory(teams=[gone])
    series = SeriesFactory(teams=[gone])
    RequirementFactory(team=gone)
    merge(kept, [gone], by=UserFactory())
    assert [list(each.teams.all()) for each in (both, only, series)] == [[kept]] * 3
    assert Requirement.objects.get().team == kept
