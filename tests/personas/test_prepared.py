"""Questions that are put together once."""

from datetime import date

import pytest

from personas.models import Persona
from personas.prepared import prepared

from .factories import PersonaFactory

pytestmark = pytest.mark.django_db


def rows_function(asked=None):
    @prepared
    def rows(slug, least=0, *, status="published"):
        if asked is not None:
            asked.append(status)
        found = Persona.objects.filter(slug=slug, pk__gte=least, status=status).order_by()
        return found.values_list("name", "colour", "review_due_on")

    return rows


def test_it_is_put_together_once_and_each_value_has_its_own_rows(django_assert_num_queries):
    ada = PersonaFactory(name="Ada", slug="ada", colour=3, review_due_on=date(2026, 3, 4))
    PersonaFactory(name="Bob", slug="bob", colour=None, status="draft")
    asked = []
    rows = rows_function(asked)
    with django_assert_num_queries(4):
        found = [rows("ada"), rows("bob"), rows("x' OR 1=1 --"), rows("bob", status="draft")]
    assert found == [[("Ada", 3, date(2026, 3, 4))], [], [], [("Bob", None, None)]]
    assert asked == ["published", "draft"]
    assert [len(rows("ada", ada.pk)), len(rows("ada", ada.pk + 1))] == [1, 0]


@pytest.mark.parametrize("count", [1, 30])
def test_several_sets_of_values_cost_one_query(django_assert_num_queries, count):
    slugs = [(PersonaFactory(name=f"Nr. {number}", colour=1).slug,) for number in range(count)]
    rows = rows_function()
    with django_assert_num_queries(1):
        assert rows.for_each(slugs[::-1]) == [(f"Nr. {number}", 1, None) for number in reversed(range(count))]


def test_no_values_cost_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert rows_function().for_each([]) == []
