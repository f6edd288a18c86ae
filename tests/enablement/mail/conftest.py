import pytest

from tests.enablement.mail.mail_server import HOST, mail_server


@pytest.fixture
def server(settings):
    """A mail server that takes what the application sends."""
    with mail_server() as (handler, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = HOST, port, False
        handler.port = port
        yield handler
