"""The import in the admin: pages in, the plan to read and to choose from, and only then the change."""
