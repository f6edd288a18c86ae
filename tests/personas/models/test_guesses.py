"""What imports guessed."""

import pytest
from django.db import IntegrityError, transaction

from tests.personas.factories import ImportGuessFactory

pytestmark = pytest.mark.django_db


def test_the_same_guess_is_kept_once():
    guess = ImportGuessFactory()
    same = {name: getattr(guess, name) for name in ("persona", "part", "written", "read_as")}
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportGuessFactory(**same)
    ImportGuessFactory(**same | {"read_as": "Something else"})


def test_a_guess_says_what_became_of_what():
    assert str(ImportGuessFactory.build(persona=None, written="Podcats", read_as="Podcast")) == "Podcats → Podcast"
    assert str(ImportGuessFactory.build(persona=None, written="Podcats", read_as="")) == "Podcats"
