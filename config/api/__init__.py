"""The read-only interface for other programs: JSON below /api/v1/, a key a program; the apps add the resources."""
