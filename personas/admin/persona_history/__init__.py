"""The history of a persona in the admin: revisions, how they differ, bringing them back, and publishing editions."""

from .publishing import PublishingAdmin

__all__ = ["PublishingAdmin"]
