"""Forms of the catalogue."""

from dataclasses import dataclass

from django import forms
from django.contrib.admin.widgets import AdminFileWidget, AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.urls import reverse

from personas.colours import COLOURS
from personas.models import Persona, PersonaAddress
from personas.portrait_field import PortraitField, PortraitFormMixin
from personas.retirement import refuse_successors

WHY = "Say why in a sentence: readers see it in the banner."


class ColourSelect(forms.RadioSelect):
    """The twelve persona colours as swatches; the style sheet knows them by class."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if value:
            option["attrs"]["class"] = f"colour-swatch persona-colour-{value}"
        return option


class PortraitInput(AdminFileWidget):
    """A file input whose link leads to the page that shows portraits, as uploads themselves are not served."""

    def format_value(self, value):
        if not self.is_initial(value):
            return None
        return Portrait(reverse("personas:portrait", args=[value.instance.slug]), value.name)


@dataclass(frozen=True)
class Portrait:
    """A stored picture: where it is shown, and what the link to it says."""

    url: str
    name: str

    def __str__(self):
        return self.name


class PersonaForm(PortraitFormMixin, forms.ModelForm):
    """A persona in the admin: colours to pick from, and a date of deprecation for the deprecated alone."""

    colour = forms.TypedChoiceField(
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", "By address"), *((number, str(number)) for number in range(1, COLOURS + 1))],
        widget=ColourSelect,
        help_text=Persona._meta.get_field("colour").help_text,
    )

    class Meta:
        model = Persona
        fields = ()  # the admin says which
        field_classes = {"portrait": PortraitField}
        widgets = {
            "portrait": PortraitInput,
            "deprecation_reason": AdminTextareaWidget(attrs={"rows": 4, "data-markdown": True}),
        }

    def clean_slug(self):
        """Links to another persona's pages and editions may still use an address that she had before."""
        slug = self.cleaned_data["slug"]
        if slug and "slug" in self.changed_data:
            others = Persona.objects.exclude(pk=self.instance.pk).exclude(slug=slug)
            former = others.filter(pk__in=PersonaAddress.objects.filter(slug=slug).values("persona_key")).first()
            if former:
                raise forms.ValidationError(
                    "Links to “%(former)s” still use this address. Add a word to it.", params={"former": former}
                )
        return slug

    def clean(self):
        data = super().clean()
        if data.get("deprecated_on") and data.get("status") != Persona.Status.DEPRECATED:
            self.add_error("deprecated_on", "Only a deprecated persona has this date: change the status, or clear it.")
        if data.get("status") == Persona.Status.DEPRECATED:
            self.check_retirement(data)
        return data

    def check_retirement(self, data) -> None:
        """Whoever deprecates a persona says why, and names others who can take over; what stood there may stay."""
        if "status" in self.changed_data and not data.get("deprecation_reason", "asked elsewhere"):
            self.add_error("deprecation_reason", WHY)
        if "successors" in self.changed_data and data.get("successors"):
            try:
                refuse_successors([self.instance], list(data["successors"]))
            except ValidationError as error:
                self.add_error(None, error)
