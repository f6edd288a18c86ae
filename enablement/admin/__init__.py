"""Enablement in the admin, one module a subject, as in enablement/models."""

from . import attendance, mail, questions, resources, rollout, series, sessions

__all__ = ["attendance", "mail", "questions", "resources", "rollout", "series", "sessions"]
