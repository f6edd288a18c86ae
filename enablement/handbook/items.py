"""One line of a list, or one row of a table, as a session."""

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from personas.handbook.content import Scope
from personas.handbook.drafts import Reading, join_markdown
from personas.handbook.labels import label_of
from personas.handbook.outline import plain
from personas.handbook.vocabulary import SPELLING
from personas.wording import lookup_key, one_line

from .clocks import ABBREVIATIONS
from .drafts import SessionDraft
from .materials import (
    Kind,
    Link,
    channel_in,
    is_join_link,
    is_named,
    kind_of,
    links_in,
    resource_of,
    says_nothing,
    without_addresses,
    without_links,
)
from .said import CANCELLED, TRIMMED, WORDS_LENGTH, Said, read_said, time_values, without_strikes

TITLE_LENGTH = 200
AUDIENCES = re.compile(r"\s*(?:/|,|&|\+|\band\b)\s*", re.I)
EVERYBODY = re.compile(r"^(?:all(?:\s+of)?|whole|entire|the)\s+", re.I)
# A comma behind words stays: "at the kickoff, Feb 2023".
BESIDE_WORDS = TRIMMED.replace(",", "") + "()"
TICKED = re.compile(r"^\[[ xX]\]\s+")
CLOCK_WORDS = re.compile(rf"[\d:.]+\s*(?:[ap]\.?m\b\.?|h\b|uhr\b)?|\b(?:{'|'.join(ABBREVIATIONS)})\b", re.I)
NAME_END = re.compile(r":\s+|:$|\s+[–—-]\s+")


@dataclass(frozen=True)
class Parts:
    """The words of a line beside its time: what names the session, words before the time, and the rest."""

    title: str
    words: str
    rest: str


def said_on(markdown: str, default_zone: str = "") -> Said | None:
    """The time that the line says beside its links, or else in them."""
    bare, _ = without_strikes(markdown)
    return read_said(plain(without_links(bare)), default_zone) or read_said(without_addresses(bare), default_zone)


def open_said(markdown: str) -> Said | None:
    """A time in words only, of a line with a place for a recording or notes: "Sales: at the kickoff [Recording]()"."""
    kinds = {kind_of(link.text) for link in links_in(markdown)}
    name, colon, words = plain(without_links(markdown)).partition(":")
    is_said = colon and any(map(str.isalpha, name)) and words.strip(TRIMMED)
    if not is_said or not kinds & {Kind.RECORDING, Kind.NOTES}:
        return None
    values = time_values("words", words=words.strip(TRIMMED))
    return Said(values, f"{name}:", "", words.strip(TRIMMED))


def session_on(
    markdown: str, line: int, scope: Scope, *, title: str = "", said: Said | None = None, zone: str = ""
) -> SessionDraft | None:
    """The session that the line tells of; None when it names no time. `title` is that of what stands above it."""
    said = said or said_on(markdown, zone)
    if said is None:
        return None
    bare, is_cancelled = without_strikes(markdown)
    links = links_in(bare)
    parts = parts_of(said, links, bool(title))
    name = named(title, parts.title)
    draft = SessionDraft(name[:TITLE_LENGTH], line, dict(said.values))
    rest = one_line(f"{name[TITLE_LENGTH:]} {keep_words(draft, said, parts)}")
    draft.values["status"] = status_of(said, is_cancelled)
    if said.minutes:
        draft.values["minutes"] = said.minutes
    if lookup_key(CANCELLED.sub("", rest)) and not (links and only_links(f"{rest} {links[0].written}")):
        draft.values["description"] = rest
    add_links(draft, [link for link in links if link.text != name or link.target], line)
    draft.teams = teams_named(name, scope)
    note(draft, said, scope)
    return draft


def named(above: str, own: str) -> str:
    if not above or lookup_key(above) == lookup_key(own):
        return own
    return f"{above}: {own}" if own else above


def status_of(said: Said, is_cancelled: bool) -> str:
    if is_cancelled:
        return "cancelled"
    return "scheduled" if said.precision in ("exact", "day") else "planned"


def parts_of(said: Said, links: list[Link], has_title: bool) -> Parts:
    """What the words before and behind the time are: a name with a colon or dash behind it, else words."""
    before = said.before.rstrip(BESIDE_WORDS) if not said.before.rstrip().endswith(":") else said.before
    after = said.after.lstrip(TRIMMED + ")")
    title, words = split_name(before)
    if title or has_title:
        return Parts(title, words, after)
    title, rest = split_name(after)
    if title:
        return Parts(title, words, rest)
    telling = next((link.text for link in links if link.text and not is_named(link.text)), "")
    timed = read_said(telling)
    return Parts((f"{timed.before} {timed.after}" if timed else telling).strip(TRIMMED + "()"), words, after)


