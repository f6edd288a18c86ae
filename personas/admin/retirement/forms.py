"""What is asked when a persona retires, and when she comes back."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple

from personas.forms import WHY
from personas.models import Persona
from personas.retirement import refuse_successors

from ..bulk.forms import DeprecateForm, PersonasField


class RetireForm(DeprecateForm):
    """As for many at once; the reason is a must, and whoever takes over is looked at at once."""

    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": WHY},
        help_text="Why, e.g. “Folded into App Dev Avery.” (Markdown). Readers see it in the banner.",
    )
    successors = PersonasField(
        Persona.objects.all(),
        required=False,
        label="Who takes over",
        widget=AutocompleteSelectMultiple(Persona._meta.get_field("successors"), admin.site),
        help_text="Type a part of a name. The banner sends readers to them, and next you choose what else goes there.",
    )

    def __init__(self, *args, persona: Persona, **kwargs):
        super().__init__(*args, **kwargs)
        self.persona = persona

    @classmethod
    def of(cls, persona: Persona, user) -> "RetireForm":
        """The form, unsent; of one who is deprecated already with what her banner says."""
        said = {
            "on": persona.deprecated_on,
            "reason": persona.deprecation_reason,
            "successors": [each.pk for each in persona.successors.all()],
        }
        return cls(initial=said if persona.is_deprecated else {}, user=user, persona=persona)

    def clean(self):
        data = super().clean()
        if "successors" in data:
            data["successors"] = list(data["successors"])
            refuse_successors([self.persona], data["successors"])
        return data


class UnretireForm(forms.Form):
    status = forms.ChoiceField(
        choices=[(Persona.Status.PUBLISHED, "Published: readers see it"), (Persona.Status.DRAFT, "A draft again")],
        initial=Persona.Status.PUBLISHED,
        widget=forms.RadioSelect,
        label="What it is then",
    )
