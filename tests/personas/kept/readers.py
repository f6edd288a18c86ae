"""Readers who ask for pages, and pages without what is anew at each visit."""

import re
from collections.abc import Callable, Iterable

from django.db import transaction
from django.test import Client

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w{64})"')
NONCE = re.compile(r' nonce="[^"]+"')


def client_of(user, **options) -> Client:
    client = Client(**options)
    client.force_login(user)
    return client


def page(client, address: str, **headers) -> str:
    """The page with its tokens and nonces left out."""
    response = client.get(address, headers=headers)
    assert response.status_code == 200, address
    return NONCE.sub("", TOKEN.sub("", response.content.decode()))


def assert_each_shows_at_once(changes: Iterable[tuple[object, Callable]], shown: Callable[[], object]) -> None:
    """Each change, given with its name, makes what is shown another, and the same as where nothing is kept."""
    before = shown()
    for name, change in changes:
        change()
        after = shown()
        with transaction.atomic():  # where nothing is kept
            assert after == shown(), name
        assert after != before, name
        before = after
