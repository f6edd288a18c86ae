"""The small vocabulary of the catalogue's tests, which journeys are read with, too."""

from tests.personas.handbook.conftest import vocabulary

__all__ = ["vocabulary"]
