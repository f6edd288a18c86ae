"""Fields of a persona's rows and notes."""

from django import forms

from personas.wording import one_line

# What a PositiveIntegerField of either database holds.
MOST = 2_147_483_647


class LineField(forms.CharField):
    """A text on one line, such as a statement. Spaces that nobody sees are no change."""

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def to_python(self, value):
        return one_line(super().to_python(value))

    def has_changed(self, initial, data):
        return not self.disabled and self.to_python(initial or "") != self.to_python(data or "")


class MarkdownField(LineField):
    """A text in Markdown. Browsers send other line breaks than the ones that were stored: that is no change."""

    widget = forms.Textarea

    def to_python(self, value):
        return super(LineField, self).to_python(value).replace("\r\n", "\n").replace("\r", "\n")


def rank_field(help_text: str):
    """A place in an order; empty is after all that have one."""
    return forms.IntegerField(
        required=False,
        help_text=help_text,
        min_value=1,
        max_value=MOST,
        error_messages={
            "invalid": "A place is a whole number, e.g. 2.",
            "min_value": "Places start at 1.",
            "max_value": "This number is too large for a place. Write e.g. 99.",
        },
    )


def hidden_number():
    return forms.IntegerField(required=False, widget=forms.HiddenInput)
