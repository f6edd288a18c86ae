import pytest
from django.test import Client

from config.access.addresses import counted_address
from config.access.models import AuditEntry
from tests.personas.factories import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/accounts/login/"
GOOD = "seven green lanterns"


@pytest.fixture
def dana():
    user = UserFactory(username="dana")
    user.set_password(GOOD)
    user.save()
    return user


def attempt(client, password="guess", name="dana", **headers):
    return client.post(PAGE, {"username": name, "password": password, "next": "/guides/"}, **headers)


def guess(times, client=None, **headers):
    return [attempt(client or Client(), **headers).status_code for _ in range(times)]


def test_after_ten_wrong_guesses_even_the_right_password_waits(client, dana, settings):
    assert guess(9) == [200] * 9
    locked = attempt(client)
    right = attempt(Client(), GOOD)
    assert [(each.status_code, each["Retry-After"]) for each in (locked, right)] == [(429, "900")] * 2
    assert "for 15 minutes" in right.context["problem"]
    text = right.content.decode()
    assert ('value="dana"' in text, 'name="next" value="/guides/"' in text, GOOD in text) == (True, True, False)


def test_the_wait_ends_and_trying_on_does_not_prolong_it(client, dana, time_machine):
    time_machine.move_to("2026-03-02T10:00:00+00:00", tick=False)
    guess(10)
    time_machine.move_to("2026-03-02T10:14:00+00:00", tick=False)
    assert guess(1) == [429]
    time_machine.move_to("2026-03-02T10:15:01+00:00", tick=False)
    assert attempt(client, GOOD).status_code == 302


def test_signing_in_starts_the_count_anew(dana):
    assert guess(9) == [200] * 9
    assert attempt(Client(), GOOD).status_code == 302
    assert guess(9) == [200] * 9


def test_behind_one_address_others_still_come_in(client, dana, settings):
    UserFactory(username="lee").save()
    other = UserFactory(username="kim")
    other.set_password(GOOD)
    other.save()
    for name in ("dana", "lee", "nobody"):
        guess(10, name=name)
    assert attempt(client, GOOD, name="kim").status_code == 302


def test_a_colleague_elsewhere_is_not_locked_out_by_a_stranger(client, dana, settings):
    settings.PROXIES = 1
    guess(10, headers={"X-Forwarded-For": "203.0.113.9"})
    # What the stranger writes in front of the proxy's own word changes nothing.
    assert guess(1, headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.9"}) == [429]
    assert attempt(client, GOOD, headers={"X-Forwarded-For": "198.51.100.7"}).status_code == 302


def test_without_a_proxy_of_ours_nobodys_word_is_taken(dana):
    addresses = [f"198.51.100.{number}" for number in range(10)]
    answers = [guess(1, headers={"X-Forwarded-For": address}) for address in addresses]
    assert answers[-1] == [429]


@pytest.mark.parametrize("name", ["\0", "x" * 9000, "Ω" * 150, ""])
def test_odd_names_are_answered(client, name):
    assert attempt(client, name=name).status_code == 200


@pytest.mark.parametrize(
    "headers", [{"X-Forwarded-For": "\0, rubbish"}, {"User-Agent": "x" * 9000}, {"Accept": "x" * 9000}]
)
def test_odd_headers_are_answered(client, settings, headers):
    settings.PROXIES = 1
    assert attempt(client, headers=headers).status_code == 200


def test_sign_ins_are_recorded_without_what_may_be_a_password(client, dana):
    attempt(client, name=GOOD)
    attempt(client)
    attempt(client, GOOD)
    client.post("/accounts/logout/")
    guess(12)
    entries = AuditEntry.objects.order_by("pk").values_list("kind", "actor_name", "subject", "address")
    assert list(entries) == [
        ("sign_in_failed", "", "an unknown name", "127.0.0.1"),
        ("sign_in_failed", "", "dana", "127.0.0.1"),
        ("signed_in", "dana", "", "127.0.0.1"),
        ("signed_out", "dana", "", "127.0.0.1"),
        *[("sign_in_failed", "", "dana", "127.0.0.1")] * 9,
        ("locked_out", "", "dana", "127.0.0.1"),
    ]


def test_a_new_password_from_an_administrator_opens_the_name_again(client, dana, admin_client):
    guess(10)
    new = {"password1": "nine blue lanterns", "password2": "nine blue lanterns", "usable_password": "true"}
    assert admin_client.post(f"/admin/auth/user/{dana.pk}/password/", new | {"set-password": ""}).status_code == 302
    assert attempt(client, "nine blue lanterns").status_code == 302


def spray(times, start=0, **headers):
    """One wrong password for each of so many names."""
    return [attempt(Client(), name=f"name{number}", **headers).status_code for number in range(start, start + times)]


def test_one_password_tried_on_many_names_holds_the_address_back(client, dana, settings):
    settings.WRONG_SIGN_INS_PER_ADDRESS = 4
    assert spray(6) == [200] * 4 + [429] * 2
    held = attempt(client, GOOD)
    assert (held.status_code, held["Retry-After"], "from your network" in held.context["problem"]) == (
        429,
        "900",
        True,
    )
    told = AuditEntry.objects.filter(kind="locked_out").values_list("subject", "address")
    assert list(told) == [("everybody at this address", "127.0.0.1")]


def test_others_sign_in_from_elsewhere_meanwhile(client, dana, settings):
    settings.WRONG_SIGN_INS_PER_ADDRESS, settings.PROXIES = 4, 1
    spray(5, headers={"X-Forwarded-For": "203.0.113.9"})
    assert attempt(client, GOOD, headers={"X-Forwarded-For": "203.0.113.10"}).status_code == 302


def test_an_office_that_mistypes_and_then_gets_in_is_not_held_back(dana, settings):
    settings.WRONG_SIGN_INS_PER_ADDRESS = 4
    for _ in range(3):
        assert guess(3) == [200] * 3
        assert attempt(Client(), GOOD).status_code == 302


def test_getting_in_oneself_wipes_out_nothing_that_was_tried_on_others(dana, settings):
    settings.WRONG_SIGN_INS_PER_ADDRESS = 4
    assert spray(3) == [200] * 3
    assert attempt(Client(), GOOD).status_code == 302
    assert spray(2, start=3) == [200, 429]


def test_the_address_is_free_again_after_the_wait(client, dana, settings, time_machine):
    settings.WRONG_SIGN_INS_PER_ADDRESS = 2
    time_machine.move_to("2026-03-02T10:00:00+00:00", tick=False)
    assert spray(3) == [200, 200, 429]
    time_machine.move_to("2026-03-02T10:15:01+00:00", tick=False)
    assert attempt(client, GOOD).status_code == 302


def test_addresses_are_not_counted_where_that_is_switched_off(settings):
    settings.WRONG_SIGN_INS_PER_ADDRESS = 0
    assert spray(3) == [200] * 3


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("fe80::1%eth0", "fe80::"),
        ("rubbish", None),
        ("", None),
    ],
)
def test_of_a_long_address_the_network_is_counted(rf, address, counted):
    assert counted_address(rf.get("/", REMOTE_ADDR=address)) == counted
