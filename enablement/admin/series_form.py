"""A series as a form: what all of its sessions share, and the rule by which they come."""

from django import forms

from enablement.models import Series
from enablement.models.sessions import SERIES_PAGES
from enablement.times import refuse_far_days
from personas.models import Persona, Team
from personas.validators import refuse_reserved

from .agreeing import AgreedForm
from .fields import ColleagueField, SeveralField, ZoneField, day_field, hour_field
from .repeat_form import RepeatForm
from .session_form import help_of

REPEAT_FIELDS = ("repeats", "every", "weekdays", "nth", "count", "until", "rule")


class SeriesForm(AgreedForm, RepeatForm, forms.ModelForm):
    starts_on = day_field(label="First day", required=False, help_text=help_of(Series, "starts_on"))
    starts_at = hour_field(label="Hour", required=False, help_text=help_of(Series, "starts_at"))
    zone = ZoneField(label="Time zone", help_text=help_of(Series, "zone"))
    host = ColleagueField(help_text="The user name of the colleague who holds it, e.g. “dana”.")
    teams = SeveralField(Team.objects.all(), required=False, help_text=help_of(Series, "teams"))
    personas = SeveralField(Persona.objects.none(), required=False, help_text=help_of(Series, "personas"))
    # Set by the page that makes the form.
    user = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["personas"].queryset = Persona.objects.visible_to(self.user)
        self.show_rule(self.instance.rule, self.instance.starts_on)
        if self.instance.starts_at:
            self.initial["starts_at"] = self.instance.starts_at.replace(second=0, microsecond=0)

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        refuse_reserved(slug, SERIES_PAGES)
        return slug

    def clean_starts_on(self):
        day = self.cleaned_data["starts_on"]
        if day:
            refuse_far_days(day)
        return day

    def clean(self):
        data = super().clean()
        self.clean_repeat(data)
        return data

    def hidden_personas(self) -> list[int]:
        """Those whom it teaches and the user may not see: they stay."""
        if not self.instance.pk:
            return []
        visible = Persona.objects.visible_to(self.user).values("pk")
        return list(self.instance.personas.exclude(pk__in=visible).values_list("pk", flat=True))


class CopyForm(forms.Form):
    """What of a series comes again."""

    title = forms.CharField(max_length=200, help_text="What the new series is called, e.g. “Office hours 2027”.")
    starts_on = day_field(label="First day", help_text="From when it comes again, e.g. 2027-01-19.")
    personas = forms.BooleanField(
        required=False,
        initial=True,
        label="Keep the personas",
        help_text="Each session teaches whom the old one taught.",
    )
    resources = forms.BooleanField(
        required=False,
        label="Keep slides and other material",
        help_text="Recordings, notes and feedback stay where they came from.",
    )

    def clean_starts_on(self):
        refuse_far_days(self.cleaned_data["starts_on"])
        return self.cleaned_data["starts_on"]
