"""The history of the catalogue: who changed what, and how every persona was after each change.

`acts` is the seam through which every write path tells of its changes; it notes them in the admin's own history, and
has `versions` keep one revision of each persona that changed. What is kept is a snapshot of the persona with all of
its rows (`snapshots`); `frozen` makes a page of one, `sheets` and `comparing` hold two against each other, `restoring`
brings one back. `editions` publishes one under a number, and `addresses` lead on from where a page stood. `rows` keeps
what else is deleted, which `recovering` has again.
"""

from .acts import log_change, note, recorded

__all__ = ["log_change", "note", "recorded"]
