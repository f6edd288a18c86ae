"""What else was deleted than personas, and having it again."""

import pytest
from django.contrib.admin.models import ADDITION, DELETION, LogEntry
from django.core.exceptions import ValidationError

from journeys.models import Asset, Journey, Touchpoint
from personas.history import log_change, recorded
from personas.history.recovering import recover_row
from personas.history.rows import deleted_rows
from personas.history.versions import versions_of
from personas.models import Facet, FacetAlias, Guide, JobTitle, Team
from tests.enablement.factories import ResourceFactory, SessionFactory
from tests.journeys.factories import AssetFactory, StageFactory, TouchpointFactory
from tests.personas.factories import (
    EditorFactory,
    FacetFactory,
    GuideFactory,
    JobTitleFactory,
    PersonaFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def gone(*rows):
    """Deletes the rows, of one model, in one act; answers their last versions, the latest first."""
    editor, model = EditorFactory(), type(rows[0])
    with recorded():
        log_change(list(rows), by=editor, message="Deleted.", action=DELETION)
        model.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return list(deleted_rows(model))


def values(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@pytest.mark.parametrize("factory", [GuideFactory, FacetFactory, JobTitleFactory, SessionFactory])
def test_a_row_is_back_as_it_was(factory):
    row = factory()
    row.refresh_from_db()
    [version] = gone(row)
    assert recover_row(version, by=EditorFactory()).left_out == []
    assert values(type(row).objects.get(pk=row.pk)) == values(row)
    assert not deleted_rows(type(row)).exists()
    entry = LogEntry.objects.latest("pk")
    assert (entry.action_flag, entry.change_message, entry.object_repr) == (ADDITION, "Recovered.", str(row))


def test_each_row_of_an_act_comes_back_alone():
    first, second = GuideFactory(), GuideFactory()
    versions = gone(first, second)
    assert len({version.revision_id for version in versions}) == 1
    recover_row(next(each for each in versions if each.object_id == str(first.pk)), by=None)
    assert list(Guide.objects.all()) == [first]


def test_parts_come_along():
    stage = StageFactory(journey__name="Buying")
    stage.aliases.create(wording="Look around")
    session = SessionFactory(personas=[PersonaFactory()], teams=[TeamFactory()])
    ResourceFactory(session=session)
    recover_row(gone(stage.journey)[0], by=None)
    assert Journey.objects.get().stages.get().aliases.get().wording == "Look around"
    recover_row(gone(session)[0], by=None)
    assert [session.persona_links.count(), session.teams.count(), session.resources.count()] == [1, 1, 1]


def test_links_to_what_is_gone_stay_away():
    stays, leaves = PersonaFactory.create_batch(2)
    asset = AssetFactory(personas=[stays, leaves], owner=UserFactory())
    [version] = gone(asset)
    for each in (asset.owner, leaves):
        each.delete()
    recover_row(version, by=None)
    back = Asset.objects.get()
    assert (back.owner, list(back.personas.all())) == (None, [stays])


def test_without_what_it_belonged_to_nothing_comes_back():
    touchpoint = TouchpointFactory()
    [version] = gone(touchpoint)
    touchpoint.persona.delete()
    with pytest.raises(ValidationError, match="persona that it belonged to is gone"):
        recover_row(version, by=None)
    assert not Touchpoint.objects.exists()


def test_a_touchpoint_that_is_back_is_a_revision_of_the_persona():
    touchpoint = TouchpointFactory()
    recover_row(gone(touchpoint)[0], by=None)
    assert versions_of(touchpoint.persona_id).first().revision.comment == "Recovered."


def test_names_that_somebody_took_meanwhile():
    facet = FacetFactory(name="Goals")
    facet.aliases.create(wording="Aims")
    facet.aliases.create(wording="Targets")
    [version] = gone(facet)
    other = FacetFactory(name="Aims")
    assert recover_row(version, by=None).left_out == ["Aims"]
    assert list(FacetAlias.objects.values_list("wording", "term__name")) == [("Targets", "Goals")]
    Facet.objects.filter(name="Goals").delete()
    other.aliases.create(wording="Goals")
    with pytest.raises(ValidationError, match="already means"):
        recover_row(version, by=None)


def test_nothing_comes_back_twice():
    title = JobTitleFactory()
    [version] = gone(title)
    recover_row(version, by=None)
    with pytest.raises(ValidationError, match="there already"):
        recover_row(version, by=None)
    assert JobTitle.objects.count() == 1


def test_who_was_in_a_team_is_not_kept():
    team = TeamFactory()
    team.members.add(UserFactory())
    [version] = gone(team)
    assert "members" not in version.serialized_data
    recover_row(version, by=None)
    assert not Team.objects.get().members.exists()


@pytest.mark.parametrize("size", [1, 20])
def test_the_cost_of_deleting_does_not_grow(django_assert_num_queries, size):
    rows = list(FacetFactory.create_batch(size))
    log_change([FacetFactory()], by=None, message="Warm.", action=DELETION)
    with django_assert_num_queries(5):
        log_change(rows, by=None, message="Deleted.", action=DELETION)
