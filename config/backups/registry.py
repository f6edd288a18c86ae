"""The tables that aren't kept like all others. Named as “app_label.Model”, so that the apps needn't be there."""

# Whoever reads a backup must not be able to sit down in somebody's session.
_left_out = {"sessions.session"}
_running: set[str] = set()
# What stands in a database to which nobody has done anything yet.
_made = {"contenttypes.contenttype", "auth.permission", "auth.group", "auth.group_permissions"}


def leave_out(*models: str) -> None:
    """Keep these out of backups; a restore empties them. To be called from an app's `ready()`."""
    _left_out.update(map(str.lower, models))


def leave_running(*models: str) -> None:
    """Keep these out of backups, and leave them alone in a restore: the database keeps them by itself."""
    _running.update(map(str.lower, models))


def made_by_migrations(*models: str) -> None:
    """Rows of these don't make a database one that is in use."""
    _made.update(map(str.lower, models))


def is_left_out(model) -> bool:
    return model._meta.label_lower in _left_out


def is_left_running(model) -> bool:
    return model._meta.label_lower in _running


def is_made_by_migrations(model) -> bool:
    return model._meta.label_lower in _made
