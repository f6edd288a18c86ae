"""Makes sure that somebody can sign in to a new installation."""

import secrets

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Creates an administrator with a random password, printed once, unless there is an administrator already."""

    help = "Creates an administrator with a random password, printed once, unless there is an administrator already."

    def add_arguments(self, parser):
        parser.add_argument("--username", default="admin", help="the administrator's user name (default: admin)")

    def handle(self, *, username, **options):
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            return
        if users.filter(username=username).exists():
            raise CommandError(f"“{username}” is a user without administrator rights. Choose another with --username.")
        password = secrets.token_urlsafe(12)
        users.create_superuser(username=username, password=password)
        self.stdout.write(f"Administrator created. User name: {username}   Password: {password}")
        self.stdout.write("Write the password down: it is shown only this once.")
