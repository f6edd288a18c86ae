"""What pages say about sessions, series and resources, before it is known which rows are meant."""

from dataclasses import dataclass, field
from uuid import UUID

from personas.handbook.drafts import PersonaDraft


@dataclass
class ResourceDraft:
    """Slides, a recording, a channel. `values` holds more than kind, title and address where a page of ours says it.

    `whom` are personas by address, or as drafts of the same page.
    """

    kind: str
    title: str
    line: int
    url: str = ""
    values: dict = field(default_factory=dict)
    whom: list[str | PersonaDraft] = field(default_factory=list)


@dataclass
class SeriesDraft:
    """A series: its title, and all of its fields on a page of ours."""

    title: str
    line: int
    slug: str = ""
    uuid: UUID | None = None
    values: dict = field(default_factory=dict)
    teams: list[str] = field(default_factory=list)
    whom: list[str] = field(default_factory=list)


@dataclass
class SessionDraft:
    """A session: `time` are the fields that say when it is, `values` what else is said; `series` is the title of its
    series, or its address on a page of ours. `teams` are keys, `whom` personas with the edition taught."""

    title: str
    line: int
    time: dict
    values: dict = field(default_factory=dict)
    series: str = ""
    teams: list[str] = field(default_factory=list)
    whom: dict[str, int | None] = field(default_factory=dict)
    resources: list[ResourceDraft] = field(default_factory=list)
    uuid: UUID | None = None


@dataclass
class PageTold:
    """What one page says; a page of ours says the whole of it. `place` is where its rows are waited for, which tells
    pages of one name apart."""

    page: str
    is_own: bool = False
    place: list | None = field(default=None, repr=False)
    series: list[SeriesDraft] = field(default_factory=list)
    sessions: list[SessionDraft] = field(default_factory=list)
    resources: list[ResourceDraft] = field(default_factory=list)

    @property
    def is_anything(self) -> bool:
        return bool(self.series or self.sessions or self.resources)
