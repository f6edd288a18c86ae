"""The form that plans a piece of content."""

from django import forms
from django.core.exceptions import ValidationError

from journeys.models import ContentTask
from personas.colleagues import called, possible_owners
from personas.models import Persona

CHANGED = "Not all of them lack it any more: look through them again."


class OwnerField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return called(user)


class PersonasField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, persona):
        return persona.heading

    def clean(self, value):
        if any("\0" in str(each) for each in value or ()):  # which PostgreSQL can't look for
            raise ValidationError(CHANGED)
        return super().clean(value)


class PlanForm(forms.ModelForm):
    """Who makes it, and by when, and for which others who lack it, too. What it is, is said by the address."""

    others = PersonasField(
        queryset=Persona.objects.none(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="And for others who lack it",
        help_text="Each of them gets a to-do of the same kind.",
    )
    owner = OwnerField(
        queryset=None, required=False, empty_label="Nobody yet", help_text="The colleague who makes it, e.g. Dana."
    )

    class Meta:
        model = ContentTask
        fields = ["owner", "due_on", "note"]
        labels = {"due_on": "Due"}
        widgets = {
            "due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    field_order = ["others", "owner", "due_on", "note"]

    def __init__(self, *args, lacking, **kwargs):
        """`lacking` are the others for whom it can be planned, a queryset."""
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["others"].queryset = lacking
        self.fields["others"].error_messages |= dict.fromkeys(["invalid_choice", "invalid_pk_value"], CHANGED)
        self.fields["owner"].queryset = possible_owners()
        self.fields["owner"].error_messages["invalid_choice"] = "Choose one of the colleagues."
        self.fields["due_on"].error_messages["invalid"] = "Write the day as 2027-01-31."

    def refuse(self, error: ValidationError) -> None:
        """Show what the model refuses."""
        self.add_error(None, ValidationError(error.messages))
