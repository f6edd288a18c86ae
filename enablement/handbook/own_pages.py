"""Sessions, series and resources as a page in the writer's own dialect, which is read back to the same rows.

Each is a heading with a record and its description; the resources of a session stand below it. Who registered, asked
or came is no page's matter, and neither are requirements.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Prefetch

from enablement.models import Resource, Series, Session, SessionPersona
from enablement.recurrence import read_rule
from enablement.times import FIRST_YEAR, LAST_YEAR, zone_named
from enablement.zones import DEFAULT_ZONE
from personas.handbook.canonical import heading_text
from personas.handbook.drafts import PageDraft, Puzzle
from personas.handbook.normal import normal_markdown
from personas.handbook.outline import Block, Outline, Section
from personas.handbook.pages import HandbookError, Page
from personas.handbook.records import read_record, write_record
from personas.handbook.vocabulary import Vocabulary
from personas.handbook.writer import as_page, front_matter, heading
from personas.models import Persona, Team
from personas.wording import lookup_key, one_line

from .drafts import PageTold, ResourceDraft, SeriesDraft, SessionDraft
from .plain_titles import is_plain
from .registry import Registry
from .said import time_values

KIND = "enablement"
NAME, TITLE = "enablement.md", "Enablement"
THING_LEVEL, RESOURCE_LEVEL = 2, 3
LATEST = datetime.max.replace(tzinfo=ZoneInfo("UTC"))
HOSTED = ("minutes", "zone", "host", "capacity", "join_url", "place", "sequence", "teams")
KNOWN = {
    "series": {"title", "uuid", "slug", "rule", "starts_on", "starts_at", "personas", *HOSTED},
    "session": {
        *("title", "uuid", "series", "occurrence", "detached", "start", "day", "month", "words", "status"),
        *("reason", "personas", *HOSTED),
    },
    "resource": {"title", "kind", "url", "personas", "edition", "made_on", "deprecated", "note", "order"},
}


def write_pages() -> list[Page]:
    """The page, or none when there is nothing to write; a fixed number of queries."""
    parts = [part for series in all_series() for part in series_parts(series)]
    parts += [part for session in all_sessions() for part in session_parts(session)]
    parts += [part for resource in resources().filter(session=None) for part in resource_parts(resource, THING_LEVEL)]
    if not parts:
        return []
    return [as_page(NAME, [front_matter(dramatis=KIND, title=TITLE), heading(1, TITLE), *parts])]


def all_series():
    people = Prefetch("personas", Persona.objects.order_by("slug"))
    teams = Prefetch("teams", Team.objects.order_by("key"))
    return sorted(Series.objects.select_related("host").prefetch_related(people, teams), key=lambda each: each.slug)


def all_sessions() -> list[Session]:
    """In the order of time, whatever order the database has for those without one."""
    links = Prefetch("persona_links", SessionPersona.objects.select_related("persona").order_by("persona__slug"))
    teams = Prefetch("teams", Team.objects.order_by("key"))
    rows = Session.objects.select_related("host", "series").prefetch_related(
        links, teams, Prefetch("resources", resources())
    )
    return sorted(
        rows, key=lambda each: (each.sort_on or date.max, each.starts_at or LATEST, each.title, each.uuid.hex)
    )


def resources():
    people = Prefetch("personas", Persona.objects.order_by("slug"))
    return Resource.objects.prefetch_related(people).order_by("order", "pk")


def titled(title: str, values: dict) -> dict:
    """The record, with the title where a heading wouldn't give it back to the letter."""
    return values if is_plain(title) else {"title": title, **values}


def hosted(row: Series | Session) -> dict:
    """What series and sessions have alike; what is usual is left out."""
    values = {"minutes": row.minutes} if row.minutes != 60 else {}
    if row.zone != DEFAULT_ZONE:
        values["zone"] = row.zone
    if row.host:
        values["host"] = row.host.get_username()
    if row.capacity:
        values["capacity"] = row.capacity
    values |= {name: getattr(row, name) for name in ("join_url", "place") if getattr(row, name)}
    if teams := [team.name for team in row.teams.all()]:
        values["teams"] = teams
    if row.sequence:
        values["sequence"] = row.sequence
    return values


def series_parts(series: Series) -> Iterator[str]:
    values = {"uuid": str(series.uuid), "slug": series.slug}
    if series.rule:
        values["rule"] = series.rule
    if series.starts_on:
        values["starts_on"] = series.starts_on
    if series.starts_at:
        values["starts_at"] = series.starts_at.isoformat()
    values |= hosted(series)
    if people := [persona.slug for persona in series.personas.all()]:
        values["personas"] = people
    yield heading(THING_LEVEL, shown(series.title))
    yield write_record("series", titled(series.title, values))
    yield normal_markdown(series.description)


