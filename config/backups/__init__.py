"""The whole installation in one file, and back again, on either database.

A backup is a zip: `tables/` holds one file a table, a JSON list a row; `media/` the uploads; `manifest.json`, written
last, says which migrations the tables are of, and the number of rows and a hash of every table. `tables` knows what is
kept, `values` how a value is written, `archive` the file, `moments` how everything is read as of one moment; `taking`
and `restoring` are what the two commands do.
"""

from .registry import leave_out, leave_running, made_by_migrations

__all__ = ["leave_out", "leave_running", "made_by_migrations"]
