"""Handbook pages in and out: outline → reader → plan → apply, and writer the way back."""
