"""Choices that name no row. Django hands what a form sent for a row to the database, which fails at what can't be a
key: in the widgets that look rows up by name, and where several rows may be chosen."""

from collections.abc import Callable
from functools import wraps

from django.contrib.admin.widgets import AutocompleteMixin
from django.core.exceptions import ValidationError
from django.db.models import Field
from django.forms import ModelMultipleChoiceField

# The largest number that both databases take.
LARGEST = 2**63 - 1


def guard_choices() -> None:
    """From then on such a choice is shown as none, and told beside its field as any other that isn't there."""
    AutocompleteMixin.optgroups = showing_possible(AutocompleteMixin.optgroups)
    ModelMultipleChoiceField._check_values = refusing_impossible(ModelMultipleChoiceField._check_values)


def can_be(key: Field, value) -> bool:
    try:
        found = key.to_python(value)
    except ValidationError:
        return False
    return not isinstance(found, int) or -LARGEST <= found <= LARGEST


def showing_possible(optgroups: Callable) -> Callable:
    @wraps(optgroups)
    def of_possible(widget, name, value, attrs=None):
        relation = widget.field.remote_field
        options = relation.model._meta
        key = options.get_field(getattr(relation, "field_name", None) or options.pk.name)
        return optgroups(widget, name, [each for each in value if can_be(key, each)], attrs)

    return of_possible


def refusing_impossible(check: Callable) -> Callable:
    @wraps(check)
    def of_possible(field, value):
        options = field.queryset.model._meta
        key = options.get_field(field.to_field_name) if field.to_field_name else options.pk
        for each in value:
            if isinstance(each, str) and not can_be(key, each):
                raise ValidationError(
                    field.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": each[:80]}
                )
        return check(field, value)

    return of_possible
