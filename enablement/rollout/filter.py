"""What the rollout is narrowed down by: name, type, persona and state say which rows, team which columns."""

from collections import Counter
from datetime import date
from functools import cached_property

from personas.filters.fields import Options, Setting, Words
from personas.filters.lists import ListFilter
from personas.filters.parts import Option, OptionGroup, with_all_chosen
from personas.models import Persona, PersonaType, Team
from personas.models.persona import heading_of

from .board import STATES, Board, requirements_of
from .learners import Learners, learners_in
from .standing import Standing, standings_of

ORDERS = [("name", "Name"), ("least", "Least trained first")]


class RolloutFilter(ListFilter):
    """The personas in use that the user may see, by how far the teams shown have learned them on that day."""

    what = "persona"

    q = Words("Name")
    team = Options("Team")
    state = Options("State")
    type = Options("Type")
    persona = Options("Persona")
    sort = Setting("Sort", ORDERS)

    def __init__(self, data, user, on: date):
        self.on = on
        self.every_team = list(Team.objects.order_by("order", "name", "pk"))
        super().__init__(data, Persona.objects.visible_to(user).current(), user)

    def words(self, name):
        match name:
            case "team":
                return {team.slug: team.name for team in self.every_team}
            case "state":
                return STATES
            case "type":
                return dict(PersonaType.objects.values_list("slug", "name"))
        return {slug: heading_of(name, role) for _, slug, name, role, _ in self.people}

    @cached_property
    def people(self) -> list[tuple]:
        """Everybody there may be a row of: primary key, slug, name, role and the type's slug."""
        rows = self.everyone.order_by("name", "role_label", "pk")
        return list(rows.values_list("pk", "slug", "name", "role_label", "type__slug"))

    @property
    def everyone(self):
        return Persona.objects.visible_to(self.user).current()

    def by_q(self, personas, words, state):
        return personas.named(words)

    def by_team(self, personas, chosen, state):
        # Teams are the columns.
        return personas

    def by_type(self, personas, chosen, state):
        return personas.filter(type__slug__in=chosen)

    def by_persona(self, personas, chosen, state):
        return personas.filter(slug__in=chosen)

    def by_state(self, personas, chosen, state):
        wanted = set(chosen)
        return personas.filter(pk__in=[pk for pk, states in self.states.items() if states & wanted])

    @cached_property
    def teams(self) -> list[Team]:
        """The columns."""
        wanted = set(self.state_of("team"))
        return [team for team in self.every_team if not wanted or team.slug in wanted]

    def state_of(self, name: str) -> list[str]:
        return self.state.get(name, [])

    @cached_property
    def standings(self) -> list[Standing]:
        """How it stands with what the teams shown have to learn."""
        return standings_of(requirements_of(self.teams), self.learners, self.user, self.on)

    @cached_property
    def learners(self) -> Learners:
        """The members of the teams shown."""
        return learners_in(self.teams)

    @cached_property
    def board(self) -> Board:
        return Board([pk for pk, *_ in self.people], self.learners, self.standings)

    @cached_property
    def states(self) -> dict[int, set[str]]:
        return {pk: self.board.states(pk) for pk, *_ in self.people}

    @cached_property
    def order(self) -> list[int]:
        """The primary keys of the personas shown, in their order."""
        keys = list(self.qs.order_by("name", "role_label", "pk").values_list("pk", flat=True))
        return sorted(keys, key=self.trained_share) if self.setting("sort") == "least" else keys

    def trained_share(self, persona: int) -> float:
        cells = [cell for team in self.teams if (cell := self.board.counted(team.pk, persona))]
        return sum(cell.trained for cell in cells) / max(sum(cell.members for cell in cells), 1)

    @cached_property
    def groups(self) -> list[OptionGroup]:
        return [
            self.plain_group("team"),
            self.group("state", self.count_by_state(), starts_open=True),
            self.group("type", self.count_by_type()),
            self.persona_group(),
        ]

    def plain_group(self, name: str) -> OptionGroup:
        """Options that leave rows as they are, and have no count."""
        chosen = set(self.chosen(name))
        options = [Option(value, label, None, value in chosen) for value, label in self.labels[name].items()]
        return OptionGroup(name, name, self.filters[name].label, options, starts_open=True)

    def rest(self, name: str) -> set[int]:
        """The personas that everything asks for but the filter of that name."""
        return set(self.narrowed(self.without(name)).order_by().values_list("pk", flat=True))

    def count_by_state(self) -> Counter[str]:
        rest = self.rest("state")
        return Counter(state for pk, states in self.states.items() if pk in rest for state in states)

    def count_by_type(self) -> Counter[str]:
        rest = self.rest("type")
        return Counter(kind for pk, *_, kind in self.people if pk in rest)

    def persona_group(self) -> OptionGroup:
        chosen = {value: self.labels["persona"].get(value, value) for value in self.chosen("persona")}
        options = [Option(value, label, None, value in chosen) for value, label in self.labels["persona"].items()]
        return OptionGroup("persona", "persona", "Persona", with_all_chosen(options, chosen))
