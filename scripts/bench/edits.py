"""The readers' pages after edits of every kind, beside the plain page. The first figure of a row is what `pages` tells
as *edited*; the others show on which edits a page depends."""

from collections.abc import Callable
from functools import partial
from itertools import count

from django.db.models import Model

from journeys.models import Asset, Touchpoint
from personas.models import ContentPreference, Persona, PersonaNote, PersonaTrait, Trait

from . import targets
from .cold import changed, edit_one
from .measure import Pace, Way, measured
from .pages import Page, pages, shown_on
from .visitor import Visitor
from .yardsticks import prepare

# Given the address of a persona whom a page shows: changes something of hers, or something that is nobody's.
Edit = Callable[[str], None]
HER_OWN = "slug = %s"
OF_HER = "id = (SELECT min(id) FROM {table} WHERE persona_id = (SELECT id FROM personas_persona WHERE slug = %s))"
FIRST = "id = (SELECT min(id) FROM {table})"
LAST = "slug = (SELECT max(slug) FROM {table})"
HERS = "SELECT trait_id FROM personas_personatrait JOIN personas_persona AS her ON her.id = persona_id WHERE slug = %s"
ANOTHER_STATEMENT = f"(SELECT min(id) FROM personas_trait WHERE id NOT IN ({HERS}))"
turns = count(1)


def setting(model: type[Model], change: str, where: str) -> Edit:
    """An edit said in SQL; each `%s` is her address, and each `#` another number every time."""
    table = model._meta.db_table
    statement = f"UPDATE {table} SET {change} WHERE {where.format(table=table)}"

    def edit(slug: str) -> None:
        changed(statement.replace("#", str(next(turns))), [slug] * statement.count("%s"))

    return edit


def between(column: str, one: str, other: str) -> str:
    return f"{column} = CASE {column} WHEN '{one}' THEN '{other}' ELSE '{one}' END"


EDITS: dict[str, Edit] = {
    "role": edit_one,
    "name": setting(Persona, "name = 'Person #'", HER_OWN),
    "another's status": setting(Persona, between("status", "published", "draft"), LAST),
    "rank": setting(PersonaTrait, "rank = #", OF_HER),
    "another statement": setting(PersonaTrait, f"trait_id = {ANOTHER_STATEMENT}", OF_HER),
    "wording": setting(Trait, "statement = 'What matters: #'", FIRST),
    "note": setting(PersonaNote, "body = 'Said otherwise: #'", OF_HER),
    "content type": setting(ContentPreference, "qualifier = 'in #'", OF_HER),
    "touchpoint": setting(Touchpoint, "key_message = 'It pays in #'", OF_HER),
    "asset's title": setting(Asset, "title = 'Piece #'", FIRST),
    "asset's state": setting(Asset, between("link_state", "well", "broken"), FIRST),
}
COLUMNS = ("edited × plain, after an edit of", *EDITS)


def rows(visitor: Visitor, pace: Pace, wanted: tuple[str, ...] = ("",)) -> list[list[str]]:
    """The rows of all pages whose names begin as one of the wanted ones."""
    return [row_of(page, visitor, pace) for page in pages() if page.name.startswith(tuple(wanted))]


def row_of(page: Page, visitor: Visitor, pace: Pace) -> list[str]:
    ask = page.asked_by(visitor)
    answer = ask()
    slug = shown_on(answer)
    ways = {"plain": Way(partial(visitor.get, prepare(answer.body)[1]))}
    ways |= {name: Way(ask, before=partial(edit, slug), first=ask) for name, edit in EDITS.items()}
    samples = measured(ways, pace)
    return [page.name, *(targets.ratio(samples[name].cpu / samples["plain"].cpu, page.edited) for name in EDITS)]
