"""What one act changed: noted in the admin's history at once, and kept as revisions when all of it is written."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.db import transaction
from django.db.models import Model

from personas.models import JobTitle, Persona, PersonaTitle, PersonaTrait, TitleRule, Trait

from .parts import owned_models
from .rows import keep_deleted
from .versions import keep

# What personas share word by word, and what has a page of its own: to change it is to change them.
SHARED: dict[type[Model], Callable] = {
    Trait: lambda keys: PersonaTrait.objects.filter(trait__in=keys),
    JobTitle: lambda keys: PersonaTitle.objects.filter(title__in=keys),
    TitleRule: lambda keys: TitleRule.objects.filter(pk__in=keys),
}
CHUNK = 500


@dataclass
class Act:
    """The personas that an act changed so far, by primary key, with what was said of each; and who did it."""

    by: Model | None = None
    said: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    # What was said of rows that they share, for those of whom nothing else is said.
    heard: dict[int, str] = field(default_factory=dict)

    def note(self, personas: Iterable[int], sharing: Iterable[int], by, message: str) -> None:
        self.by = by or self.by
        for pk in personas:
            if message not in self.said[pk]:
                self.said[pk].append(message)
        for pk in sharing:
            self.heard.setdefault(pk, message)

    def finish(self) -> None:
        """Keep a revision of every persona that is other than it was, those of whom the same was said together."""
        groups: dict[str, list[int]] = defaultdict(list)
        for pk, comment in (self.heard | {pk: " ".join(texts) for pk, texts in self.said.items()}).items():
            groups[comment].append(pk)
        for comment, keys in groups.items():
            keep(keys, by=self.by, comment=comment)


_act: ContextVar[Act | None] = ContextVar("act", default=None)


@contextmanager
def recorded():
    """One act and one transaction: whatever `log_change` is told inside makes one revision of each persona, as it is
    at the end. An act inside another is a part of it. Also a decorator."""
    with transaction.atomic():
        if _act.get() is not None:
            yield
            return
        act = Act()
        _act.set(act)
        try:
            yield
        finally:
            # Not by its token: an import that goes on step by step may be ended from elsewhere.
            _act.set(None)
        act.finish()


def log_change(rows, *, by, message: str, action: int = CHANGE) -> None:
    """Note in the history that `by`, a user or None for a program, did `action` to each of `rows`, a queryset or list
    of models, and keep what became of the personas on whose pages it shows.

    `message` is a sentence for people, e.g. "Marked reviewed." Call it when the rows are written, or inside
    `recorded`; of a deletion before it. Nothing is noted when there are no rows.
    """
    if not rows:
        return
    if by is not None:
        LogEntry.objects.log_actions(user_id=by.pk, queryset=rows, action_flag=action, change_message=message)
    note(rows, by=by, message=message, action=action)


def note(rows: Iterable[Model], *, by, message: str, action: int = CHANGE) -> None:
    """As `log_change`, for rows that stand in the admin's history already."""
    rows = list(rows)
    personas = [row.pk for row in rows if isinstance(row, Persona)]
    others = sharing(rows)
    if action == DELETION:
        keep(personas, by=by, comment=message, always=True)
        keep_deleted(rows, by=by, comment=message)
        personas, others = [], [*others, *around(personas)]
    if personas or others:
        with recorded():
            _act.get().note(personas, others, by, message)


def sharing(rows: list[Model]) -> list[int]:
    """The personas on whose pages one of the rows stands."""
    keys = {model: [row.pk for row in rows if isinstance(row, model)] for model in SHARED}
    owned = tuple(owned_models())
    return [row.persona_id for row in rows if isinstance(row, owned)] + [
        pk
        for model, own in keys.items()
        for start in range(0, len(own), CHUNK)
        for pk in SHARED[model](own[start : start + CHUNK]).order_by().values_list("persona", flat=True).distinct()
    ]


def around(personas: list[int]) -> list[int]:
    """Those who name one of the personas: what they say changes when these go."""
    if not personas:
        return []
    others = Persona.objects.filter(parent__in=personas) | Persona.objects.filter(reports_to__in=personas)
    others |= Persona.objects.filter(successors__in=personas)
    return list(others.exclude(pk__in=personas).order_by().values_list("pk", flat=True).distinct())
