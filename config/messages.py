"""What is said to a reader on the next page: kept as Django keeps it, in a cookie that no other host can set."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage

COOKIE = f"{settings.COOKIE_PREFIX}messages"


class Cookies(CookieStorage):
    cookie_name = COOKIE


class Messages(FallbackStorage):
    storage_classes = (Cookies, SessionStorage)
