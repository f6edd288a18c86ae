"""What the tests of the benchmark share."""

from types import SimpleNamespace

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections


@pytest.fixture
def no_collecting(monkeypatch):
    """Tests have more in memory than a worker of the benchmark: collecting garbage would be all that they do."""
    monkeypatch.setattr("scripts.bench.measure.gc", SimpleNamespace(collect=lambda: 0))


@pytest.fixture
def kept_connection(db, monkeypatch):
    """The connection of the test's transaction stays open after a request, as with Django's own test client."""
    monkeypatch.setattr("scripts.bench.cold.close_old_connections", lambda: None)
    signals = request_started, request_finished
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)
