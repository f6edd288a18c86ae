import hashlib

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError

from config.access.breached import is_listed


def digest(password):
    return hashlib.sha1(password.encode()).hexdigest().upper()


@pytest.fixture
def listed(tmp_path, settings):
    """A file of two thousand passwords known from break-ins, as it is given away."""
    path = tmp_path / "breached.txt"
    known = sorted(digest(f"known {number}") for number in range(2000))
    path.write_text("".join(f"{each}:{number}\r\n" for number, each in enumerate(known)), encoding="ascii")
    settings.BREACHED_PASSWORDS = path
    return path


def test_every_password_of_the_file_is_found_and_no_other(listed):
    assert [number for number in range(2000) if not is_listed(f"known {number}", listed)] == []
    assert [number for number in range(500) if is_listed(f"unknown {number}", listed)] == []


@pytest.mark.parametrize("content", ["", "\n", "not a digest", f"{digest('only one')}"])
def test_a_short_file_is_read_as_well(tmp_path, content):
    path = tmp_path / "short.txt"
    path.write_text(content, encoding="ascii")
    assert [is_listed("only one", path), is_listed("another", path)] == [content.startswith(digest("only one")), False]


@pytest.mark.parametrize("password", ["short words", "password1234", "123456789012", "known 7"])
def test_weak_passwords_are_refused(listed, password):
    with pytest.raises(ValidationError):
        validate_password(password)


def test_long_ones_of_any_kind_are_taken(listed):
    assert validate_password("seven green lanterns") is None


def test_without_a_file_nothing_is_said_of_break_ins(settings):
    settings.BREACHED_PASSWORDS = None
    assert validate_password("known 7 and more") is None
    assert "break-in" not in "".join(password_validators_help_texts())
