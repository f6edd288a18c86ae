"""Purchasing roles on a persona's form."""

import pytest

from tests.personas.admin.persona_form.pages import problems, save, with_rows
from tests.personas.factories import PersonaFactory, PersonaPurchasingRoleFactory, PurchasingRoleFactory

ROWS = "purchasing_roles"


def played(persona):
    return list(persona.purchasing_roles.values_list("role", "rank", "qualifier"))


def test_two_roles_may_share_a_place_and_one_without_comes_last(desk):
    persona = PersonaFactory()
    first, second, third = PurchasingRoleFactory.create_batch(3)
    rows = [{"role": third.pk}, {"role": first.pk, "rank": 2}, {"role": second.pk, "rank": 2, "qualifier": "renewals"}]
    assert save(desk, persona, with_rows(ROWS, *rows)).status_code == 302
    assert played(persona) == [(first.pk, 2, ""), (second.pk, 2, "renewals"), (third.pk, 3, "")]


def test_roles_are_exchanged_and_removed(desk):
    persona = PersonaFactory()
    first, second = (PersonaPurchasingRoleFactory(persona=persona, rank=rank) for rank in (1, 2))
    other = PurchasingRoleFactory()
    save(desk, persona, {f"{ROWS}-0-role": second.role.pk, f"{ROWS}-1-role": first.role.pk})
    assert [role for role, *_ in played(persona)] == [second.role.pk, first.role.pk]
    save(desk, persona, {f"{ROWS}-0-role": other.pk, f"{ROWS}-1-DELETE": "on"})
    assert played(persona) == [(other.pk, 1, "")]


@pytest.mark.parametrize("role", ["x", "99999999999999999999", "\0"])
def test_a_role_that_there_is_not_is_told(desk, role):
    response = save(desk, PersonaFactory(), with_rows(ROWS, {"role": role}))
    assert (response.status_code, problems(response)[0][0]) == (200, "Purchasing roles, row 2")


def test_the_same_role_twice_is_told(desk):
    row = PersonaPurchasingRoleFactory()
    response = save(desk, row.persona, with_rows(ROWS, {"role": row.role.pk, "rank": 5}))
    assert [where for where, _ in problems(response)] == ["Purchasing roles, row 3"]
    assert 'value="5"' in response.content.decode()
