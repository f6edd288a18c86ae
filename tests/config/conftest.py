import pytest
from django.template import Template
from django.utils.safestring import SafeString


@pytest.fixture
def plain_rendering(monkeypatch):
    """Templates are rendered as on a server: Django's test runner copies the context of each for tests to look at."""
    monkeypatch.setattr(Template, "_render", lambda template, context: template.nodelist.render(context))


@pytest.fixture
def no_rendering(monkeypatch):
    """Templates stay empty, for tests of what doesn't depend on what an answer says."""
    monkeypatch.setattr(Template, "_render", lambda template, context: SafeString(""))
