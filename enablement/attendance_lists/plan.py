"""What a list of people would change in a session's attendance: said first, then done."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from enablement.models import Registration, Session
from enablement.services.attendance import prevails, record, welcome

from .matching import Account, Accounts
from .seen import Seen

Attendance, Source = Registration.Attendance, Registration.Source
COMES, STAYS, KEPT, UNSURE, GUEST, KNOWN_GUEST, SHORT = (
    "comes", "stays", "kept", "unsure", "guest", "known guest", "short",
)  # fmt: skip
HEADINGS = {
    UNSURE: "Who is it?",
    COMES: "Attended",
    GUEST: "Guests: no account has their address or name",
    KEPT: "Stay as they are, because somebody marked it by hand or they checked in",
    SHORT: "Not there for long enough",
    STAYS: "Noted already",
    KNOWN_GUEST: "Guests who are noted already",
}
GUEST_CHOICE = "guest"


class PlanChanged(Exception):
    """What would happen is something else by now than what was shown."""


@dataclass(frozen=True)
class Line:
    """What becomes of one person on the list; of somebody unsure, `number` is what the form calls them."""

    kind: str
    seen: Seen
    account: Account | None = None
    candidates: Sequence[Account] = ()
    number: int = 0
    note: str = ""


@dataclass(frozen=True)
class AttendancePlan:
    """`missing` are the registered of whom nobody said anything and whom the list doesn't name."""

    session: Session
    source: str
    lines: list[Line]
    missing: list[Account] = field(default_factory=list)

    @property
    def groups(self) -> list[tuple[str, str, list[Line]]]:
        groups = [
            (kind, words, [line for line in self.lines if line.kind == kind]) for kind, words in HEADINGS.items()
        ]
        return [group for group in groups if group[2]]

    def of_kind(self, kind: str) -> list[Line]:
        return [line for line in self.lines if line.kind == kind]

    @property
    def fingerprint(self) -> str:
        lines = [(each.kind, each.seen, each.account, tuple(each.candidates)) for each in self.lines]
        said = repr((self.session.pk, self.source, lines, self.missing))
        return hashlib.sha256(said.encode()).hexdigest()[:24]

    @property
    def changes_something(self) -> bool:
        return bool(self.missing) or any(line.kind in (COMES, UNSURE, GUEST) for line in self.lines)


def plan_list(
    session: Session, people: Sequence[Seen], *, source: str, least: int = 0, others_absent: bool = False
) -> AttendancePlan:
    """What the people, seen by this source, change; whoever was there for fewer minutes than `least` doesn't count.
    With `others_absent`, the registered whom the list doesn't name did not come. Three queries."""
    accounts = Accounts()
    rows = session.registrations.values_list("user", "attendance", "attendance_source", "status")
    known = {user: rest for user, *rest in rows}
    guests = set(session.guests.values_list("key", flat=True))
    lines, taken = [], set()
    for number, person in enumerate(people):
        line = line_of(person, accounts, known, guests, number, source, least)
        if line.account is None or line.account.pk not in taken:
            lines.append(line)
            taken |= {line.account.pk} if line.account else set()
    absent = missing(accounts, known, lines) if others_absent else []
    return AttendancePlan(session, source, lines, absent)


def line_of(person: Seen, accounts: Accounts, known, guests, number: int, source: str, least: int) -> Line:
    match = accounts.match(person)
    if person.minutes is not None and person.minutes < least:
        return Line(SHORT, person, match.account, match.candidates, note=f"{person.minutes} minutes")
    if match.candidates:
        return Line(UNSURE, person, None, match.candidates, number)
    if match.account is None:
        return Line(KNOWN_GUEST if person.key in guests else GUEST, person)
    attendance, kept, _ = known.get(match.account.pk, ("", "", ""))
    if (attendance, kept) == (Attendance.ATTENDED, source):
        return Line(STAYS, person, match.account)
    if not prevails(source, kept):
        words = f"{Attendance(attendance).label}: {Source(kept).label.lower()}"
        return Line(STAYS if attendance == Attendance.ATTENDED else KEPT, person, match.account, note=words)
    note = "" if match.account.pk in known else "wasn't registered"
    return Line(COMES, person, match.account, note=note)


def missing(accounts: Accounts, known, lines: list[Line]) -> list[Account]:
    """Whoever was there for too short a time is not missing, and nor is anybody who may be on the list."""
    named = {line.account.pk for line in lines if line.account}
    named |= {each.pk for line in lines for each in line.candidates}
    people = {each.pk: each for found in accounts.by_login.values() for each in found}
    wanted = [
        user
        for user, (attendance, _, status) in known.items()
        if not attendance and status == Registration.Status.REGISTERED and user not in named and user in people
    ]
    return sorted((people[user] for user in wanted), key=lambda each: each.name.casefold())


@transaction.atomic
def apply_plan(plan: AttendancePlan, choices: Mapping[int, str], *, by, agreed: str) -> dict[str, int]:
    """Do what the plan says; `choices` say by number who the unsure are: an account's key or "guest", else they are
    left out. Returns how many attended, became guests and are absent.

    Raises PlanChanged unless `agreed` is the fingerprint of this plan.
    """
    if plan.fingerprint != agreed:
        raise PlanChanged
    chosen = [(line, choices.get(line.number, "")) for line in plan.of_kind(UNSURE)]
    people = [line.account.pk for line in plan.of_kind(COMES)]
    people += [each.pk for line, choice in chosen for each in line.candidates if str(each.pk) == choice]
    guests = [line.seen for line in plan.of_kind(GUEST)]
    guests += [line.seen for line, choice in chosen if choice == GUEST_CHOICE]
    marks = dict.fromkeys([each.pk for each in plan.missing], Attendance.ABSENT)
    marks |= dict.fromkeys(people, Attendance.ATTENDED)
    changed = record(plan.session, marks, source=plan.source, by=by)
    return {
        "attended": sum(each.attendance == Attendance.ATTENDED for each in changed),
        "guests": welcome(plan.session, guests, by=by),
        "absent": sum(each.attendance == Attendance.ABSENT for each in changed),
    }
