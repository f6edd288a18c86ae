"""Time zones by their full names: abbreviations such as "ET" mean different hours to different programs."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError

DEFAULT_ZONE = "UTC"
NAME_LENGTH = 64


@cache
def zone_names() -> frozenset[str]:
    """The names of the IANA time zone database that a person would choose: "America/New_York", "UTC"."""
    return frozenset(name for name in available_timezones() if "/" in name or name == DEFAULT_ZONE)


def validate_zone(name: str) -> None:
    """Raise ValidationError unless `name` is in the IANA time zone database."""
    if name not in zone_names():
        raise ValidationError(
            "“%(name)s” is no time zone: write the full name, such as “America/New_York”.",
            code="unknown_zone",
            params={"name": name},
        )


def zone_of(name: str) -> ZoneInfo:
    """The time zone of that name. Raises ValidationError when there is none."""
    validate_zone(name)
    return ZoneInfo(name)