def split_name(text: str) -> tuple[str, str]:
    """A name and the words behind its colon or dash: "Sales: rollout at" → "Sales", "rollout at". What is left of an
    hour that couldn't be read is no name."""
    pieces = NAME_END.split(TICKED.sub("", text.strip()), maxsplit=1)
    name = bare(pieces[0])
    if not lookup_key(CANCELLED.sub("", CLOCK_WORDS.sub("", name))):
        return "", text.strip()
    return name, pieces[1].strip(BESIDE_WORDS) if len(pieces) > 1 else ""


def bare(text: str) -> str:
    """The text without what parts it from others; a pair of parentheses inside stays whole."""
    text = text.strip(TRIMMED)
    inner = text.strip(TRIMMED + "()")
    return inner if inner.count("(") == inner.count(")") else text


def keep_words(draft: SessionDraft, said: Said, parts: Parts) -> str:
    """Keep what was said of a rough time in the page's own words; returns what is left for the description."""
    rest = one_line(f"{parts.words} {parts.rest}").strip(TRIMMED)
    if said.precision in ("exact", "day"):
        return rest
    phrase = one_line(f"{parts.words} {said.written} {parts.rest}")
    if said.precision == "month" and not rest:
        return ""
    if len(phrase) > WORDS_LENGTH:
        draft.time["when_words"] = said.written[:WORDS_LENGTH]
        return phrase
    draft.time["when_words"] = phrase
    return ""


def add_links(draft: SessionDraft, links: list[Link], line: int, name: str = "") -> None:
    """Attach what the links lead to: the meeting, or what is left of it. Anchors of this page may name personas.
    `name` is that of the column or label which they stand under."""
    kind = kind_of(name) if is_named(name) else ""
    for link in links:
        if is_join_link(link) and "join_url" not in draft.values:
            draft.values["join_url"] = link.target
        elif link.target.startswith("#"):
            draft.whom[link.target] = None
        else:
            title = name if kind and says_nothing(link.text) else ""
            found = resource_of(link, line, kind="" if is_named(link.text) else kind, title=title)
            if found.kind == Kind.VIDEO.value and not is_named(link.text):
                found.kind = Kind.RECORDING.value
            draft.resources.append(found)


def add_text(draft: SessionDraft, markdown: str, line: int) -> None:
    """Add what stands below a session: its links, and its words as the description."""
    label = label_of(markdown)
    add_links(draft, links_in(markdown), line, label.text if label else "")
    if channel := channel_in(without_links(markdown), line):
        draft.resources.append(channel)
    elif lookup_key(plain(without_links(markdown))) and not only_links(markdown):
        draft.values["description"] = join_markdown(draft.values.get("description", ""), markdown.strip())


def only_links(markdown: str) -> bool:
    """Whether nothing but links and what parts them stands in the text, or a label that says what they are."""
    words = plain(without_links(markdown)).strip(TRIMMED + "*")
    return not lookup_key(words) or (is_named(words) and len(words.split()) <= 2 and bool(links_in(markdown)))


def teams_named(title: str, scope: Scope) -> list[str]:
    """The keys of the known teams that a title is made of: "Sales / All Marketing"."""
    names = [EVERYBODY.sub("", each.strip()) for each in [title, *AUDIENCES.split(title)]]
    matches = (scope.vocabulary.teams.exact(name) for name in names if lookup_key(name))
    return list(dict.fromkeys(match.term.key for match in matches if match))


def note(draft: SessionDraft, said: Said, scope: Scope) -> None:
    """Say how the time was read, and what about it doesn't fit."""
    for remark in said.remarks:
        scope.puzzle(said.written, remark, draft.line, draft.title)
    read_as = written_time(draft.time)
    if read_as and read_as != said.written:
        scope.readings.append(Reading(said.written, read_as, SPELLING, draft.title, "Session", scope.page, draft.line))


def written_time(time: dict) -> str:
    """The time as a page of ours writes it; empty where that is the page's own words."""
    if time["precision"] == "exact":
        local = time["starts_at"].astimezone(ZoneInfo(time["zone"]))
        return f"{local.isoformat(sep=' ')} {time['zone']}"
    if time["day"] is None:
        return ""
    day = f"{time['day']:%Y-%m}" if time["precision"] == "month" else str(time["day"])
    return f"{day} {time['when_words']}".strip()
