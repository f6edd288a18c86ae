"""How Django finds out who somebody is: by password, held back after too many wrong ones."""

from axes.backends import AxesStandaloneBackend
from django.conf import settings
from django.contrib.auth.backends import ModelBackend


class Throttle(AxesStandaloneBackend):
    """Refuses those who guessed too often. Where nobody asked, as on the command line, nobody is refused."""

    def authenticate(self, request=None, username=None, password=None, **credentials):
        return super().authenticate(request, username, password, **credentials) if request is not None else None


class Accounts(ModelBackend):
    """Accounts with their rights; by password only where passwords are switched on."""

    def authenticate(self, request, **credentials):
        return super().authenticate(request, **credentials) if settings.PASSWORD_SIGN_IN else None
