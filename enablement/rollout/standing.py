"""How it stands with requirements: who has done what was asked, and who is late."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth import get_user_model
from django.db.models import F, Prefetch

from enablement.models import Requirement
from personas.models import Persona

from .learners import Learners, learners_in


@dataclass(frozen=True)
class Standing:
    """A requirement and how many of the team's members have done it. `shown` are its personas as far as the reader
    may see them."""

    requirement: Requirement
    members: int
    done: int
    on: date
    shown: list[Persona] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        return self.requirement.due_on is not None and self.requirement.due_on < self.on

    @property
    def open(self) -> int:
        return self.members - self.done

    @property
    def overdue(self) -> int:
        """How many haven't done it though their time is over."""
        return self.open if self.is_over else 0

    @property
    def personas(self) -> list[int]:
        return [persona.pk for persona in self.shown]


def standings_of(requirements, learners: Learners, user, on: date) -> list[Standing]:
    """How it stands on that day with those of the requirements that say anything to the user: a requirement about
    nobody but drafts is none to readers. `learners` are the members of their teams. Five queries beside those of the
    learners."""
    shown = [each for each in with_shown(requirements, user) if each.shown]
    done = learners.who_did(shown)
    return [
        Standing(each, learners.teams[each.team_id].bit_count(), done[each.pk].bit_count(), on, each.shown)
        for each in shown
    ]


def with_shown(requirements, user):
    """The requirements with `shown`, their personas that the user may see, in order of their day."""
    seen = Persona.objects.visible_to(user).order_by("name", "role_label", "pk")
    rows = requirements.select_related("team", "series").prefetch_related(Prefetch("personas", seen, to_attr="shown"))
    return rows.order_by(F("due_on").asc(nulls_last=True), "team__name", "pk")


def people_of(requirement: Requirement) -> tuple[list, list]:
    """The members who still have to do it, and those who have, by name."""
    learners = learners_in([requirement.team])
    is_done = set(learners.keys_of(learners.who_did([requirement])[requirement.pk]))
    users = get_user_model().objects.filter(pk__in=learners.keys).order_by("first_name", "last_name", "username")
    people = list(users)
    return [user for user in people if user.pk not in is_done], [user for user in people if user.pk in is_done]


def due_for(user, on: date) -> list[Standing]:
    """What the user still has to do, the most urgent first."""
    shown = [each for each in with_shown(Requirement.objects.filter(team__members=user), user) if each.shown]
    done = Learners({each.team_id: [user.pk] for each in shown}).who_did(shown) if shown else {}
    return [Standing(each, 1, 0, on, each.shown) for each in shown if not done[each.pk]]


def may_see_names(user, requirement: Requirement) -> bool:
    """Managers, and the members of the team themselves."""
    return user.has_perm("enablement.change_session") or requirement.team.members.filter(pk=user.pk).exists()


def named_teams(user, standings: Collection[Standing]) -> set[int]:
    """The teams among them whose people the user may see by name. One query."""
    if user.has_perm("enablement.change_session"):
        return {each.requirement.team_id for each in standings}
    return set(user.teams.values_list("pk", flat=True))
