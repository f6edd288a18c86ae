"""Both sides of a rule: what a person reads before saving, and what the database refuses whatever the code does."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction


def messages_of(row):
    """What full_clean has against the row, sentence by sentence."""
    with pytest.raises(ValidationError) as caught:
        row.full_clean()
    return caught.value.messages


def refused_by_the_database(write):
    """Whether the database refuses what `write` does."""
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False
