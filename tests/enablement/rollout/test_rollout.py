"""The rollout: who is trained, who is late, and who may see their names."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from enablement import material
from enablement.models import Requirement
from enablement.rollout.board import Board, Cell
from enablement.rollout.learners import learners_in
from enablement.rollout.standing import due_for, people_of, standings_of
from personas.models import Persona
from tests.enablement.factories import (
    RegistrationFactory,
    RequirementFactory,
    SeriesFactory,
    SessionFactory,
    SessionPersonaFactory,
)
from tests.personas.factories import PersonaFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
HELD = datetime(2026, 3, 5, 15, tzinfo=UTC)
DAY = date(2026, 3, 5)
YESTERDAY, TODAY, TOMORROW = (timezone.localdate() + timedelta(days=n) for n in (-1, 0, 1))


def team_of(*members, **values):
    team = TeamFactory(**values)
    team.members.set(members)
    return team


def held(*personas, **values):
    return SessionFactory(starts_at=HELD, personas=personas, **values)


def came(session, *users):
    for user in users:
        RegistrationFactory(session=session, user=user, attendance="attended")


def watched(session, user):
    RegistrationFactory(session=session, user=user, status="cancelled", watched_at=HELD)


def cell(team, persona, reader=None):
    reader = reader or UserFactory(permissions=["personas.change_persona"])
    learners = learners_in([team])
    standings = standings_of(Requirement.objects.filter(team=team), learners, reader, timezone.localdate())
    return Board([persona.pk], learners, standings).cell(team.pk, persona.pk)


@pytest.fixture
def people():
    return [UserFactory() for _ in range(3)]


class TestCells:
    def test_members_who_came_or_watched_are_trained_each_once(self, people):
        ada, team = PersonaFactory(), team_of(*people, UserFactory(is_active=False))
        first, second = held(ada), held(ada, PersonaFactory())
        came(first, people[0])
        came(second, people[0], UserFactory())
        watched(second, people[1])
        RegistrationFactory(session=first, user=people[2], attendance="absent")
        found = cell(team, ada)
        assert found == Cell(3, 2, 1, 0, 0, DAY, None)
        assert (found.percent, found.states) == (66, {"partly"})

    def test_nobody_everybody_and_no_members(self, people):
        ada, team = PersonaFactory(), team_of(*people)
        assert cell(team, ada).states == {"not"}
        came(held(ada), *people)
        assert cell(team, ada).states == {"trained"}
        assert cell(team_of(), ada) is None

    def test_where_recordings_do_not_count_watching_trains_nobody(self, people):
        ada, team = PersonaFactory(), team_of(people[0])
        RequirementFactory(team=team, personas=[ada], recording_counts=False)
        watched(held(ada), people[0])
        assert cell(team, ada) == Cell(1)

    @pytest.mark.parametrize(
        ("on", "number", "taught", "stale"),
        [
            (date(2026, 3, 6), None, None, 1),
            (DAY, None, None, 0),
            (date(2026, 3, 6), 3, 3, 0),
            (date(2026, 1, 1), 3, 2, 1),
            (date(2026, 3, 6), 3, None, 1),
        ],
    )
    def test_what_changed_since_is_stale(self, people, on, number, taught, stale, monkeypatch):
        ada, team, session = PersonaFactory(), team_of(*people), held()
        SessionPersonaFactory(session=session, persona=ada, edition=taught)
        came(session, people[0])
        monkeypatch.setattr(material, "_answers", [lambda personas: {ada.pk: material.Change(on, number)}])
        assert cell(team, ada) == Cell(3, 1, 0, stale, 0, DAY, taught)

    def test_somebody_who_learned_again_after_the_change_is_fresh(self, people, monkeypatch):
        ada, team = PersonaFactory(), team_of(*people)
        came(held(ada), people[0])
        came(SessionFactory(starts_at=HELD + timedelta(days=9), personas=[ada]), people[0])
        monkeypatch.setattr(material, "_answers", [lambda personas: {ada.pk: material.Change(date(2026, 3, 9))}])
        assert cell(team, ada).stale == 0


def standing(requirement):
    reader = UserFactory(permissions=["personas.change_persona"])
    same, learners = Requirement.objects.filter(pk=requirement.pk), learners_in([requirement.team])
    [found] = standings_of(same, learners, reader, timezone.localdate())
    return found.members, found.done, found.overdue


class TestRequirements:
    def test_each_persona_in_any_session(self, people):
        ada, bob = PersonaFactory(), PersonaFactory()
        requirement = RequirementFactory(team=team_of(*people), personas=[ada, bob], due_on=YESTERDAY)
        came(held(ada, bob), people[0])
        came(held(ada), people[1])
        assert standing(requirement) == (3, 1, 2)
        watched(held(bob), people[1])
        assert standing(requirement) == (3, 2, 1)

    @pytest.mark.parametrize("counts", [True, False])
    def test_one_of_these_sessions_or_of_a_series(self, people, counts):
        ada, series = PersonaFactory(), SeriesFactory()
        named, hour, other = held(ada), held(series=series), held(ada)
        requirement = RequirementFactory(
            team=team_of(*people), personas=[ada], sessions=[named], series=series, recording_counts=counts
        )
        came(named, people[0])
        watched(hour, people[1])
        came(other, people[2])
        assert standing(requirement) == (3, 1 + counts, 0)
        still, done = people_of(requirement)
        assert set(done) == set(people[: 1 + counts])
        assert set(still) == set(people[1 + counts :])

    @pytest.mark.parametrize(
        ("due_on", "overdue"), [(None, 0), (TOMORROW, 0), (timezone.localdate(), 0), (YESTERDAY, 3)]
    )
    def test_overdue_is_who_has_not_done_it_after_the_day(self, people, due_on, overdue):
        ada, team = PersonaFactory(), team_of(*people)
        requirement = RequirementFactory(team=team, personas=[ada], due_on=due_on)
        assert standing(requirement) == (3, 0, overdue)
        assert cell(team, ada).overdue == overdue

    def test_what_is_due_for_me_is_what_my_teams_must_and_i_have_not(self, people):
        ada, draft = PersonaFactory(), PersonaFactory(status=Persona.Status.DRAFT)
        team = team_of(*people)
        later = RequirementFactory(team=team, personas=[ada])
        sooner = RequirementFactory(team=team, personas=[ada, draft], due_on=YESTERDAY)
        RequirementFactory(team=team, personas=[draft])
        RequirementFactory(personas=[ada])
        found = due_for(people[0], timezone.localdate())
        assert [(each.requirement, each.is_over, each.shown) for each in found] == [
            (sooner, True, [ada]),
            (later, False, [ada]),
        ]
        came(held(ada, draft), people[0])
        assert due_for(people[0], timezone.localdate()) == []


class TestPages:
    def cells(self, response):
        assert response.status_code == 200
        matrix = response.context["matrix"]
        return [(row.head.name, [cell and cell.text for cell in row.cells]) for row in matrix.rows]

    def test_the_matrix_says_how_many_and_when(self, reader_client, people):
        ada = PersonaFactory(name="Ada", role_label="")
        PersonaFactory(name="Bob", role_label="")
        PersonaFactory(name="Cy", status=Persona.Status.DRAFT)
        PersonaFactory(name="Di", status=Persona.Status.DEPRECATED)
        sales, ops = team_of(*people, name="Sales", order=1), team_of(name="Ops", order=2)
        RequirementFactory(team=sales, personas=[ada], due_on=YESTERDAY)
        came(held(ada), people[0])
        response = reader_client.get("/enablement/rollout/")
        assert self.cells(response) == [
            ("Ada", ["1 of 3 (33%), last Thu 5 Mar 2026, 2 overdue", None]),
            ("Bob", ["0 of 3 (0%)", None]),
        ]
        only = reader_client.get(f"/enablement/rollout/?state=overdue&team={sales.slug}")
        assert [name for name, _ in self.cells(only)] == ["Ada"]
        assert self.cells(reader_client.get(f"/enablement/rollout/?team={ops.slug}")) == [
            ("Ada", [None]),
            ("Bob", [None]),
        ]

    def test_least_trained_first(self, reader_client, people):
        ada = PersonaFactory(name="Ada", role_label="")
        PersonaFactory(name="Bob", role_label="")
        team_of(*people)
        came(held(ada), people[0])
        response = reader_client.get("/enablement/rollout/?sort=least")
        assert [name for name, _ in self.cells(response)] == ["Bob", "Ada"]

    @pytest.mark.parametrize(
        "query", ["team=no", "state=x", "page=99", "q=%00", "persona=%00", "sort=x", "type=nobody"]
    )
    def test_odd_addresses_are_answered(self, reader_client, query):
        team_of()
        PersonaFactory()
        assert reader_client.get(f"/enablement/rollout/?{query}").status_code in (200, 404)

    @pytest.mark.parametrize("size", [1, 12])
    def test_it_takes_as_many_queries_for_many(self, reader_client, size, django_assert_num_queries):
        for _ in range(size):
            user, ada = UserFactory(), PersonaFactory()
            RequirementFactory(team=team_of(user), personas=[ada], due_on=YESTERDAY)
            came(held(ada), user)
        reader_client.get("/enablement/rollout/")
        with django_assert_num_queries(20):
            reader_client.get("/enablement/rollout/")

    @pytest.mark.parametrize("form", ["csv", "xlsx", "pptx"])
    def test_it_can_be_taken_away(self, reader_client, people, form):
        PersonaFactory(name="Ada", role_label="")
        team_of(*people, name="=Sales")
        response = reader_client.get(f"/enablement/rollout/download/{form}/")
        assert response.status_code == 200
        assert response["Content-Disposition"].endswith(f'.{form}"')
        if form == "csv":
            assert response.content.decode("utf-8-sig").splitlines() == [
                "Rows,Persona,'=Sales",
                "Personas,Ada,0 of 3 (0%)",
            ]

    def test_another_form_is_not_found(self, reader_client):
        assert reader_client.get("/enablement/rollout/download/exe/").status_code == 404

    def test_names_are_for_managers_and_the_team_alone(self, reader, reader_client, client, people):
        requirement = RequirementFactory(team=team_of(*people), due_on=YESTERDAY)
        address = f"/enablement/rollout/requirements/{requirement.pk}/"
        assert reader_client.get(address).status_code == 403
        assert address not in reader_client.get("/enablement/rollout/").content.decode()
        client.force_login(UserFactory(permissions=["enablement.change_session"]))
        assert set(client.get(address).context["still"]) == set(people)
        requirement.team.members.add(reader)
        assert reader_client.get(address).status_code == 200
        assert address in reader_client.get("/enablement/rollout/").content.decode()
        assert address in reader_client.get("/enablement/mine/").content.decode()

    def test_a_requirement_about_drafts_alone_is_not_there_for_readers(self, reader, reader_client):
        draft = PersonaFactory(name="Secret Sid", status=Persona.Status.DRAFT)
        requirement = RequirementFactory(team=team_of(reader), personas=[draft])
        assert reader_client.get(f"/enablement/rollout/requirements/{requirement.pk}/").status_code == 404
        for address in ("/enablement/rollout/", "/enablement/mine/"):
            assert "Secret Sid" not in reader_client.get(address).content.decode()
        assert reader_client.get(f"/enablement/rollout/requirements/{2**63}/").status_code == 404
