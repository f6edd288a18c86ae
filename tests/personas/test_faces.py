import pytest

from personas.faces import Face, faces_of

from .factories import PersonaFactory

pytestmark = pytest.mark.django_db


def test_a_face_is_called_as_the_persona_is():
    for values in ({"colour": 3, "role_label": "Countess"}, {"colour": None, "role_label": ""}):
        persona = PersonaFactory(**values)
        [(key, face)] = faces_of([persona.pk]).items()
        assert (key, face) == (persona.pk, Face(persona.slug, persona.name, persona.role_label, persona.colour))
        assert (face.heading, face.initials, face.colour_number, face.get_absolute_url()) == (
            *(persona.heading, persona.initials, persona.colour_number),
            persona.get_absolute_url(),
        )


def test_by_name_roles_break_ties():
    last, second, first = (PersonaFactory(name=name, role_label=role) for name, role in ("BB", "AB", "AA"))
    assert list(faces_of([last.pk, first.pk, second.pk], by_name=True)) == [first.pk, second.pk, last.pk]


@pytest.mark.parametrize(("rows", "queries"), [(0, 0), (1, 1), (30, 1)])
def test_queries_do_not_grow_and_whom_nobody_knows_is_left_out(django_assert_num_queries, rows, queries):
    keys = [persona.pk for persona in PersonaFactory.create_batch(rows)]
    with django_assert_num_queries(queries):
        assert set(faces_of([*keys, *([0] if rows else [])])) == set(keys)
