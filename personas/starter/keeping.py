"""Who of the made-up colleagues keeps which personas of the starter true, and when each was last reviewed."""

from datetime import date, timedelta
from itertools import cycle

from django.db.models import Q
from django.utils import timezone

from personas.history import recorded
from personas.models import Persona, Team
from personas.services import mark_reviewed
from personas.wording import lookup_key

# The team that keeps the personas of a type, by the type's address; all others are kept by Product.
KEEPERS = {"buyer": "Marketing", "user": "UX", "internal": "Customer success"}
OTHERS = "Product"
YEAR = timedelta(days=365)
# Reviews lie some weeks apart, within a little more than a year, so that a few are overdue.
APART, WITHIN = 37, 383


@recorded()
def load_keeping(today: date | None = None) -> int:
    """Note the last review of each persona in use, and a colleague who keeps it, where no persona has either; answers
    how many. Without colleagues only reviews are noted."""
    if Persona.objects.filter(Q(owner__isnull=False) | Q(reviewed_on__isnull=False)).exists():
        return 0
    today = today or timezone.localdate()
    keepers = keepers_of_types()
    in_use = Persona.objects.exclude(status=Persona.Status.DEPRECATED).select_related("type").order_by("slug")
    for number, persona in enumerate(in_use, start=1):
        on = today - timedelta(days=number * APART % WITHIN)
        owner = next(keepers.get(persona.type.slug, keepers[OTHERS]))
        mark_reviewed(Persona.objects.filter(pk=persona.pk), by=None, on=on, due=on + YEAR, owner=owner)
    return len(in_use)


def keepers_of_types() -> dict:
    """The members of the teams in `KEEPERS`, in turn and again, by the address of the type; None where a team has
    none."""
    teams = {team.key: team for team in Team.objects.prefetch_related("members")}
    members = {key: sorted(team.members.all(), key=lambda member: member.pk) for key, team in teams.items()}
    return {
        place: cycle(members.get(lookup_key(name)) or [None]) for place, name in {**KEEPERS, OTHERS: OTHERS}.items()
    }
