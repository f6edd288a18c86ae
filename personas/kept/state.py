"""All that an answer to a reader depends on, beside the address and the software."""

import json
from collections.abc import Mapping
from functools import cached_property

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections, router
from django.utils import timezone

from personas.data_version import current
from personas.models import Persona, Star

STARRED = (
    f'SELECT persona.id, persona.slug FROM "{Star._meta.db_table}" AS star'
    f' JOIN "{Persona._meta.db_table}" AS persona ON persona.id = star.persona_id WHERE star.user_id = %s'
)


class State:
    """The number of the catalogue's state, primary keys and slugs of the personas that the reader starred, and what
    the reader's session holds. The number is looked up at once, before anything that it may be the number of."""

    def __init__(self, session: Mapping):
        self.number = current()
        self.session = session

    @cached_property
    def starred(self) -> frozenset[tuple[int, str]]:
        return starred_by(self.session.get(SESSION_KEY))

    @cached_property
    def held(self) -> str:
        """What the session holds."""
        return json.dumps(dict(self.session), sort_keys=True, default=str)


def starred_by(reader: str | None) -> frozenset[tuple[int, str]]:
    """Primary key and slug of the personas that the reader of that primary key starred."""
    if reader is None:
        return frozenset()
    with connections[router.db_for_read(Star)].cursor() as cursor:
        cursor.execute(STARRED, [int(reader)])
        return frozenset(cursor.fetchall())


def stored_session(request) -> dict | None:
    """What the session of the request's cookie holds, by one query; None where there is none that is still valid."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not key or "\0" in key:
        return None
    store = SessionStore(key)
    connection = connections[router.db_for_read(store.model)]
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT session_data FROM "{store.model._meta.db_table}" WHERE session_key = %s AND expire_date > %s',
            [key, connection.ops.adapt_datetimefield_value(timezone.now())],
        )
        row = cursor.fetchone()
    return store.decode(row[0]) if row else None
