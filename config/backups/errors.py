"""Why there is no backup, or no restore."""


class BackupError(Exception):
    """Says in a sentence why nothing was written."""
