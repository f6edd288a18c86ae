"""What nodes share, by setting."""

import importlib.util

import pytest
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from environs import ValidationError

from config.shared_places import CACHE_TABLE, media_storage, parse_cache


@pytest.mark.parametrize(
    ("text", "backend"),
    [("", "locmem.LocMemCache"), ("database", "db.DatabaseCache"), ("redis://:pass@host:6379/0", "redis.RedisCache")],
)
def test_where_counters_are_kept(text, backend, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: name)
    assert parse_cache(text)["BACKEND"] == f"django.core.cache.backends.{backend}"


@pytest.mark.parametrize("text", ["memcached://x", "redis://", "redis", "Database", "http://:pass@host"])
def test_other_places_are_refused_without_repeating_them(text):
    with pytest.raises(ValidationError) as caught:
        parse_cache(text)
    assert caught.value.args[0] == "Neither “database” nor the address of a Redis, such as redis://host:6379/0."


def test_what_is_not_installed_is_named(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ValidationError, match="A Redis needs the package “redis”"):
        parse_cache("redis://host")
    with pytest.raises(ImproperlyConfigured, match=r"MEDIA_BUCKET: needs “django-storages\[s3\]”"):
        media_storage("uploads", "", "", "")


@pytest.mark.django_db
def test_the_database_can_keep_them(settings):
    settings.CACHES = {"default": parse_cache("database")}
    call_command("createcachetable", verbosity=0)
    cache = caches["default"]
    cache.set("wrong-codes", 1, 60)
    assert (cache.incr("wrong-codes"), cache.add("wrong-codes", 0), cache.get("wrong-codes")) == (2, False, 2)


def test_uploads_are_in_a_folder_or_in_a_bucket(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: name)
    assert media_storage("", "", "", "") == {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    assert media_storage("uploads", "https://s3.example.com", "", "/dramatis/")["OPTIONS"] == {
        "bucket_name": "uploads",
        "endpoint_url": "https://s3.example.com",
        "region_name": None,
        "location": "dramatis",
        "default_acl": None,
        "file_overwrite": False,
    }


@pytest.mark.django_db
def test_a_migration_makes_its_table(settings):
    settings.CACHES = {"default": parse_cache("database")}
    call_command("migrate", verbosity=0)
    assert CACHE_TABLE in connection.introspection.table_names()
