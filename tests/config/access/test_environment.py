import pytest
from environs import ValidationError

from config.environment import is_issuer, parse_roles
from tests.config.test_settings import KEY, manage, read

ISSUER = {"OIDC_ISSUER": "https://login.example.com/realms/crew", "OIDC_CLIENT_ID": "dramatis"}


def test_groups_are_mapped_to_roles():
    assert parse_roles("cn=eds,ou=crew=persona editor; admins = Administrator;") == (
        ("cn=eds,ou=crew", "Persona editor"),
        ("admins", "Administrator"),
    )
    assert parse_roles("") == ()


@pytest.mark.parametrize("text", ["editors", "editors=Boss", "=Reader", "a=Reader, b=Reader"])
def test_what_is_no_pair_of_group_and_role_is_refused(text):
    with pytest.raises(ValidationError, match="group=role"):
        parse_roles(text)


@pytest.mark.parametrize("address", ["", "https://login.example.com", "http://127.0.0.1:9000/realms/crew"])
def test_where_a_provider_may_be(address):
    assert is_issuer(address) is None


@pytest.mark.parametrize(
    "address",
    ["http://login.example.com", "login.example.com", "https://a b", "https://me:pass@host", "https://h?x=1"],
)
def test_where_no_provider_is(address):
    with pytest.raises(ValidationError):
        is_issuer(address)


def test_the_policy_lets_the_sign_in_form_go_to_the_provider_and_nowhere_else():
    more = {"OIDC_ORIGINS": "https://auth.example.com", "OIDC_ROLES": "admins=Administrator"}
    policy, roles = read("CONTENT_SECURITY_POLICY", "OIDC_ROLES", SECRET_KEY=KEY, **ISSUER, **more)
    targets = ["'self'", "https://login.example.com", "https://auth.example.com"]
    assert (policy["DIRECTIVES"]["form-action"], roles) == (targets, [["admins", "Administrator"]])


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"PASSWORD_SIGN_IN": "off"}, "nobody could sign in"),
        ({"OIDC_ISSUER": ISSUER["OIDC_ISSUER"]}, "needs both"),
    ],
)
def test_settings_that_leave_no_way_in_stop_the_start(environment, said):
    done = manage("check", SECRET_KEY=KEY, **environment)
    assert (done.returncode, said in done.stderr) == (1, True)
