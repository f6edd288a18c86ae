"""A database that was written into is as it was before."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection

from personas.data_version import current
from personas.models import Persona

from .emptying import AsMigrated
from .personas.factories import PersonaFactory, PersonaTraitFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_was_added_goes_and_what_was_there_comes_back():
    state, number = AsMigrated(connection), current()
    PersonaTraitFactory(persona=PersonaFactory(reports_to=PersonaFactory()))
    Permission.objects.filter(codename="view_persona").update(name="Peek")
    Permission.objects.filter(codename="add_persona").delete()
    Group.objects.create(name="Passing through")
    assert state.restore()
    assert AsMigrated(connection).rows == state.rows
    assert not Persona.objects.exists()
    assert current() > number


def test_nothing_is_done_where_nothing_was_written(django_assert_num_queries):
    state = AsMigrated(connection)
    # Two of the schema, what is filled, the rows of what was; and the transaction.
    with django_assert_num_queries(len(state.rows) + 5):
        assert state.restore()


@pytest.mark.parametrize(
    ("change", "back"),
    [
        ("CREATE TABLE passing (id integer)", "DROP TABLE passing"),
        ("DELETE FROM personas_dataversion", "INSERT INTO personas_dataversion (id, number) VALUES (1, 1)"),
    ],
)
def test_more_than_rows_is_not_its_matter(change, back):
    state = AsMigrated(connection)
    with connection.cursor() as cursor:
        cursor.execute(change)
        assert not state.restore()
        cursor.execute(back)
