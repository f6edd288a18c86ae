"""Merges, planned and carried out."""

import pytest

from personas.merges import merge, plan_merge
from tests.personas.factories import EditorFactory


@pytest.fixture
def merged(db):
    """A function that merges rows into the first one as an editor does: exactly what was planned."""

    def merged(kept, *gone):
        return merge(kept, gone, by=EditorFactory(), fingerprint=plan_merge(kept, gone).fingerprint)

    return merged
