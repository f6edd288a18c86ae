"""Columns that much is counted of, with a number of their own: the texts beside them are edited far more often."""

from journeys.models import Asset, ContentTask, Touchpoint, TouchpointFormat
from personas.data_version import register_changes
from personas.data_version.registry import Aspect, register_aspect

# What an asset is counted by, wherever assets are.
COUNTED = Aspect(Asset, "counted", ("content_format", "published_on", "link_state", "owner"))
# Who matters where, and how much.
MATTERING = Aspect(Touchpoint, "mattering", ("persona", "stage", "involvement"))


def register() -> None:
    """Have them count, and have it noted whose rows have changed where much is made of a table."""
    for aspect in (COUNTED, MATTERING):
        register_aspect(aspect)
    register_changes(COUNTED, whose="id")
    register_changes(Asset.stages.through, whose="asset")
    register_changes(TouchpointFormat, whose="touchpoint")
    for numbered in (MATTERING, Asset.personas.through, ContentTask):
        register_changes(numbered, whose="persona")
