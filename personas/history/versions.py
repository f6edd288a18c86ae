"""Snapshots as django-reversion keeps them: one version a persona, with all of its rows inside.

The library's own formats would keep each row for itself, by the numbers of other rows: a statement that was reworded
or merged since would be read back as it is now. In ours, a version is the whole persona in words, and to bring it back
is `restoring`'s. A revision holds what one act did to several personas; since versions are brought back one by one,
never a revision as a whole, no other persona comes along.
"""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterator
from datetime import datetime

import reversion
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db.models import Max
from reversion.models import Version

from personas.models import (
    ContentFormat,
    Facet,
    Guide,
    JobTitle,
    Persona,
    PersonaAddress,
    PersonaType,
    PurchasingRole,
    Team,
    TitleRule,
    Trait,
)

from .addresses import remember
from .rows import register_recoverable
from .snapshots import Snapshot, read, snapshot_of, whole, written

NAME = "persona"
ALONE = (Guide, JobTitle, TitleRule)
WITH_ALIASES = (PersonaType, Facet, Trait, PurchasingRole, ContentFormat)
CHUNK = 500
SHORT = 2000  # characters
COMMENT_LENGTH = 2000
ACT = ("revision__date_created", "object_id", "revision__comment")
BEGUN = "As it was when the history began."


class Serializer:
    """A persona → the text that is kept, with the interface that the library asks for."""

    internal_use_only = True

    def __init__(self):
        self.text = ""

    def serialize(self, personas, **options) -> None:
        [persona] = personas
        self.text = text_of(persona)

    def getvalue(self) -> str:
        return self.text


class Kept:
    """A persona as a kept text tells of it, with the interface that the library asks for."""

    m2m_data = None

    def __init__(self, snapshot: Snapshot):
        self.snapshot = snapshot
        self.object = Persona(pk=snapshot.id, **{name: snapshot.text(name) for name in FIELDS})

    def save(self, **options):
        from .restoring import bring_back

        bring_back(self.snapshot)


FIELDS = ("name", "role_label", "slug", "status")


def Deserializer(text: str, **options) -> Iterator[Kept]:
    yield Kept(loaded(text))


def dumped(snapshot: Snapshot) -> str:
    """The snapshot as JSON; a long one packed, as every save of a persona keeps all of it again."""
    text = json.dumps(written(snapshot), ensure_ascii=False)
    return text if len(text) < SHORT else b64encode(zlib.compress(text.encode())).decode()


def text_of(persona: Persona) -> str:
    return getattr(persona, "kept_text", None) or dumped(snapshot_of(persona))


def loaded(text: str) -> Snapshot:
    return read(json.loads(text if text.startswith("{") else zlib.decompress(b64decode(text))))


def register() -> None:
    """Tell the library of personas, and of what else can be had again, from an app's `ready()`."""
    serializers.register_serializer(NAME, __name__)
    if not reversion.is_registered(Persona):
        reversion.register(Persona, fields=FIELDS, format=NAME)
    for model in ALONE:
        register_recoverable(model)
    for model in WITH_ALIASES:
        register_recoverable(model, "aliases")
    # Who is in a team is for today to say.
    register_recoverable(Team, "aliases", without=["members"])


def keep(keys: Collection[int], *, by=None, comment: str, always: bool = False) -> None:
    """Keep the personas with these primary keys as they are now. With `always` also those that are as they were when
    they were kept last. A constant number of queries for up to 500 personas."""
    keys = sorted(set(keys))
    for start in range(0, len(keys), CHUNK):
        personas = list(whole(Persona.objects.filter(pk__in=keys[start : start + CHUNK])))
        for persona in personas:
            persona.kept_text = dumped(snapshot_of(persona))
        keep_some(personas if always else changed_among(personas), by=by, comment=comment)


def keep_some(personas: list[Persona], *, by, comment: str) -> None:
    if not personas:
        return
    with reversion.create_revision(manage_manually=True, atomic=False):
        reversion.set_user(by)
        reversion.set_comment(comment[:COMMENT_LENGTH])
        for persona in personas:
            reversion.add_to_revision(persona)
    remember(personas)


def changed_among(personas: list[Persona]) -> list[Persona]:
    """Those whose `kept_text` is other than when they were kept last, or that never were."""
    own = versions().filter(object_id__in=[str(persona.pk) for persona in personas])
    last = own.order_by().values("object_id").annotate(last=Max("pk")).values("last")
    texts = dict(Version.objects.filter(pk__in=last).values_list("object_id", "serialized_data"))
    return [persona for persona in personas if texts.get(str(persona.pk)) != persona.kept_text]


def versions():
    """The versions of all personas, the latest first."""
    return Version.objects.get_for_model(Persona)


def versions_of(pk: int):
    """The versions of a persona, who may be gone, the latest first, each with who made it."""
    return versions().filter(object_id=str(pk)).select_related("revision__user").order_by("-pk")


def acts_of_programs(personas: Collection[int], after: datetime, until: datetime) -> list[tuple[datetime, str, str]]:
    """What was done to these personas in that time by nobody in particular, such as by an import from the command
    line, of which the admin's history can't tell: when, to whom (the primary key as text), and the comment. One
    query."""
    rows = versions().filter(object_id__in=[str(pk) for pk in personas], revision__user=None)
    rows = rows.filter(revision__date_created__gt=after, revision__date_created__lte=until)
    return list(rows.exclude(revision__comment=BEGUN).order_by("pk").values_list(*ACT))


def deleted():
    """The last version of every persona that is gone, the latest first."""
    return Version.objects.get_deleted(Persona).select_related("revision__user").order_by("-pk")


def snapshot_in(version: Version) -> Snapshot:
    return loaded(version.serialized_data)


def begin(sender=None, **kwargs) -> None:
    """Keep every persona that never was, as it is now: what comes before its first change; and the address of each.
    After a migration; does nothing as long as the tables aren't there."""
    from django.db import connection

    tables = set(connection.introspection.table_names())
    if {"reversion_version", "personas_edition", "personas_personaaddress", "django_content_type"} - tables:
        return
    ContentType.objects.clear_cache()
    known = {int(key) for key in versions().order_by().values_list("object_id", flat=True).distinct()}
    keep(set(Persona.objects.values_list("pk", flat=True)) - known, comment=BEGUN)
    remember(Persona.objects.exclude(slug__in=PersonaAddress.objects.values("slug")))
