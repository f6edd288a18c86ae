"""Teams in the admin: their members, who may look colleagues up, and what stands in the way of a deletion."""

import pytest
from django.urls import reverse

from journeys.models import Journey, Stage, Touchpoint
from personas.merges import merge
from personas.models import Team, TeamAlias
from tests.personas.factories import PersonaFactory, TeamAliasFactory, TeamFactory, UserFactory

from .conftest import signed_in
from .form_data import form_data

ADD = reverse("admin:personas_team_add")
COLLEAGUES = reverse("admin:personas_team_colleagues")


def page_of(team, page="change"):
    return reverse(f"admin:personas_team_{page}", args=[team.pk])


@pytest.fixture
def touchpoint(db):
    """What a team owns."""
    stage = Stage.objects.create(journey=Journey.objects.create(name="Buying"), name="Compare", order=1)
    return Touchpoint.objects.create(
        stage=stage, persona=PersonaFactory(name="Ada", role_label=""), team=TeamFactory()
    )


def test_a_team_is_added_with_members_and_aliases(desk):
    dana, mika = UserFactory(), UserFactory()
    data = form_data(desk.get(ADD)) | {"name": "Customer success", "members": [dana.pk, mika.pk]}
    data |= {"aliases-0-wording": "CS", "aliases-TOTAL_FORMS": 1, "aliases-INITIAL_FORMS": 0}
    assert desk.post(ADD, data).status_code == 302
    team = Team.objects.get()
    assert (team.slug, set(team.members.all())) == ("customer-success", {dana, mika})
    assert list(TeamAlias.objects.values_list("term", "key")) == [(team.pk, "cs")]


def test_the_form_shows_members_by_their_names_and_asks_our_own_look_up(desk):
    team = TeamFactory()
    team.members.add(UserFactory(first_name="Dana", last_name="Ek"))
    UserFactory(first_name="Mika")
    content = desk.get(page_of(team)).content.decode()
    assert (">Dana Ek</option>" in content, "Mika" in content, f'data-ajax--url="{COLLEAGUES}"' in content) == (
        True,
        False,
        True,
    )


@pytest.mark.parametrize("members", ["x", "99999999999999999999", "0"])
def test_a_member_that_is_nobody_is_told_and_writes_nothing(desk, members):
    response = desk.post(ADD, form_data(desk.get(ADD)) | {"name": "Sales", "members": [members]})
    assert (response.status_code, list(response.context["adminform"].form.errors)) == (200, ["members"])
    assert not Team.objects.exists()


def names_found(client, **values):
    return [found["text"] for found in client.get(COLLEAGUES, values).json()["results"]]


def test_colleagues_are_found_by_every_word_of_their_names(desk):
    UserFactory(username="dek", first_name="Dana", last_name="Ek")
    UserFactory(username="dora", first_name="Dana", last_name="Ox", is_active=False)
    UserFactory(username="mika", first_name="Mika", last_name="Ek")
    assert names_found(desk, term="ek") == ["Dana Ek", "Mika Ek"]
    assert names_found(desk, term=" dana\0 EK ") == ["Dana Ek"]
    assert names_found(desk, term="'; --") == []


def test_colleagues_come_in_pages(desk):
    for number in range(21):
        UserFactory(first_name=f"Dana {number:02}")
    first = desk.get(COLLEAGUES, {"term": "Dana"}).json()
    assert (len(first["results"]), first["pagination"]) == (20, {"more": True})
    assert len(names_found(desk, term="Dana", page="2")) == 1
    assert [len(names_found(desk, term="Dana", page=page)) for page in ("x", "0", "-1", "9999999")] == [20] * 4


@pytest.mark.django_db
def test_who_may_not_change_teams_may_not_look_colleagues_up():
    onlooker = signed_in(UserFactory(is_staff=True, permissions=["personas.view_team"]))
    assert onlooker.get(COLLEAGUES).status_code == 403
    assert onlooker.get(page_of(TeamFactory())).status_code == 200
    assert signed_in(UserFactory()).get(COLLEAGUES).status_code == 302


def test_the_list_counts_members_and_uses(desk, touchpoint):
    touchpoint.team.members.add(*UserFactory.create_batch(2))
    TeamFactory()
    shown = desk.get(reverse("admin:personas_team_changelist")).context["cl"].result_list
    assert [(team.member_count, team.used) for team in shown.order_by("pk")] == [(2, 1), (0, 0)]


def test_a_team_that_owns_something_stays_and_says_what(desk, touchpoint):
    team = touchpoint.team
    assert "Ada" in desk.get(page_of(team)).content.decode()
    content = desk.get(page_of(team, "delete")).content.decode()
    assert ("It is in use" in content, "1 touchpoint" in content) == (True, True)
    desk.post(page_of(team, "delete"), {"post": "yes"})
    assert Team.objects.filter(pk=team.pk).exists()


def test_a_team_with_members_alone_goes(desk):
    team = TeamFactory()
    team.members.add(UserFactory())
    assert desk.post(page_of(team, "delete"), {"post": "yes"}).status_code == 302
    assert not Team.objects.exists()


def test_two_teams_become_one_with_all_members_and_touchpoints(desk, editor, touchpoint):
    kept, gone = TeamFactory(name="Sales"), touchpoint.team
    both, only = UserFactory(), UserFactory()
    kept.members.add(both)
    gone.members.add(both, only)
    TeamAliasFactory(term=gone, wording="Hunters")
    assert desk.get(page_of(kept, "merge_into")).status_code == 200
    merge(kept, [gone], by=editor)
    touchpoint.refresh_from_db()
    assert (touchpoint.team, set(kept.members.all())) == (kept, {both, only})
    assert set(kept.aliases.values_list("wording", flat=True)) == {gone.name, "Hunters"}
