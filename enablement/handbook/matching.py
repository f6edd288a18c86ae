"""Which session or resource of the catalogue a page means.

A session is known by its title and its time, a rough time giving way to a better one; a resource by its address, or by
its kind and title in the same session. Each is meant at most once on a page.
"""

import hashlib
import uuid
from collections.abc import Callable, Iterator, Sequence

from personas.wording import lookup_key

from .drafts import ResourceDraft, SessionDraft
from .known import EXACTNESS, Known, KnownResource, KnownSession, local_day, same_month

NAMES = uuid.UUID("0d0b8d0e-6b0a-5e0b-9a3c-6f6f66696365")
ROUGH = EXACTNESS["month"]

SessionTest = Callable[[SessionDraft, KnownSession], bool]


def uuid_for(draft: SessionDraft) -> uuid.UUID:
    """The same for the same title and time, so that plans made twice agree."""
    time = draft.time
    when = time["starts_at"].isoformat() if time["starts_at"] else (time["day"] or time["when_words"])
    return uuid.uuid5(NAMES, repr((lookup_key(draft.title), time["precision"], str(when))))


def same_time(draft: SessionDraft, known: KnownSession) -> bool:
    names = ("precision", "starts_at", "day") + (
        () if draft.time["day"] or draft.time["starts_at"] else ("when_words",)
    )
    return all(draft.time[name] == known.time[name] for name in names)


def same_origin(draft: SessionDraft, known: KnownSession) -> bool:
    return known.uuid == uuid_for(draft)


def same_day(draft: SessionDraft, known: KnownSession) -> bool:
    exact = min(EXACTNESS[draft.time["precision"]], EXACTNESS[known.time["precision"]])
    return exact > ROUGH and local_day(draft.time) == known.day


def in_the_month(draft: SessionDraft, known: KnownSession) -> bool:
    """One of them says only the month."""
    return "month" in (draft.time["precision"], known.time["precision"]) and same_month(
        local_day(draft.time), known.day
    )


def still_rough(draft: SessionDraft, known: KnownSession) -> bool:
    """The catalogue has no day yet, whatever month or words it has."""
    return EXACTNESS[known.time["precision"]] <= ROUGH


TESTS: Sequence[SessionTest] = (same_time, same_origin, same_day, in_the_month, still_rough)


def match_sessions(drafts: list[SessionDraft], known: Known) -> Iterator[tuple[SessionDraft, KnownSession]]:
    """Each draft of one page with the session that it means, perhaps a new one. The surest matches are made first."""
    found: dict[int, KnownSession] = {}
    by_key: dict[str, list[KnownSession]] = {}
    for each in known.sessions:
        by_key.setdefault(each.key, []).append(each)
    taken: set[uuid.UUID] = set()
    for test in TESTS:
        for draft in drafts:
            if id(draft) in found:
                continue
            candidates = (each for each in by_key.get(lookup_key(draft.title), ()) if each.uuid not in taken)
            if match := next((each for each in candidates if test(draft, each)), None):
                found[id(draft)] = match
                taken.add(match.uuid)
    for draft in drafts:
        yield draft, found.get(id(draft)) or new_session(draft, known)


def new_session(draft: SessionDraft, known: Known) -> KnownSession:
    """A session that nobody told of; one that this very page has told of already is that one."""
    own = draft.uuid or uuid_for(draft)
    if match := next((each for each in known.sessions if each.uuid == own), None):
        return match
    status = draft.values.get("status", "planned")
    found = KnownSession(own, draft.title, dict(draft.time), status, is_new=True)
    known.sessions.append(found)
    return found


def own_session(draft: SessionDraft, known: Known) -> KnownSession:
    """The session that a page of ours means: by its uuid, or as the same day of the same series."""
    day = draft.values.get("occurrence_on")
    for each in known.sessions:
        if each.uuid == draft.uuid:
            return each
    for each in known.sessions:
        if day and draft.series and (each.series, each.occurrence_on) == (draft.series, day):
            return each
    return new_session(draft, known)


ResourceTest = Callable[[ResourceDraft, KnownResource], bool]
RESOURCE_TESTS: Sequence[ResourceTest] = (
    lambda draft, each: (draft.kind, draft.title, draft.url) == (each.kind, each.title, each.url),
    lambda draft, each: bool(draft.url) and draft.url == each.url,
    lambda draft, each: draft.kind == each.kind and lookup_key(draft.title) == lookup_key(each.title),
    lambda draft, each: each.whose is not None and draft.kind == each.kind and not (draft.url and each.url),
)
OWN_RESOURCE_TESTS: Sequence[ResourceTest] = (
    RESOURCE_TESTS[0],
    lambda draft, each: (draft.kind, draft.title) == (each.kind, each.title),
)


def match_resources(
    drafts: list[ResourceDraft], whose: uuid.UUID | None, known: Known, *, is_own: bool = False
) -> Iterator[tuple[ResourceDraft, KnownResource]]:
    """Each draft with the resource that it means, among those of the session, or those of none."""
    found: dict[int, KnownResource] = {}
    rows = [each for each in known.resources if each.whose == whose]
    for test in OWN_RESOURCE_TESTS if is_own else RESOURCE_TESTS:
        for draft in drafts:
            if id(draft) not in found:
                retired = bool(draft.values.get("is_deprecated"))
                fitting = (each for each in rows if each.is_deprecated == retired or is_own)
                if match := next((each for each in fitting if test(draft, each)), None):
                    found[id(draft)] = match
                    rows.remove(match)
    for number, draft in enumerate(drafts, start=1):
        yield draft, found.get(id(draft)) or new_resource(draft, whose, known, number)


def new_resource(draft: ResourceDraft, whose: uuid.UUID | None, known: Known, number: int) -> KnownResource:
    """A resource that nobody told of, behind those that there are."""
    said = repr((str(whose), draft.kind, draft.title, draft.url, number))
    key = (draft.title, hashlib.sha256(said.encode()).hexdigest()[:16])
    order = max((each.order for each in known.resources if each.whose == whose), default=0) + 10
    retired = bool(draft.values.get("is_deprecated"))
    found = KnownResource(key, draft.kind, draft.title, draft.url, whose, retired, order, is_new=True)
    known.resources.append(found)
    return found
