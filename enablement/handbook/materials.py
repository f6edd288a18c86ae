"""Links on a line: what each leads to, by its words and else by its address."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError

from enablement.models import Resource
from personas.handbook.outline import LINK, plain
from personas.wording import lookup_key

from .drafts import ResourceDraft

Kind = Resource.Kind
TITLE_LENGTH, NOTE_LENGTH = 200, 300
KIND_WORDS = {
    Kind.RECORDING: {"recording", "recorded", "replay", "rerun", "record", "rec", "watch"},
    Kind.FEEDBACK: {"feedback", "survey"},
    Kind.VIDEO: {"video", "clip", "film"},
    Kind.SPREADSHEET: {"spreadsheet", "sheet", "excel"},
    Kind.SLIDES: {"slide", "deck", "presentation", "powerpoint", "slidedeck", "keynote"},
    Kind.NOTES: {"note", "minute", "agenda", "transcript", "summary", "writeup"},
    Kind.CHAT: {"chat", "slack", "channel", "discord", "mattermost"},
}
KIND_ADDRESSES = (
    ("docs.google.com/spreadsheets", Kind.SPREADSHEET),
    ("docs.google.com/presentation", Kind.SLIDES),
    ("docs.google.com/document", Kind.NOTES),
    ("youtube.com/", Kind.VIDEO),
    ("youtu.be/", Kind.VIDEO),
    ("vimeo.com/", Kind.VIDEO),
    ("loom.com/", Kind.VIDEO),
)
MEETING_HOSTS = ("zoom.us", "meet.google.com", "teams.microsoft.com", "webex.com")
JOIN_WORDS = {"join", "zoom", "meet", "meeting", "dial", "teams"}
CHANNEL = re.compile(
    r"(?P<what>(?:slack|teams|discord|chat|mattermost)(?:\s+\w+){0,2}|(?:chat\s+)?channel)\s*:?\s*\[?`?(?P<name>#[\w-]+)",
    re.I,
)
EVIDENCE = {Kind.RECORDING, Kind.VIDEO, Kind.SLIDES, Kind.NOTES}
ADDRESS = next(each for each in Resource._meta.get_field("url").validators if hasattr(each, "schemes"))


# An address that stands there as it is.
BARE = re.compile(
    r"<(?P<auto>https?://[^>\s]+)>|(?<![\w(\[<\"'=])(?P<bare>https?://[^\s<>|()\[\]]*[^\s<>|()\[\].,;:!?*])"
)
ANY_LINK = re.compile(f"{LINK.pattern}|{BARE.pattern}")


@dataclass(frozen=True)
class Link:
    """A link as it stands on the line."""

    text: str
    target: str
    written: str


def links_in(markdown: str) -> list[Link]:
    found = ANY_LINK.finditer(markdown)
    return [
        Link(plain(each["text"] or ""), each["target"] or each["auto"] or each["bare"] or "", each[0])
        for each in found
    ]


def without_links(markdown: str) -> str:
    return ANY_LINK.sub(" ", markdown)


def without_addresses(markdown: str) -> str:
    """The text with the words of its links, and without addresses."""
    return plain(BARE.sub(" ", LINK.sub(lambda link: link["text"], markdown)))


def kind_of(text: str, target: str = "", default: str = Kind.OTHER) -> str:
    """The kind of resource that a link's words name, or else its address."""
    words = lookup_key(text).split()
    for kind, names in KIND_WORDS.items():
        if names.intersection(words):
            return kind.value
    return next((kind.value for part, kind in KIND_ADDRESSES if part in target), str(default))


def is_named(text: str) -> bool:
    """Whether the words alone say what kind of resource it is."""
    return kind_of(text) != Kind.OTHER


def says_nothing(text: str) -> bool:
    """Whether the words of a link are no name of what it leads to."""
    return lookup_key(text) in {
        "",
        "link",
        "here",
        "click here",
        "doc",
        "document",
        "open",
        "view",
        "watch",
        "url",
        "x",
    }


def is_join_link(link: Link) -> bool:
    """Whether the link leads into the meeting rather than to what is left of it."""
    host = urlsplit_host(link.target)
    is_meeting = any(host == each or host.endswith(f".{each}") for each in MEETING_HOSTS)
    return is_meeting and not EVIDENCE.intersection({kind_of(link.text)}) and is_address(link.target)


def urlsplit_host(target: str) -> str:
    try:
        return urlsplit(target).hostname or ""
    except ValueError:
        return ""


def is_address(target: str) -> bool:
    """Whether the field for addresses takes it."""
    try:
        ADDRESS(target)
    except ValidationError:
        return False
    return len(target) <= Resource._meta.get_field("url").max_length


def resource_of(link: Link, line: int, *, kind: str = "", title: str = "") -> ResourceDraft:
    """The resource that a link stands for. One that leads nowhere is missing; an address on the page's own site is
    kept as a note, since it says nothing without the site."""
    name = (title or link.text or link.target)[:TITLE_LENGTH] or "Link"
    draft = ResourceDraft(kind or kind_of(link.text, link.target), name, line)
    if is_address(link.target):
        draft.url = link.target
    elif link.target:
        draft.values["note"] = f"On the page: {link.target}"[:NOTE_LENGTH]
    return draft


def channel_in(markdown: str, line: int) -> ResourceDraft | None:
    """The chat channel that a line names: "Slack channel: #buyers", or a link with such a name."""
    found = CHANNEL.search(plain(markdown)) or CHANNEL.search(markdown)
    if not found:
        return None
    draft = ResourceDraft(Kind.CHAT.value, found["name"][:TITLE_LENGTH], line, values={"note": found["what"].strip()})
    address = next((link.target for link in links_in(markdown) if is_address(link.target)), "")
    draft.url = address
    return draft
