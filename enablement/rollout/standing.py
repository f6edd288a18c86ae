"""How it stands with requirements: who has done what was asked, and who is late."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q

from enablement.models import Registration, Requirement
from personas.models import Persona

ATTENDED = Q(attendance=Registration.Attendance.ATTENDED)
LEARNED = ATTENDED | Q(watched_at__isnull=False)


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


def each_member(requirements):
    """The requirements, once for every active member of their team: `member` is the account's primary key, `is_done`
    whether they did what is asked."""
    rows = requirements.filter(team__members__is_active=True).annotate(member=F("team__members")).order_by()
    limited = Q(Exists(Requirement.sessions.through.objects.filter(requirement=OuterRef("pk"))))
    limited |= Q(series__isnull=False)
    by_recording = Q(recording_counts=True)
    one = (by_recording & in_one_of_these(LEARNED)) | (~by_recording & in_one_of_these(ATTENDED))
    every = (by_recording & learned_everybody(LEARNED)) | (~by_recording & learned_everybody(ATTENDED))
    return rows.annotate(is_limited=limited).annotate(
        is_done=(Q(is_limited=True) & one) | (Q(is_limited=False) & every)
    )


def in_one_of_these(how: Q) -> Q:
    """Whether the member learned in one of the sessions that are named, or of the series."""
    own = Registration.objects.filter(how, user=OuterRef("member"))
    named = own.filter(
        session__in=Requirement.sessions.through.objects.filter(requirement=OuterRef(OuterRef("pk"))).values("session")
    )
    return Q(Exists(named)) | Q(Exists(own.filter(session__series=OuterRef("series"))))


def learned_everybody(how: Q) -> Q:
    """Whether there is no persona of the requirement whom the member didn't learn anywhere."""
    own = Registration.objects.filter(how, user=OuterRef(OuterRef("member")))
    taught = own.filter(session__persona_links__persona=OuterRef("persona"))
    wanted = Requirement.personas.through.objects.filter(requirement=OuterRef("pk"))
    return ~Q(Exists(wanted.filter(~Exists(taught))))


def standings_of(requirements, user, on: date) -> list[Standing]:
    """How it stands on that day with those of the requirements that say anything to the user: a requirement about
    nobody but drafts is none to readers. Three queries."""
    counted = (
        each_member(requirements)
        .values("pk")
        .annotate(members=Count("member"), done=Count("member", filter=Q(is_done=True)))
    )
    numbers = {pk: (members, done) for pk, members, done in counted.values_list("pk", "members", "done")}
    return [
        Standing(each, *numbers.get(each.pk, (0, 0)), on, each.shown)
        for each in with_shown(requirements, user)
        if each.shown
    ]


def with_shown(requirements, user):
    """The requirements with `shown`, their personas that the user may see, in order of their day."""
    seen = Persona.objects.visible_to(user).order_by("name", "role_label", "pk")
    rows = requirements.select_related("team", "series").prefetch_related(Prefetch("personas", seen, to_attr="shown"))
    return rows.order_by(F("due_on").asc(nulls_last=True), "team__name", "pk")


def people_of(requirement: Requirement) -> tuple[list, list]:
    """The members who still have to do it, and those who have, by name. Two queries."""
    rows = each_member(Requirement.objects.filter(pk=requirement.pk)).values_list("member", "is_done")
    is_done = dict(rows)
    users = get_user_model().objects.filter(pk__in=list(is_done)).order_by("first_name", "last_name", "username")
    people = list(users)
    return [user for user in people if not is_done[user.pk]], [user for user in people if is_done[user.pk]]


def due_for(user, on: date) -> list[Standing]:
    """What the user still has to do, the most urgent first. Two queries."""
    mine = each_member(Requirement.objects.filter(team__members=user)).filter(member=user.pk, is_done=False)
    requirements = Requirement.objects.filter(pk__in=set(mine.values_list("pk", flat=True)))
    return [Standing(each, 1, 0, on, each.shown) for each in with_shown(requirements, user) if each.shown]


def may_see_names(user, requirement: Requirement) -> bool:
    """Managers, and the members of the team themselves."""
    return user.has_perm("enablement.change_session") or requirement.team.members.filter(pk=user.pk).exists()


def named_teams(user, standings: Collection[Standing]) -> set[int]:
    """The teams among them whose people the user may see by name. One query."""
    if user.has_perm("enablement.change_session"):
        return {each.requirement.team_id for each in standings}
    return set(user.teams.values_list("pk", flat=True))
