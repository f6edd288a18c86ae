"""Groups of personas that somebody may look for by one word: all of a type, all who play a part in a purchase."""

from collections import defaultdict
from typing import NamedTuple

from django.urls import reverse
from django.utils.http import urlencode

from personas.census import Census, Crowd, current_census
from personas.data_version import kept_while
from personas.models import PersonaType, PersonaTypeAlias, PurchasingRole, PurchasingRoleAlias
from personas.models.terms import TermAlias
from personas.search.highlight import highlighted
from personas.search.kinds import Found, Hit, Ranked, ranked
from personas.search.sources import register_source
from personas.search.words import Query

from .rows import also, people_counted

# Their words are indexed for slips alone: there are few of them, so all are looked at.
register_source("type", PersonaType, "name")
register_source("type_alias", PersonaTypeAlias, "wording")
register_source("role", PurchasingRole, "name")
register_source("role_alias", PurchasingRoleAlias, "wording")


class GroupOf(NamedTuple):
    """What the list of personas can be narrowed down to: the name of the filter, its value, and what to call them."""

    by: str
    slug: str
    name: str
    note: str


def groups(query: Query, user, window: slice) -> Found:
    """Types and purchasing roles of personas in use that the user may see."""
    census = current_census()
    people = census.in_use(user)
    answering = ranked(query, all_wordings())
    found = [(each, count) for each in answering if (count := number_in(census, each.row, people))]
    return Found([group_hit(query, *each) for each in found[window]], len(found))


def number_in(census: Census, row: GroupOf, people: Crowd) -> int:
    """How many of the people belong to the group."""
    group = (census.types if row.by == "type" else census.roles).get(row.slug)
    return group.among(people) if group else 0


@kept_while(PersonaType, PersonaTypeAlias, PurchasingRole, PurchasingRoleAlias, most=1)
def all_wordings() -> list[tuple[GroupOf, list[str]]]:
    """Every group with its wordings, the name first. Four queries, and none while these stay as they are."""
    types = [GroupOf("type", each.slug, each.headline(), "Type") for each in PersonaType.objects.all()]
    roles = [GroupOf("role", each.slug, each.name, "Purchasing role") for each in PurchasingRole.objects.all()]
    others = {"type": aliases_of(PersonaTypeAlias), "role": aliases_of(PurchasingRoleAlias)}
    return [(group, [group.name, *others[group.by][group.slug]]) for group in [*types, *roles]]


def aliases_of(model: type[TermAlias]) -> dict[str, list[str]]:
    """The other wordings of every term, by its slug."""
    found = defaultdict(list)
    for slug, wording in model.objects.values_list("term__slug", "wording"):
        found[slug].append(wording)
    return found


def group_hit(query: Query, found: Ranked, count: int) -> Hit:
    group = found.row
    return Hit(
        title=highlighted(query, group.name),
        url=f"{reverse('personas:list')}?{urlencode({group.by: group.slug})}",
        note=f"{group.note} · {people_counted(count)}",
        excerpt=also(query, found),
    )
