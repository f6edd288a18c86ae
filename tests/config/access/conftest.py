import copy
import logging
from functools import cache

import pytest
from django.db import transaction
from django.template import Template

from config.access.backends import Accounts
from config.admin import DramatisAdminSite
from personas.kept.parts import forget_parts
from tests.config.access import world as worlds
from tests.config.access.walker import Pages


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once for all tests of a module, around the transaction of each of them."""
    logging.disable(logging.CRITICAL)
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build()
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


def only_of_an_app(get_app_list):
    """Every page of the admin asks for the list of all its apps, and what stands in it is no matter here."""
    return lambda site, request, app_label=None: get_app_list(site, request, app_label) if app_label else []


def remembering(get_user):
    """The accounts with their rights, which nothing changes for good on the way, are looked up once."""

    @cache
    def known(pk):
        user = get_user(Accounts(), pk)
        user.get_all_permissions()
        return user

    return lambda backend, pk: copy.copy(known(pk))


@pytest.fixture
def pages(monkeypatch):
    pages = Pages()
    monkeypatch.setattr(Accounts, "get_user", remembering(Accounts.get_user))
    monkeypatch.setattr(DramatisAdminSite, "get_app_list", only_of_an_app(DramatisAdminSite.get_app_list))
    monkeypatch.setattr(Template, "_render", lambda template, context: pages.render(template, context))
    forget_parts()
    yield pages
    # Those that were left empty.
    forget_parts()
