"""Fields for days, hours, zones, colleagues and several rows: all work without scripts."""

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join

from enablement.zones import NAME_LENGTH, validate_zone, zone_names
from personas.admin.chosen import possible_pks
from personas.colleagues import called

# More suggestions than this make a page slow; whoever isn't among them is typed.
MOST_SUGGESTIONS = 500
LONGEST_NAME = 320


class SuggestingInput(forms.TextInput):
    """A line of text for which the browser suggests words: pairs of what is typed and what it means."""

    def __init__(self, suggestions, attrs=None):
        super().__init__(attrs)
        self.suggestions = suggestions

    def render(self, name, value, attrs=None, renderer=None):
        list_id = f"{(attrs or {}).get('id', name)}_list"
        text = super().render(name, value, {**(attrs or {}), "list": list_id}, renderer)
        options = format_html_join("", '<option value="{}">{}</option>', self.suggestions())
        return format_html('{}<datalist id="{}">{}</datalist>', text, list_id, options)


class ZoneField(forms.CharField):
    def __init__(self, **kwargs):
        zones = SuggestingInput(lambda: ((name, "") for name in sorted(zone_names())), {"class": "vTextField"})
        super().__init__(max_length=NAME_LENGTH, widget=zones, validators=[validate_zone], **kwargs)


class ColleagueField(forms.CharField):
    """A colleague by user name, or by full name where only one is called so. The value is the account, or None."""

    def __init__(self, **kwargs):
        super().__init__(
            max_length=LONGEST_NAME,
            required=False,
            widget=SuggestingInput(colleagues_suggested, {"class": "vTextField"}),
            **kwargs,
        )

    def prepare_value(self, value):
        if isinstance(value, int):
            value = get_user_model().objects.filter(pk=value).first()
        return value.get_username() if hasattr(value, "get_username") else value

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        users = get_user_model().objects.all()
        found = users.filter(username=text).first() or one_called(text, users.filter(is_active=True))
        if found is None:
            raise ValidationError(f"There is no colleague “{text[:80]}”: write the user name, such as “dana”.")
        return found

    def has_changed(self, initial, data):
        return (self.prepare_value(initial) or "") != (data or "").strip()


def one_called(text: str, users):
    """The one user of that full name; None when there is none or several."""
    first = text.split(" ")[0]
    found = [user for user in users.filter(first_name__istartswith=first) if called(user).lower() == text.lower()]
    return found[0] if len(found) == 1 else None


def colleagues_suggested():
    users = get_user_model().objects.filter(is_active=True).order_by("username")[:MOST_SUGGESTIONS]
    return ((user.get_username(), user.get_full_name()) for user in users)


class SeveralField(forms.ModelMultipleChoiceField):
    """Rows to tick; a number that can't be a primary key is as wrong as one that isn't there."""

    widget = forms.CheckboxSelectMultiple

    def bound_data(self, data, initial):
        return [pk for pk in data or () if possible_pks([str(pk)])]

    def _check_values(self, value):
        wrong = [str(pk)[:40] for pk in value if not possible_pks([str(pk)])]
        if wrong:
            raise ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": wrong[0]})
        return super()._check_values(value)


class OneField(forms.ModelChoiceField):
    """One row of a list, as unmoved by numbers that can't be a primary key."""

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if not possible_pks([str(value)]):
            raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": str(value)[:40]})
        return super().to_python(value)


def day_field(**kwargs):
    """A day, picked or typed; browsers send it as 2026-11-21."""
    return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)


def hour_field(**kwargs):
    """An hour on the clock, picked or typed; browsers send it as 11:00."""
    return forms.TimeField(widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}), **kwargs)
