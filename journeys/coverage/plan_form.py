"""The form that plans a piece of content."""

from django import forms
from django.core.exceptions import ValidationError

from journeys.models import ContentTask
from personas.colleagues import called, possible_owners


class OwnerField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return called(user)


class PlanForm(forms.ModelForm):
    """Who makes it, and by when. What it is, is said by the address."""

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

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["owner"].queryset = possible_owners()
        self.fields["owner"].error_messages["invalid_choice"] = "Choose one of the colleagues."
        self.fields["due_on"].error_messages["invalid"] = "Write the day as 2027-01-31."

    def refuse(self, error: ValidationError) -> None:
        """Show what the model refuses."""
        self.add_error(None, ValidationError(error.messages))
