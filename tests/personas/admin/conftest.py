"""Who works in the admin."""

import pytest
from django.test import Client

from tests.personas.factories import AdministratorFactory, EditorFactory


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(db):
    return EditorFactory()


@pytest.fixture
def desk(editor):
    """A client signed in as `editor`."""
    return signed_in(editor)


@pytest.fixture
def administrator_desk(db):
    """A client signed in as somebody who may do everything."""
    return signed_in(AdministratorFactory())
