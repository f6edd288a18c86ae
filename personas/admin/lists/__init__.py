"""The columns and filters of the lists in the admin."""
