"""What several nodes share beside the database, by setting: a cache, and a bucket for uploads."""

import importlib.util
import re

from django.core.exceptions import ImproperlyConfigured
from environs import ValidationError

BACKENDS = "django.core.cache.backends"
CACHE_TABLE = "shared_cache"
# More counters and answers than are ever kept at once: Django would throw most of 300 away.
MOST_KEPT = 10_000


def parse_cache(text):
    """Turns nothing, “database”, or the address of a Redis into Django's settings of one cache.

    Raises `ValidationError` for anything else. The message never repeats the address, which may hold a password.
    """
    if not text:
        return {"BACKEND": f"{BACKENDS}.locmem.LocMemCache"}
    if text == "database":
        options = {"MAX_ENTRIES": MOST_KEPT}
        return {"BACKEND": f"{BACKENDS}.db.DatabaseCache", "LOCATION": CACHE_TABLE, "OPTIONS": options}
    if not re.fullmatch(r"rediss?://\S+", text):
        raise ValidationError("Neither “database” nor the address of a Redis, such as redis://host:6379/0.")
    if not importlib.util.find_spec("redis"):
        raise ValidationError("A Redis needs the package “redis”: docs/operations.md says how to install it.")
    return {"BACKEND": f"{BACKENDS}.redis.RedisCache", "LOCATION": text, "KEY_PREFIX": "dramatis"}


def media_storage(bucket, endpoint, region, prefix):
    """Django's settings of where uploads are kept: the folder `MEDIA_ROOT`, or a bucket where one is named.

    The bucket may be private, as every picture is handed out by a page that looks at who asks. Raises
    `ImproperlyConfigured` where the packages for buckets aren't installed.
    """
    if not bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    if not (importlib.util.find_spec("storages") and importlib.util.find_spec("boto3")):
        raise ImproperlyConfigured("MEDIA_BUCKET: needs “django-storages[s3]”, as docs/operations.md says.")
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": endpoint or None,
            "region_name": region or None,
            "location": prefix.strip("/"),
            "default_acl": None,
            "file_overwrite": False,
        },
    }
