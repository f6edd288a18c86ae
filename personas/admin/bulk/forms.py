"""What a bulk action of personas asks on its confirmation page. Each form's cleaned data are its verb's arguments."""

from datetime import timedelta

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.utils import timezone

from personas.colleagues import called, possible_owners
from personas.effects import known_trait
from personas.models import Facet, Persona
from personas.models.traits import STATEMENT_LENGTH
from personas.wording import one_line

from ..chosen import possible_pks

REVIEW_EVERY = timedelta(days=365)
NOBODY = "none"


class ActionForm(forms.Form):
    """Asks nothing. `user` is who fills it in."""

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user


def date_field(**kwargs):
    """A day, picked or typed; browsers send it as 2026-11-21."""
    return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)


def a_year_on():
    return timezone.localdate() + REVIEW_EVERY


class PastDayForm(ActionForm):
    """Asks for a day that isn't still to come, `on`."""

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on and on > timezone.localdate():
            raise ValidationError("This day is still to come: give today or an earlier one.")
        return on


class PersonasField(forms.ModelMultipleChoiceField):
    """Several personas; a number that can't be a primary key is as wrong as one that isn't there."""

    def bound_data(self, data, initial):
        # The widget looks up what was sent, to show it again.
        return [pk for pk in data or () if possible_pks([str(pk)])]

    def _check_values(self, value):
        wrong = [pk for pk in value if not possible_pks([str(pk)])]
        if wrong:
            raise ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": wrong[0]})
        return super()._check_values(value)


class DeprecateForm(PastDayForm):
    on = date_field(
        label="Deprecated since",
        required=False,
        initial=timezone.localdate,
        help_text="The banner says it, e.g. “since 21 Nov 2026”. Empty when nobody knows the day.",
    )
    reason = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Why, e.g. “Folded into App Dev Avery.” (Markdown). Readers see it in the banner.",
    )
    successors = PersonasField(
        Persona.objects.current(),
        required=False,
        label="Who takes over",
        widget=AutocompleteSelectMultiple(Persona._meta.get_field("successors"), admin.site),
        help_text="Type a part of a name. The banner sends readers to them.",
    )


class OwnerField(forms.TypedChoiceField):
    """One of the accounts that may work in the admin, by primary key; `first` are the choices before them."""

    def __init__(self, *, first, **kwargs):
        super().__init__(choices=lambda: [*first, *self.people()], coerce=self.person, empty_value=None, **kwargs)

    def people(self):
        return [(str(user.pk), called(user)) for user in possible_owners()]

    def person(self, value):
        """The account; None for nobody."""
        return None if value == NOBODY else possible_owners().filter(pk=value).first()


class OwnerForm(ActionForm):
    owner = OwnerField(
        first=[("", "Choose…"), (NOBODY, "Nobody")],
        label="New owner",
        help_text="Who keeps these personas true, e.g. you.",
    )


class ReviewForm(PastDayForm):
    on = date_field(
        label="Reviewed on", initial=timezone.localdate, help_text="When somebody checked all of it, e.g. today."
    )
    due = date_field(
        label="Next review",
        required=False,
        initial=a_year_on,
        help_text="When they have to be checked again, e.g. in a year. Empty for no date.",
    )
    owner = OwnerField(
        first=[("", "Leave as it is")],
        label="Owner",
        required=False,
        help_text="Who keeps them true from now on, e.g. whoever reviewed them.",
    )

    def clean(self):
        on, due = self.cleaned_data.get("on"), self.cleaned_data.get("due")
        if on and due and due <= on:
            self.add_error("due", "Give a day after the review, or none.")


class TraitForm(ActionForm):
    facet = forms.ModelChoiceField(
        Facet.objects.filter(kind=Facet.Kind.LIST),
        empty_label="Choose…",
        help_text="What kind of statement it is, e.g. “Biggest challenges”.",
    )
    statement = forms.CharField(
        max_length=STATEMENT_LENGTH,
        help_text="One statement, e.g. “Silos between teams”. If the facet has it already, they share it.",
    )

    def clean_statement(self):
        return one_line(self.cleaned_data["statement"])

    def clean(self):
        facet, statement = self.cleaned_data.get("facet"), self.cleaned_data.get("statement")
        if facet and statement and not self.user.has_perm("personas.add_trait") and not known_trait(facet, statement):
            self.add_error("statement", f"“{facet}” doesn't have this statement, and you may not add new ones.")
