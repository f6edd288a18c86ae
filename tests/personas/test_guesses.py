"""The start page's item of guesses to check."""

import pytest
from django.utils import timezone

from personas.guesses import guess_work
from tests.personas.factories import EditorFactory, ImportGuessFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_open_guesses_are_counted_with_one_query(django_assert_num_queries):
    ImportGuessFactory.create_batch(2)
    ImportGuessFactory(settled_at=timezone.now())
    editor = EditorFactory()
    editor.get_all_permissions()
    with django_assert_num_queries(1):
        (item,) = guess_work(editor)
    assert (item.label, item.count, item.url) == (
        "Guesses to check",
        2,
        "/admin/personas/importguess/?state=open",
    )


def test_who_may_not_settle_them_has_no_work_with_them():
    assert guess_work(UserFactory()) == []
