"""What all pages of one import tell of sessions, and the rows that it comes to in the end.

Pages tell of the same session one after another, so no row is made before all of them have been read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from enablement.models import Resource, Series, Session, SessionPersona
from personas.handbook.content import Scope
from personas.handbook.drafts import PersonaDraft, Puzzle
from personas.handbook.finding import PersonaFinder
from personas.handbook.rows import Row
from personas.handbook.vocabulary import Vocabulary

from .drafts import PageTold, ResourceDraft, SeriesDraft, SessionDraft
from .items import written_time
from .known import EXACTNESS, Known, KnownResource, KnownSession, from_database
from .matching import match_resources, match_sessions, own_session

MEMORY = "enablement"
MANAGED = "People were told of another time already, so this one was left out. Move the session in the app."
NOBODY = "There is no such persona, so she was left out."
SESSION_TEAM, SERIES_TEAM = Session.teams.through, Series.teams.through
SERIES_PERSONA, RESOURCE_PERSONA = Series.personas.through, Resource.personas.through
# What only the app changes once a session is there: a page says how it was planned.
FIXED = ("cancelled", "held")


@dataclass
class Registry:
    """One import's pages in the order of reading."""

    pages: list[PageTold] = field(default_factory=list)
    is_done: bool = False

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "Registry":
        return vocabulary.others.setdefault(MEMORY, cls())

    def page(self, scope: Scope) -> PageTold:
        """What is told by the page that is being read."""
        if not self.pages or self.pages[-1].place is not scope.later:
            scope.later.append(self.add(PageTold(scope.page, place=scope.later)))
        return self.pages[-1]

    def add(self, told: PageTold):
        """Take in a page; returns what gives the rows later."""
        self.pages.append(told)
        return self.rows

    def rows(self, finder: PersonaFinder) -> Iterable[Row]:
        """The rows of all pages, the first time that it is asked."""
        if self.is_done or not any(told.is_anything for told in self.pages):
            return []
        self.is_done = True
        return _Making(from_database(), finder).rows(self.pages)


