"""A provider to sign in with, for tests of the answers and of the browser."""

import copy

import pytest

from tests.config.access.provider import CLIENT, started


@pytest.fixture(scope="session")
def running_provider():
    provider = started()
    yield provider
    provider.shutdown()
    provider.server_close()


@pytest.fixture
def provider(running_provider, settings):
    """A provider of OpenID Connect, and the settings that the environment would make for it."""
    running_provider.well_behaved()
    known = copy.deepcopy(settings.SOCIALACCOUNT_PROVIDERS)
    app = known["openid_connect"]["APPS"][0]
    app |= {"client_id": CLIENT[0], "secret": CLIENT[1]}
    app["settings"]["server_url"] = running_provider.address
    settings.SOCIALACCOUNT_PROVIDERS = known
    settings.OIDC_ISSUER = running_provider.address
    settings.OIDC_NAME = "Northwind"
    return running_provider
