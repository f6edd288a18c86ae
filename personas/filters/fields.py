"""The kinds of filter, each with sentences for values that it doesn't know."""

import django_filters
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator

MOST_SHOWN = 60  # letters of a value that isn't known


def shown(value) -> str:
    """A value as a sentence can print it."""
    return str(value).replace("\0", "�")[:MOST_SHOWN]


class Words(django_filters.CharFilter):
    """A few words that rows must contain."""

    def __init__(self, label: str):
        super().__init__(label=label, max_length=200, strip=True)
        self.extra["error_messages"] = {"max_length": f"{label}: 200 letters are the most."}

    @property
    def field(self):
        field = super().field
        message = f"{self.label}: there is a character in it that can't be looked for."
        field.validators = [
            ProhibitNullCharactersValidator(message) if isinstance(each, ProhibitNullCharactersValidator) else each
            for each in field.validators
        ]
        return field


class KnownChoices(django_filters.MultipleChoiceFilter.field_class):
    """Values out of those that the list offers; the names of all others are said."""

    def to_python(self, value):
        return [each for each in super().to_python(value) if each.strip()]

    def validate(self, value):
        known = dict(self.choices)
        unknown = [each for each in value if str(each) not in known]
        if unknown:
            raise ValidationError(f"{self.label}: there is no “{shown(unknown[0])}” to choose.", code="invalid_choice")


class Options(django_filters.MultipleChoiceFilter):
    """Values of which a row must have one."""

    field_class = KnownChoices

    def __init__(self, label: str):
        super().__init__(label=label, choices=())


class Setting(django_filters.ChoiceFilter):
    """How a list is shown: one of some choices, of which the first is what an address means that says nothing."""

    def __init__(self, label: str, choices: list[tuple[str, str]]):
        super().__init__(label=label, choices=choices, empty_label=None)
        self.extra["error_messages"] = {"invalid_choice": f"{label}: there is no such choice."}
