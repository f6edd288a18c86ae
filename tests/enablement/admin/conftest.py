"""Who plans sessions."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from tests.personas.factories import UserFactory

MODELS = ("session", "series", "resource", "sessionpersona")


@pytest.fixture
def manager(db):
    """Somebody who may do everything with sessions, series and resources, and nothing else."""
    user = UserFactory(is_staff=True)
    wanted = Permission.objects.filter(content_type__app_label="enablement", content_type__model__in=MODELS)
    user.user_permissions.set(wanted)
    return user


@pytest.fixture
def desk(manager):
    """A client signed in as `manager`."""
    client = Client()
    client.force_login(manager)
    return client


@pytest.fixture
def other_desk(db):
    """A client signed in as somebody who may look at sessions in the admin, and no more."""
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_session", "view_series", "view_resource"]))
    client = Client()
    client.force_login(user)
    return client
