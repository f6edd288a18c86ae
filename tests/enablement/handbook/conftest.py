"""The small vocabulary of the catalogue's tests, which sessions are read with, too."""

from tests.personas.handbook.conftest import vocabulary

__all__ = ["vocabulary"]
