"""Journeys in the admin, one module a subject, as in journeys/models."""

from . import assets, journeys, touchpoints

__all__ = ["assets", "journeys", "touchpoints"]
