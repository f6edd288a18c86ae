"""What uses a persona: each app registers its own kinds of rows, so that none is forgotten when it goes."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import ForeignKey, Model

from personas.merges.links import counted
from personas.models import Persona


@dataclass(frozen=True)
class UsedBy:
    """A row that uses a persona: what it is called, its page (`about`), and what of it only one persona may have
    (`identity`). One that `stays` isn't offered to a successor, for the reason that is given."""

    pk: int
    label: str
    about: Model
    identity: Hashable = None
    stays: str = ""


# Pairs of a successor's primary key and the identity of a row.
Pair = tuple[int, Hashable]


@dataclass(frozen=True)
class Use:
    """A kind of rows that use personas by the foreign key `link`; `one` and `many` are what they are called.

    `rows` answers all of a persona's. `taken` says what some successors have already, and `refused` what they can't
    have, and why. `move` gives rows to a successor, who has none of the same identity; `join` makes those that she has
    already one with hers; both take keyword-only `rows`, `persona`, `to`, `by`. `permission` is what it takes to do
    so. `is_own` rows belong to the persona and go with her; others stand in the way of her deletion, unless they
    belong to a persona (by the field `of`) who goes as well.
    """

    name: str
    one: str
    many: str
    link: ForeignKey
    rows: Callable[[Persona], list[UsedBy]]
    permission: str = ""
    move: Callable[..., None] | None = None
    join: Callable[..., None] | None = None
    taken: Callable[[Sequence[Persona]], Collection[Pair]] = lambda successors: ()
    refused: Callable[[Sequence[Persona]], Mapping[Pair, str]] = lambda successors: {}
    is_own: bool = False
    of: str = ""
    order: int = 100

    def label(self, count: int) -> str:
        """What so many of them are called."""
        return self.one if count == 1 else self.many

    def said(self, count: int) -> str:
        """ "1 touchpoint", "3 touchpoints"."""
        return f"{count:,} {self.label(count)}"

    def count(self, personas: Collection[int], without: Collection[int] = ()) -> dict[int, int]:
        """How many rows use each of the personas; without these rows, and those of one of the personas."""
        rows = self.link.model._base_manager.exclude(pk__in=without)
        return counted(self.link, personas, rows.exclude(**{f"{self.of}__in": personas}) if self.of else rows)


# How many rows of which kind.
Counts = list[tuple[Use, int]]
_uses: dict[str, Use] = {}


def register_use(use: Use) -> None:
    """Have it asked for, from an app's `ready()`. Raises ValueError when another one has the name."""
    if _uses.setdefault(use.name, use) is not use:
        raise ValueError(f"There is a use “{use.name}” already.")


def uses() -> list[Use]:
    return sorted(_uses.values(), key=lambda use: (use.order, use.name))


def uses_of_persona(persona: Persona) -> list[tuple[Use, list[UsedBy]]]:
    """All rows that use her, a kind at a time; kinds without any are left out. A few queries a kind."""
    return [(use, rows) for use in uses() if (rows := use.rows(persona))]


def used_elsewhere(personas: Collection[int], *, without: Iterable[Model] = ()) -> dict[int, Counts]:
    """What stands in the way of deleting the personas, by primary key, of those of whom anything does. `without` are
    rows that go together with them. A query a kind; twice as many where some of them name each other."""
    going, found = set(personas), {}
    others = keys_by_model(without)
    while kept := counts_of(going, others):
        found |= kept
        # Whoever stays goes on using those whom she names.
        going -= kept.keys()
    return found


def counts_of(personas: Collection[int], without: dict[type[Model], set[int]]) -> dict[int, Counts]:
    found: dict[int, Counts] = defaultdict(list)
    for use in uses() if personas else ():
        if not use.is_own:
            for pk, count in use.count(personas, without.get(use.link.model, ())).items():
                found[pk].append((use, count))
    return dict(found)


def keys_by_model(rows: Iterable[Model]) -> dict[type[Model], set[int]]:
    keys: dict[type[Model], set[int]] = defaultdict(set)
    for row in rows:
        keys[type(row)].add(row.pk)
    return keys


def in_words(counts: Counts) -> str:
    """ "1 session, 3 touchpoints and 2 assets"."""
    *first, last = [use.said(count) for use, count in counts]
    return f"{', '.join(first)} and {last}" if first else last


def linked_to(through: type[Model], owner: str, successors: Sequence[Persona]) -> set[Pair]:
    """Of a table between personas and rows called `owner`, the pairs of the successors."""
    own = through._base_manager.filter(persona__in=[each.pk for each in successors])
    return set(own.values_list("persona", owner))


def move_links(through: type[Model], owner: str, *, rows: Sequence[UsedBy], persona: Persona, to: Persona) -> None:
    """Have the rows name the successor instead; `through` ties personas to rows called `owner`."""
    let_go(through, owner, rows=rows, persona=persona)
    links = [through(**{f"{owner}_id": row.pk, "persona_id": to.pk}) for row in rows]
    through._base_manager.bulk_create(links, ignore_conflicts=True)


def let_go(through: type[Model], owner: str, *, rows: Sequence[UsedBy], persona: Persona) -> None:
    """Have the rows no longer name the persona."""
    through._base_manager.filter(persona=persona, **{f"{owner}__in": [row.pk for row in rows]}).delete()


def linked(through: type[Model], owner: str) -> dict:
    """What a Use needs to know of rows called `owner`, of which several personas share one by the table `through`."""

    def move(*, rows, persona, to, by) -> None:
        move_links(through, owner, rows=rows, persona=persona, to=to)

    def join(*, rows, persona, to, by) -> None:
        let_go(through, owner, rows=rows, persona=persona)

    link = through._meta.get_field("persona")
    return {"link": link, "move": move, "join": join, "taken": partial(linked_to, through, owner)}
