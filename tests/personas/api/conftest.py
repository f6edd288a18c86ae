"""Programs that ask."""

import pytest
from django.core.cache import cache
from django.test import Client

from personas.api.keys import create_token
from tests.personas.factories import EditorFactory, UserFactory


@pytest.fixture(autouse=True)
def forgetful():
    cache.clear()
    yield
    cache.clear()


def program_of(user):
    """A client that sends a key of the user's with every request."""
    _, key = create_token(name="CRM", owner=user)
    return Client(headers={"Authorization": f"Bearer {key}"})


@pytest.fixture
def program(db):
    """A program that sees what readers see."""
    return program_of(UserFactory())


@pytest.fixture
def editors_program(db):
    return program_of(EditorFactory())
