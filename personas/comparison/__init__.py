"""Personas side by side: who is picked, what the address says, and the matrix of it."""

from .side_by_side import Comparable, Comparison, compare_url

__all__ = ["Comparable", "Comparison", "compare_url"]
