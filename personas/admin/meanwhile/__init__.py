"""What others changed while somebody had a page of the admin open: told before anything is saved, never overwritten
unawares.

A page carries, signed, what its fields showed (`states`, `tokens`). When it comes back, the row is locked, what the
fields would show now is held against that (`watching`), and whatever differs is told (`changes`), with what was typed
kept. `joining` puts both together where the page offers it, and `lists` does the same for fields in a list.
"""

from .watching import WatchedAdmin

__all__ = ["WatchedAdmin"]
