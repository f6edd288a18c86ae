"""Content types that reach a persona: a grid with a row for each of the vocabulary."""

from collections import defaultdict
from functools import cached_property

from django import forms

from personas.models import ContentPreference

from .fields import MOST, LineField, rank_field
from .keyed_forms import KeyedForm, KeyedFormSet
from .rows import PersonaInline

NOT = 0
TIERS = [(NOT, "Not"), *ContentPreference.Tier.choices]


class TierForm(KeyedForm):
    said = "tier"

    tier = forms.TypedChoiceField(
        choices=TIERS,
        coerce=int,
        empty_value=NOT,
        required=False,
        help_text="Primary is where they look first.",
        error_messages={"invalid_choice": "Choose one of the four."},
    )
    rank = rank_field("1 comes first in its tier.")
    qualifier = LineField(max_length=500, label="How or when", help_text="E.g. “short ones only”.")

    class Meta:
        model = ContentPreference
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        row = self.instance
        stored = (
            {"tier": str(row.tier), "rank": row.rank, "qualifier": row.qualifier} if row.pk else {"tier": str(NOT)}
        )
        self.initial = stored | self.initial

    @property
    def chosen(self) -> int:
        """The tier to show as chosen."""
        value = str(self["tier"].value())
        return int(value) if value in {str(tier) for tier, _ in TIERS} else NOT

    @property
    def is_filled(self):
        return self.cleaned_data["tier"] != NOT

    def clean(self):
        # Words about a content type that the persona doesn't take up would be lost.
        if self.cleaned_data.get("tier") == NOT and self.cleaned_data.get("qualifier") and not self.instance.pk:
            self.add_error("tier", "Choose the tier that this is about, or clear the words beside it.")
        return self.cleaned_data


class TierFormSet(KeyedFormSet):
    term_field = "content_format"
    unknown = "A content type that you chose is no longer there. Look the others over and save."

    @cached_property
    def terms(self):
        return list(self.vocabulary.content_formats.values())

    def note(self, verb, form):
        self.history.note("Content types", verb, f"“{form.term}”")

    def write(self, changed, new):
        """Store the rows, and number all rows of each tier from 1."""
        new = set(new)
        tiers = defaultdict(list)
        for form in self.forms:
            tier = form.cleaned_data["tier"] if form.has_changed() else form.instance.pk and form.instance.tier
            if tier:
                rank = form.cleaned_data.get("rank") if form.has_changed() else form.instance.rank
                tiers[tier].append((rank or MOST, form))
        outdated = []
        for tier, rows in tiers.items():
            for place, (_, form) in enumerate(sorted(rows, key=lambda pair: pair[0]), start=1):
                outdated += self.fill(form, tier, place)
        ContentPreference.objects.bulk_update(outdated, ["tier", "rank", "qualifier"])
        ContentPreference.objects.bulk_create([form.instance for form in self.forms if form in new])

    def fill(self, form, tier: int, place: int) -> list:
        """Gives the form's row its values; answers it when it is stored already and changes."""
        row = form.instance
        before = (row.tier, row.rank, row.qualifier)
        row.persona = self.instance
        row.tier, row.rank = tier, place
        row.qualifier = form.cleaned_data["qualifier"] if form.has_changed() else row.qualifier
        return [row] if row.pk and before != (row.tier, row.rank, row.qualifier) and self.may_change else []


class TierInline(PersonaInline):
    model = ContentPreference
    form = TierForm
    formset = TierFormSet
