import pytest

from tests.personas.factories import EditorFactory


@pytest.fixture
def editor(db):
    return EditorFactory(username="dana")