class _Making:
    """Makes rows of all that was told; later pages of the same thing add to what earlier ones said."""

    def __init__(self, known: Known, finder: PersonaFinder):
        self.known, self.finder = known, finder
        self.found: dict[tuple, Row] = {}

    def rows(self, pages: list[PageTold]) -> Iterator[Row]:
        for told in pages:
            self.page = told
            for draft in told.series:
                self.series(draft)
            for draft, session in list(self.matched(told)):
                self.session(draft, session)
            self.resources(told.resources, None)
        yield from self.found.values()

    def matched(self, told: PageTold) -> Iterator[tuple[SessionDraft, KnownSession]]:
        if told.is_own:
            return ((draft, own_session(draft, self.known)) for draft in told.sessions)
        return match_sessions(told.sessions, self.known)

    def add(self, model, key: tuple, values: dict, links: dict, subject: str, part: str, text: str, line: int) -> None:
        """Add a row, or more about it."""
        if row := self.found.get((model, key)):
            row.values.update(values)
            row.links.update(links)
            row.text = text
        else:
            self.found[model, key] = Row(model, key, values, links, subject, part, text, self.page.page, line)

    def link(self, model, key: tuple, links: dict, subject: str, part: str, text: str, line: int, **values) -> None:
        self.add(model, key, values, links, subject, part, text, line)

    def series(self, draft: SeriesDraft) -> None:
        known = next((each for each in self.known.series if self.page.is_own and each.uuid == draft.uuid), None)
        known = known or next((each for each in self.known.series if draft.slug and each.slug == draft.slug), None)
        known = known or (None if self.page.is_own else self.known.series_named(draft.title))
        known = known or self.known.new_series(draft.title, draft.slug, draft.uuid)
        draft.slug = known.slug
        values = dict(draft.values) if self.page.is_own else {}
        if known.is_new:
            values |= {"title": draft.title, "slug": known.slug}
            if known.uuid:
                values["uuid"] = known.uuid
        title, key = draft.title, (known.slug,)
        self.add(Series, key, values, {}, title, "Series", title, draft.line)
        for team in draft.teams:
            links = {"series": key, "team": (team,)}
            self.link(SERIES_TEAM, (*key, team), links, title, "Team", team, draft.line)
        for slug in self.people(draft.whom, draft.line, title):
            links = {"series": key, "persona": (slug,)}
            self.link(SERIES_PERSONA, (*key, slug), links, title, "Persona", self.finder.heading(slug), draft.line)

    def session(self, draft: SessionDraft, session: KnownSession) -> None:
        values = self.values(draft, session) | self.time(draft, session)
        links = {}
        if slug := self.series_of(draft):
            links["series"] = (slug,)
            session.series = slug
        key, title = (session.uuid,), draft.title
        text = f"{title}, {written_time(session.time) or session.time['when_words']}"
        self.add(Session, key, values, links, title, "Session", text, draft.line)
        for team in draft.teams:
            self.link(SESSION_TEAM, (*key, team), {"session": key, "team": (team,)}, title, "Team", team, draft.line)
        for written, edition in draft.whom.items():
            for slug in self.people([written], draft.line, title, is_said=self.page.is_own):
                own = {"session": key, "persona": (slug,)}
                more = {"edition": edition} if self.page.is_own else {}
                name = self.finder.heading(slug)
                self.link(SessionPersona, (*key, slug), own, title, "Persona", name, draft.line, **more)
        self.resources(draft.resources, session, title)

    def series_of(self, draft: SessionDraft) -> str:
        """The address of its series; the title on others' pages."""
        if self.page.is_own:
            found = next((each.slug for each in self.page.series if draft.series in (each.slug,)), draft.series)
            if found and all(each.slug != found for each in self.known.series):
                self.puzzle(found, "There is no such series.", draft.line, draft.title)
                return ""
            return found
        known = self.known.series_named(draft.series) if draft.series else None
        return known.slug if known else ""

    def values(self, draft: SessionDraft, session: KnownSession) -> dict:
        """The fields beside the time and the status."""
        values = {name: value for name, value in draft.values.items() if name != "status"}
        if session.is_new or self.page.is_own:
            values |= {"title": draft.title}
        if session.is_new:
            values["uuid"] = session.uuid
        if "sequence" in values:
            values["sequence"] = session.sequence = max(values["sequence"], session.sequence)
        return values

    def time(self, draft: SessionDraft, session: KnownSession) -> dict:
        """The fields that say when it is, and the status that goes with it, unless the catalogue knows better or
        people were told already."""
        is_first = session.is_new and (Session, (session.uuid,)) not in self.found
        is_same = all(draft.time[name] == session.time.get(name) for name in draft.time)
        worse = EXACTNESS[draft.time["precision"]] < EXACTNESS[session.time["precision"]] and not self.page.is_own
        if session.managed and not (is_same or worse):
            self.puzzle(written_time(draft.time) or draft.time["when_words"], MANAGED, draft.line, draft.title)
        takes = is_first or not (session.managed or worse)
        if takes:
            session.time = session.time | draft.time
        values = dict(session.time) if takes else {}
        return values | self.status(draft, session, told=is_first or (takes and (not is_same or self.page.is_own)))

    def status(self, draft: SessionDraft, session: KnownSession, *, told: bool) -> dict:
        """The status, where the page has anything new to say: it undoes no cancellation."""
        status = draft.values.get("status", "")
        if session.is_new and told:
            session.status = status or session.status
        elif status == "cancelled" and session.managed:
            return {}
        elif (status and session.status not in FIXED and told) or status == "cancelled":
            session.status = status
        else:
            return {}
        return {"status": session.status}

    def resources(self, drafts: list[ResourceDraft], session: KnownSession | None, title: str = "") -> None:
        whose = session.uuid if session else None
        matches = match_resources(drafts, whose, self.known, is_own=self.page.is_own)
        for draft, known in list(matches):
            self.resource(draft, known, title or "Resources")

    def resource(self, draft: ResourceDraft, known: KnownResource, subject: str) -> None:
        is_first = known.is_new and (Resource, known.key) not in self.found
        values = dict(draft.values) if is_first or self.page.is_own else {}
        if is_first:
            values = {"kind": draft.kind, "title": draft.title, "url": draft.url, "order": known.order} | values
        elif draft.url and draft.url != known.url:
            values["url"] = known.url = draft.url
        links = {"session": (known.whose,) if known.whose else None} if known.is_new else {}
        part = Resource.Kind(known.kind).label
        self.add(Resource, known.key, values, links, subject, part, draft.title, draft.line)
        for slug in self.people(draft.whom, draft.line, subject):
            own = {"resource": known.key, "persona": (slug,)}
            name = self.finder.heading(slug)
            self.link(RESOURCE_PERSONA, (*known.key, slug), own, subject, part, name, draft.line)

    def people(
        self, whom: Iterable[str | PersonaDraft], line: int, subject: str, *, is_said: bool = True
    ) -> Iterator[str]:
        """The addresses of those that there are."""
        for each in whom:
            slug = each.lstrip("#") if isinstance(each, str) else each.slug
            if slug in self.finder.slugs:
                yield slug
            elif is_said and slug:
                self.puzzle(slug, NOBODY, line, subject)

    def puzzle(self, text: str, why: str, line: int, subject: str) -> None:
        self.finder.puzzles.append(Puzzle(text, why, self.page.page, line, subject))
