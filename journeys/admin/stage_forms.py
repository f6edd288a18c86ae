"""Stages as rows on their journey's page, each with its other wordings."""

from collections import Counter

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet

from journeys.models import Stage, StageAlias
from personas.admin.used_by import uses_of
from personas.models.terms import NAME_LENGTH, key_of
from personas.wording import one_line


class StageForm(forms.ModelForm):
    """A stage; its aliases are one text, parted by commas."""

    aliases = forms.CharField(
        required=False,
        label="other wordings",
        help_text="How pages write it, too, parted by commas, e.g. “Discovery, Learning”.",
    )

    class Meta:
        model = Stage
        fields = ["name", "description", "order"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["aliases"].initial = ", ".join(alias.wording for alias in self.instance.aliases.all())

    def clean_aliases(self) -> list[str]:
        """The wordings, each once, without one that is the name itself."""
        wordings = [text for part in self.cleaned_data["aliases"].split(",") if (text := one_line(part))]
        long = next((text for text in wordings if len(text) > NAME_LENGTH), None)
        if long:
            raise ValidationError(f"“{long[:40]}…” is longer than {NAME_LENGTH} letters.")
        keyed = {key_of(text): text for text in reversed(wordings)}
        return [text for text in wordings if keyed[key_of(text)] is text]

    def save_aliases(self) -> None:
        """Make the stored aliases those that were typed; ones that stay keep their rows."""
        wanted = {key_of(text): text for text in self.cleaned_data["aliases"]}
        wanted.pop(self.instance.key, None)
        for alias in self.instance.aliases.all():
            if wanted.pop(alias.key, None) is None:
                alias.delete()
        for text in wanted.values():
            StageAlias.objects.create(stage=self.instance, wording=text)


class StageFormSet(BaseInlineFormSet):
    """The stages of a journey: no two of one name, an alias means one of them, and none goes that is in use."""

    def clean(self):
        super().clean()
        kept = [
            form for form in self.forms if form not in self.deleted_forms and form.is_valid() and form.has_changed_row
        ]
        self.refuse_twice(kept)
        self.refuse_used(form.instance for form in self.deleted_forms if form.instance.pk)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.has_changed_row = bool(form.instance.pk) or form.has_changed()

    def refuse_twice(self, forms_kept) -> None:
        """Raise ValidationError when one wording is the name or alias of two stages."""
        owners = Counter()
        for form in forms_kept:
            name = form.cleaned_data.get("name")
            aliases = form.cleaned_data.get("aliases", [])
            owners.update({key_of(text) for text in [*([name] if name else []), *aliases]})
        again = [key for key, count in owners.items() if count > 1]
        if again:
            raise ValidationError(f"Two stages are called “{again[0]}”: each wording means one stage of a journey.")

    def refuse_used(self, stages) -> None:
        """Raise ValidationError when a stage to be deleted is in use."""
        used = uses_of(list(stages))
        if used:
            said = "; ".join(map(str, used))
            raise ValidationError(f"{said}. Take them from the stage first, then delete it.")

    def save_new(self, form, commit=True):
        stage = super().save_new(form, commit)
        if commit:
            form.save_aliases()
        return stage

    def save_existing(self, form, obj, commit=True):
        stage = super().save_existing(form, obj, commit)
        if commit:
            form.save_aliases()
        return stage
