"""What every test may rely on, whichever database it runs on."""

import os

import hypothesis
import pytest
from django.conf import settings
from django.test import Client, TransactionTestCase, override_settings
from factory.django import DjangoModelFactory

from tests.emptying import emptying

# The browser's library runs an event loop in the thread of the tests, where Django would refuse to touch a database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

pytest_plugins = ["tests.config.access.single_sign_on"]

# Fixtures of tests that open a database.
ON_A_DATABASE = {"db", "transactional_db", "live_server"}

# The same examples every time: a run says something about the change, not about luck, on a slow machine too.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")


def pytest_collection_modifyitems(items):
    """Marks the tests that open no database: they say the same on each, so one is enough."""
    for item in items:
        if not ON_A_DATABASE.intersection(item.fixturenames) and item.get_closest_marker("django_db") is None:
            item.add_marker(pytest.mark.once)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """Keeps SQLite's test database in a file, as in real life: in memory, a live server would share one connection."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Has tests that commit leave the database as they found it, and not by emptying it altogether."""
    with django_db_blocker.unblock():
        restore_or_flush = emptying("default")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", restore_or_flush)
        yield


@pytest.fixture(scope="session", autouse=True)
def settings_for_tests(tmp_path_factory):
    """Spares tests collected static files and slow password hashes, and keeps their uploads out of the checkout."""
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(
        STORAGES=settings.STORAGES | plain,
        WHITENOISE_AUTOREFRESH=True,
        WHITENOISE_USE_FINDERS=True,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        MEDIA_ROOT=tmp_path_factory.mktemp("media"),
    ):
        yield


def with_subclasses(cls):
    """The class and all that descend from it."""
    return [cls, *(each for child in cls.__subclasses__() for each in with_subclasses(child))]


@pytest.fixture(autouse=True)
def same_names_every_time():
    """Lets factories count from nought in every test, so that names don't tell which tests the process ran before."""
    for factory in with_subclasses(DjangoModelFactory):
        if factory._meta.model is not None and factory._meta.counter_reference is factory._meta:
            factory.reset_sequence(0)


@pytest.fixture
def reader(django_user_model):
    """A user without any right but signing in."""
    return django_user_model.objects.create_user("reader", password="open sesame")


@pytest.fixture
def reader_client(reader):
    """A client signed in as `reader`."""
    client = Client()
    client.force_login(reader)
    return client