def session_parts(session: Session) -> Iterator[str]:
    values = {"uuid": str(session.uuid)}
    if session.series:
        values["series"] = session.series.slug
    if session.occurrence_on:
        values["occurrence"] = session.occurrence_on
    if session.is_detached:
        values["detached"] = True
    values |= when_record(session)
    if session.status != Session.Status.PLANNED:
        values["status"] = session.status
    if session.cancel_reason:
        values["reason"] = session.cancel_reason
    values |= hosted(session)
    if people := [taught(link) for link in session.persona_links.all()]:
        values["personas"] = people
    yield heading(THING_LEVEL, shown(session.title))
    yield write_record("session", titled(session.title, values))
    yield normal_markdown(session.description)
    for resource in session.resources.all():
        yield from resource_parts(resource, RESOURCE_LEVEL)


def when_record(session: Session) -> dict:
    """When it is, on the clock of its zone."""
    values = {"words": session.when_words} if session.when_words else {}
    match session.precision:
        case "exact":
            start = session.starts_at.astimezone(zone_named(session.zone)).isoformat(sep=" ")
            return {"start": start, **values}
        case "day":
            return {"day": session.day, **values}
        case "month":
            return {"month": session.day, **values}
    return values


def taught(link: SessionPersona) -> str:
    """The persona's address, with the edition where one is known: "tech-exec-tristan 3"."""
    return f"{link.persona.slug} {link.edition}" if link.edition is not None else link.persona.slug


def resource_parts(resource: Resource, level: int) -> Iterator[str]:
    values = {"kind": resource.kind, "url": resource.url} if resource.url else {"kind": resource.kind}
    if people := [persona.slug for persona in resource.personas.all()]:
        values["personas"] = people
    if resource.edition is not None:
        values["edition"] = resource.edition
    if resource.made_on:
        values["made_on"] = resource.made_on
    if resource.is_deprecated:
        values["deprecated"] = True
    if resource.note:
        values["note"] = resource.note
    values["order"] = resource.order
    yield heading(level, shown(resource.title))
    yield write_record("resource", titled(resource.title, values))


def shown(title: str) -> str:
    """The title as a heading that is a heading whatever was typed."""
    return one_line(title) or "Untitled"


def read_page(page: Page, tree: Outline, vocabulary: Vocabulary) -> PageDraft:
    """The draft of a page that `write_pages` wrote. Raises HandbookError."""
    return _Reading(page, tree, vocabulary).draft()


