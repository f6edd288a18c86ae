import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def nothing_kept():
    caches["pages"].clear()
