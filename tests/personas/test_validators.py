"""Rules that models and forms share."""

from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from personas.validators import (
    PORTRAIT_BYTES,
    errors_of,
    refuse_cycle,
    refuse_reserved,
    refuse_used_wording,
    validate_portrait_size,
)

from .factories import JobTitleFactory


def chain(*keys):
    """People of whom each reports to the next."""
    people = [SimpleNamespace(pk=key, reports_to=None) for key in keys]
    for person, superior in pairwise(people):
        person.reports_to = superior
    return people


def test_a_portrait_of_the_largest_size():
    validate_portrait_size(SimpleNamespace(size=PORTRAIT_BYTES))


def test_a_portrait_that_is_too_large():
    with pytest.raises(ValidationError, match="larger than 5 MB"):
        validate_portrait_size(SimpleNamespace(size=PORTRAIT_BYTES + 1))


def test_a_straight_line_is_no_circle():
    refuse_cycle(chain(1, 2, 3)[0], "reports_to")


def test_a_new_row_may_stand_under_any_other():
    refuse_cycle(chain(None, 2, 3)[0], "reports_to")


def test_nobody_stands_under_themselves():
    (person,) = chain(1)
    person.reports_to = person
    with pytest.raises(ValidationError, match="in a circle"):
        refuse_cycle(person, "reports_to")


def test_a_circle_over_others_is_refused():
    with pytest.raises(ValidationError, match="in a circle"):
        refuse_cycle(chain(1, 2, 3, 1)[0], "reports_to")


def test_a_circle_that_was_there_before_ends_the_walk():
    with pytest.raises(ValidationError, match="in a circle"):
        refuse_cycle(chain(1, 2, 3, 2)[0], "reports_to")


def test_errors_are_put_at_their_field():
    with pytest.raises(ValidationError) as caught, errors_of("parent"):
        raise ValidationError("Not there.")
    assert caught.value.message_dict == {"parent": ["Not there."]}


@pytest.mark.django_db
def test_a_wording_in_use_names_the_row_that_has_it():
    title = JobTitleFactory(name="Head of Procurement")
    others = type(title).objects
    refuse_used_wording(title.key, others.exclude(pk=title.pk), "There is this title")
    with pytest.raises(ValidationError, match=r"There is this title already: “Head of Procurement”\."):
        refuse_used_wording(title.key, others, "There is this title")


def test_an_address_of_the_sites_own_is_refused():
    refuse_reserved("dana", {"compare"})
    with pytest.raises(ValidationError, match="This address belongs to another page"):
        refuse_reserved("compare", {"compare"})