class _Reading:
    """Reads one page."""

    def __init__(self, page: Page, tree: Outline, vocabulary: Vocabulary):
        self.page, self.root, self.vocabulary = page, tree.root, vocabulary
        self.result = PageDraft(TITLE, page.name, canonical=True)
        self.told = PageTold(page.name, is_own=True)
        self.hosts = dict(get_user_model().objects.values_list("username", "pk"))

    def draft(self) -> PageDraft:
        for section in (each for each in self.root.walk() if each.level == THING_LEVEL):
            self.thing(section)
        self.result.later.append(Registry.of(self.vocabulary).add(self.told))
        return self.result

    def thing(self, section: Section) -> None:
        for kind, read in (("series", self.series), ("session", self.session), ("resource", self.lone)):
            record, blocks = self.record(kind, section)
            if record:
                read(section, record, blocks)
                return
        self.puzzle(section.title, "No record says what this is, so it was left out.", section.line)

    def record(self, kind: str, section: Section) -> tuple[dict, list[Block]]:
        record, blocks = read_record(kind, section.blocks, self.page.name)
        for name in record.keys() - KNOWN[kind]:
            self.puzzle(str(name), f"No such value in the record of a {kind}.", section.line)
        return record, blocks

    def series(self, section: Section, record: dict, blocks: list[Block]) -> None:
        values = self.hosted(section, record, blocks)
        values |= {
            "rule": self.rule(record, section),
            "starts_on": self.value(record, "starts_on", date, section),
            "starts_at": self.clock(record, section),
        }
        if values["rule"] and not (values["starts_on"] and values["starts_at"] is not None):
            self.refuse(section, "a series that repeats needs “starts_on” and “starts_at”")
        draft = SeriesDraft(
            values["title"], section.line, self.text(record, "slug"), self.uuid(record, section), values
        )
        draft.teams, draft.whom = self.teams(record, section), self.texts(record, "personas")
        self.told.series.append(draft)

    def session(self, section: Section, record: dict, blocks: list[Block]) -> None:
        values = self.hosted(section, record, blocks)
        values |= {
            "status": self.choice(record, "status", Session.Status, "planned", section),
            "cancel_reason": self.text(record, "reason"),
            "occurrence_on": self.value(record, "occurrence", date, section),
            "is_detached": record.get("detached") is True,
        }
        title, own = values.pop("title"), self.uuid(record, section)
        when = self.time(record, values.pop("zone"), section)
        draft = SessionDraft(title, section.line, when, values, self.text(record, "series"), uuid=own)
        draft.teams = self.teams(record, section)
        draft.whom = dict(self.taught(each) for each in self.texts(record, "personas"))
        draft.resources = [self.resource(each) for each in section.sections if each.level == RESOURCE_LEVEL]
        self.told.sessions.append(draft)

    def lone(self, section: Section, record: dict, blocks: list[Block]) -> None:
        self.told.resources.append(self.resource(section))

    def resource(self, section: Section) -> ResourceDraft:
        record, _ = self.record("resource", section)
        kind = self.choice(record, "kind", Resource.Kind, "other", section)
        values = {
            "edition": self.value(record, "edition", int, section),
            "made_on": self.value(record, "made_on", date, section),
            "is_deprecated": record.get("deprecated") is True,
            "note": self.text(record, "note"),
            "order": self.value(record, "order", int, section) or 0,
        }
        draft = ResourceDraft(kind, self.title(section, record), section.line, self.text(record, "url"), values)
        draft.whom = self.texts(record, "personas")
        return draft

    def hosted(self, section: Section, record: dict, blocks: list[Block]) -> dict:
        """The fields that series and sessions have alike."""
        rest = [child for child in section.sections if child.level > RESOURCE_LEVEL]
        values = {
            "title": self.title(section, record),
            "description": Section("", THING_LEVEL, section.line, blocks, rest).source,
            "minutes": self.value(record, "minutes", int, section) or 60,
            "zone": self.text(record, "zone") or DEFAULT_ZONE,
            "capacity": self.value(record, "capacity", int, section),
            "join_url": self.text(record, "join_url"),
            "place": self.text(record, "place"),
            "sequence": self.value(record, "sequence", int, section) or 0,
        }
        name = self.text(record, "host")
        if name in self.hosts:
            values["host_id"] = self.hosts[name]
        elif name:
            self.puzzle(name, "There is no account of that name, so the host was left out.", section.line)
        return values

    def time(self, record: dict, zone: str, section: Section) -> dict:
        words = self.text(record, "words")
        if "start" in record:
            return time_values("exact", starts_at=self.moment(record["start"], section), zone=zone, words=words)
        for precision in ("day", "month"):
            if precision in record:
                day = self.value(record, precision, date, section)
                return time_values(precision, day=day, zone=zone, words=words)
        if not words:
            self.refuse(section, "a session needs a “start”, a “day”, a “month” or “words”")
        return time_values("words", zone=zone, words=words)

    def moment(self, value: object, section: Section) -> datetime:
        try:
            found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        except ValueError:
            found = None
        if found is None or found.tzinfo is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
            self.refuse(section, "“start” must be a time with its offset, like 2026-05-04 11:00:00-04:00")
        return found.astimezone(ZoneInfo("UTC"))

    def clock(self, record: dict, section: Section) -> time | None:
        if "starts_at" not in record:
            return None
        try:
            return time.fromisoformat(str(record["starts_at"]))
        except ValueError:
            self.refuse(section, "“starts_at” must be an hour like 11:00:00")

    def rule(self, record: dict, section: Section) -> str:
        text = self.text(record, "rule")
        try:
            if text:
                read_rule(text)
        except ValidationError as error:
            self.refuse(section, f"this rule can't be followed. {' '.join(error.messages)}")
        return text

    def title(self, section: Section, record: dict) -> str:
        title = one_line(str(record.get("title") or heading_text(section)))
        if not title:
            self.refuse(section, "a title is missing")
        return title

    def uuid(self, record: dict, section: Section) -> uuid.UUID:
        try:
            return uuid.UUID(str(record.get("uuid")))
        except ValueError:
            self.refuse(section, "a “uuid” is missing or isn't one")

    def choice(self, record: dict, name: str, choices, default: str, section: Section) -> str:
        value = self.text(record, name) or default
        if value not in choices.values:
            self.refuse(section, f"“{value[:40]}” is no {name}")
        return value

    def value(self, record: dict, name: str, kind: type, section: Section):
        """The value, None where there is none; a sentence where it is something else."""
        value = record.get(name)
        if not (value is None or type(value) is kind):
            self.refuse(section, f"“{name}” must be a {'date like 2026-05-04' if kind is date else 'number'}")
        return value

    def text(self, record: dict, name: str) -> str:
        value = record.get(name)
        return "" if value is None else str(value)

    def texts(self, record: dict, name: str) -> list[str]:
        value = record.get(name) or []
        return list(map(str, value if isinstance(value, list) else [value]))

    def taught(self, written: str) -> tuple[str, int | None]:
        slug, _, edition = written.partition(" ")
        return slug, int(edition) if edition.isdecimal() and len(edition) < 10 else None

    def teams(self, record: dict, section: Section) -> list[str]:
        """The keys of the teams; one that the vocabulary lacks is new."""
        found = []
        for name in self.texts(record, "teams"):
            if not lookup_key(name):
                self.refuse(section, "a team's name needs a letter or digit")
            index = self.vocabulary.teams
            match = index.exact(name)
            found.append(match.term.key if match else index.new(name, section.line, page=self.page.name).key)
        return list(dict.fromkeys(found))

    def refuse(self, section: Section, what: str):
        raise HandbookError(f"{self.page.name}, line {section.line}: {what}.")

    def puzzle(self, text: str, why: str, line: int) -> None:
        self.result.puzzles.append(Puzzle(text, why, self.page.name, line, TITLE))
