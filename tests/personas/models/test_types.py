"""Kinds of persona."""

from tests.personas.factories import PersonaTypeFactory


def test_headline():
    assert PersonaTypeFactory.build(name="Buyer").headline() == "Buyer personas"
