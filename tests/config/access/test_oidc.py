"""Single sign-on against a provider on this machine: codes, keys and signatures are real."""

from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model

from config.access.models import AuditEntry
from config.access.roles import role_names, set_roles
from tests.personas.factories import AdministratorFactory, UserFactory

pytestmark = pytest.mark.django_db


def sign_in(client, **sent):
    """The answer that the browser gets in the end, after the way there and back."""
    begun = client.post("/accounts/oidc/", sent)
    if begun.status_code != 302:
        return begun
    back = requests.get(begun["Location"], allow_redirects=False, timeout=5)
    where = urlsplit(back.headers["Location"])
    assert where.path == "/accounts/oidc/company/callback/"
    return client.get(f"{where.path}?{where.query}")


def signed_in_as(client) -> str:
    return client.get("/").wsgi_request.user.get_username()


def problem(response) -> str:
    return response.context["problem"]


def test_who_comes_for_the_first_time_gets_a_readers_account(client, provider):
    response = sign_in(client, next="/personas/?type=buyer")
    assert (response.status_code, response["Location"]) == (302, "/personas/?type=buyer")
    user = get_user_model().objects.get()
    assert (user.username, user.get_full_name(), user.email) == ("dana", "Dana Moss", "dana@example.com")
    assert (user.has_usable_password(), user.is_staff, role_names(user)) == (False, False, ["Reader"])
    assert signed_in_as(client) == "dana"
    kinds = list(AuditEntry.objects.order_by("pk").values_list("kind", "detail"))
    assert kinds == [("account_made", "Northwind"), ("roles_changed", "none → Reader"), ("signed_in", "Northwind")]


def test_who_comes_again_has_the_same_account_whatever_the_address_is_by_then(client, provider):
    sign_in(client)
    client.logout()
    provider.claims |= {"email": "dana.moss@example.com", "name": "Dana Moss-Iqbal"}
    sign_in(client)
    assert (get_user_model().objects.count(), signed_in_as(client)) == (1, "dana")
    assert SocialAccount.objects.values_list("provider", "uid", "extra_data").get() == (provider.address, "42", {})


def test_an_address_that_the_provider_vouches_for_leads_to_the_account_that_has_it(client, provider):
    known = UserFactory(username="dm", email="Dana@Example.com")
    sign_in(client)
    assert (signed_in_as(client), get_user_model().objects.count()) == ("dm", 1)
    assert SocialAccount.objects.get().user == known


@pytest.mark.parametrize("said", [{"email_verified": False}, {"email_verified": "false"}, {"email_verified": None}])
def test_an_address_that_it_does_not_vouch_for_leads_to_nobodys_account(client, provider, settings, said):
    settings.OIDC_TRUST_EMAIL = True
    UserFactory(username="dm", email="dana@example.com")
    provider.claims |= said
    response = sign_in(client)
    assert (response.status_code, "doesn't vouch" in problem(response)) == (403, True)
    assert (SocialAccount.objects.count(), get_user_model().objects.count()) == (0, 1)


@pytest.mark.parametrize("is_trusted", [False, True])
def test_a_provider_that_says_nothing_about_addresses_is_trusted_where_the_settings_say_so(
    client, provider, settings, is_trusted
):
    settings.OIDC_TRUST_EMAIL = is_trusted
    known = UserFactory(email="dana@example.com")
    del provider.claims["email_verified"]
    assert sign_in(client).status_code == (302 if is_trusted else 403)
    assert SocialAccount.objects.filter(user=known).exists() == is_trusted


def test_an_address_of_several_accounts_leads_to_none(client, provider):
    UserFactory.create_batch(2, email="dana@example.com")
    response = sign_in(client)
    assert (response.status_code, problem(response).partition(",")[0]) == (
        403,
        "Several accounts here have your e-mail address",
    )


def test_a_closed_account_stays_closed(client, provider):
    UserFactory(email="dana@example.com", is_active=False)
    response = sign_in(client)
    assert (response.status_code, problem(response).partition(".")[0]) == (403, "Your account here is closed")
    assert (client.get("/").status_code, SocialAccount.objects.count()) == (302, 0)


@pytest.mark.parametrize("where", ["token_claims", "claims"])
def test_groups_give_roles_and_take_them_away(client, provider, settings, where):
    settings.OIDC_ROLES = (("crew-editors", "Persona editor"), ("crew-admins", "Administrator"))
    getattr(provider, where)["groups"] = ["crew-editors", "others"]
    sign_in(client)
    user = get_user_model().objects.get()
    assert (role_names(user), user.is_staff, user.is_superuser) == (["Persona editor", "Reader"], True, False)
    set_roles(user, ["Enablement manager", "Persona editor", "Reader"])
    getattr(provider, where)["groups"] = "crew-admins"
    sign_in(client)
    # What the provider's groups aren't asked about stays.
    assert role_names(user) == ["Administrator", "Enablement manager", "Reader"]
    del getattr(provider, where)["groups"]
    sign_in(client)
    assert role_names(user) == ["Enablement manager", "Reader"]


