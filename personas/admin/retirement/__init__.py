"""Retiring a persona in the admin: what is asked, what would happen, and what stands in the way of deleting her."""

from .pages import RetiringAdmin

__all__ = ["RetiringAdmin"]
