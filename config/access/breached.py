"""Passwords that are known from break-ins elsewhere, looked up in a file: nothing is asked over the network."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError

LINE = 128  # more bytes than a line of the file has


class NotBreachedValidator:
    """Refuses passwords whose SHA-1 is in the file that BREACHED_PASSWORDS names: a digest in hexadecimals a line, in
    order, with anything after a colon, as Have I Been Pwned gives it away. Without a file it refuses nothing."""

    def validate(self, password, user=None):
        if settings.BREACHED_PASSWORDS and is_listed(password, settings.BREACHED_PASSWORDS):
            raise ValidationError("This password is known from a break-in elsewhere: take another.", code="breached")

    def get_help_text(self):
        return (
            "Your password can't be one that is known from a break-in elsewhere."
            if settings.BREACHED_PASSWORDS
            else ""
        )


def is_listed(password: str, path: Path) -> bool:
    """Whether the password's digest begins a line of the file, by halving: the file may have tens of gigabytes."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file:
        low, high = 0, file.seek(0, 2)
        while high - low > LINE:
            middle = (low + high) // 2
            file.seek(middle)
            file.readline()
            low, high = (middle, high) if file.readline().upper() <= wanted + b"\xff" else (low, middle)
        file.seek(low)
        lines = file.read(high - low + 2 * LINE).upper().splitlines()
    return any(line.partition(b":")[0] == wanted for line in lines)