def test_groups_may_stand_deeper(client, provider, settings):
    settings.OIDC_ROLES, settings.OIDC_GROUPS_CLAIM = (("boss", "Administrator"),), "realm_access.roles"
    provider.token_claims["realm_access"] = {"roles": ["boss"]}
    sign_in(client)
    assert role_names(get_user_model().objects.get()) == ["Administrator", "Reader"]


def test_without_mapped_groups_roles_are_given_by_hand(client, provider):
    user = UserFactory(email="dana@example.com")
    set_roles(user, ["Persona editor"])
    provider.claims["groups"] = ["anything"]
    sign_in(client)
    assert role_names(user) == ["Persona editor"]


@pytest.mark.parametrize(
    ("wrong", "forged"),
    [
        ({"aud": "another program"}, False),
        ({"iss": "https://elsewhere.example"}, False),
        ({"exp": 1}, False),
        ({"sub": "43"}, False),
        ({}, True),
    ],
)
def test_a_token_that_is_not_right_signs_nobody_in(client, provider, wrong, forged, caplog):
    provider.wrong, provider.forger = wrong, provider.other_key if forged else None
    response = sign_in(client)
    assert (response.status_code, problem(response).partition(".")[0]) == (
        502,
        "Signing in with Northwind didn't work",
    )
    assert (client.get("/").status_code, get_user_model().objects.count()) == (302, 0)


@pytest.mark.parametrize("broken", ["openid-configuration", "token", "userinfo", "keys"])
def test_a_provider_that_is_down_is_said(client, provider, broken, caplog):
    provider.broken = broken
    assert sign_in(client).status_code == 502


def test_a_provider_that_calls_itself_otherwise_is_another(client, provider, caplog):
    provider.said_issuer = "https://elsewhere.example"
    assert sign_in(client).status_code == 502


@pytest.mark.parametrize("query", ["", "?code=x", "?code=x&state=forged", "?error=access_denied", "?state=%00"])
def test_coming_back_without_having_left_signs_nobody_in(client, provider, query):
    response = client.get(f"/accounts/oidc/company/callback/{query}")
    assert (response.status_code, response.templates[0].name) == (502, "registration/login.html")


def test_a_code_works_for_the_browser_that_asked_and_once(client, provider):
    begun = client.post("/accounts/oidc/")
    back = urlsplit(requests.get(begun["Location"], allow_redirects=False, timeout=5).headers["Location"])
    address = f"{back.path}?{back.query}"
    assert type(client)().get(address).status_code == 502
    assert (client.get(address).status_code, client.get(address).status_code) == (302, 502)


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "\0"])
def test_no_next_page_leads_astray(client, provider, wanted):
    assert sign_in(client, next=wanted)["Location"] == "/"


def test_the_session_is_a_new_one(client, provider):
    client.get("/accounts/login/")
    client.post("/accounts/oidc/")
    before = client.cookies["sessionid"].value
    sign_in(client)
    assert client.cookies["sessionid"].value != before


def test_usernames_are_never_taken_over(client, provider):
    UserFactory(username="Dana", email="other@example.com")
    sign_in(client)
    assert signed_in_as(client) == "dana2"


def test_the_sign_in_page_offers_it_and_nothing_of_the_librarys_own_is_there(client, provider):
    page = client.get("/accounts/login/?next=/personas/").content.decode()
    assert ("Sign in with Northwind" in page, 'name="password"' in page) == (True, True)
    assert client.get("/accounts/oidc/")["Location"] == "/accounts/login/"
    for path in ("signup", "email", "social/signup", "social/connections", "password/reset", "inactive"):
        assert client.get(f"/accounts/{path}/").status_code == 404


def test_without_a_provider_there_are_no_such_addresses(client):
    assert [
        client.post("/accounts/oidc/").status_code,
        client.get("/accounts/oidc/company/callback/").status_code,
    ] == [
        404,
        404,
    ]


def test_passwords_can_be_switched_off(client, provider, settings):
    settings.PASSWORD_SIGN_IN = False
    user = AdministratorFactory()
    user.set_password("correct horse battery")
    user.save()
    assert 'name="password"' not in client.get("/accounts/login/").content.decode()
    sent = {"username": user.username, "password": "correct horse battery"}
    for address in ("/accounts/login/", "/admin/login/"):
        client.post(address, sent)
        assert client.get("/").status_code == 302
    assert sign_in(client).status_code == 302
