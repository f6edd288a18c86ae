"""One form for each row of the vocabulary, known by its primary key: notes by facet, tiers by content type."""

from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, BaseInlineFormSet

from .history import History


class KeyedForm(forms.ModelForm):
    """What a persona has about one vocabulary row, its `term`. Nothing said is no row."""

    said = ""  # the field that says something; a form that comes without it is left as it is
    term = None

    @property
    def is_filled(self) -> bool:
        """Whether there will be a row."""
        raise NotImplementedError

    def has_changed(self):
        return self.add_prefix(self.said) in self.data and bool(self.changed_data)

    def clean(self):
        return self.cleaned_data

    def _post_clean(self):
        """The formset writes the row; the model's checks are those of the fields."""


class KeyedFormSet(BaseInlineFormSet):
    """Forms whose names carry the primary key of their term, so that it doesn't matter what the vocabulary has gained
    or lost since the page was shown."""

    term_field = ""
    unknown = ""  # what is told when a term that was written about is gone
    default_error_messages = {
        "missing_management_form": "A part of the form didn't arrive. Please send it again.",
    }

    def __init__(self, *args, vocabulary, user, may_change=True, may_delete=True, **kwargs):
        self.vocabulary = vocabulary
        self.user = user
        self.may_change = may_change
        self.may_delete = may_delete
        super().__init__(*args, **kwargs)

    @cached_property
    def terms(self) -> list:
        """The vocabulary rows in order."""
        raise NotImplementedError

    @cached_property
    def stored(self) -> dict:
        """The persona's rows by the primary key of their term."""
        return {getattr(row, f"{self.term_field}_id"): row for row in self.get_queryset()}

    @property
    def by_term(self) -> dict:
        """The forms by the primary key of their term."""
        return {form.term.pk: form for form in self.forms}

    def total_form_count(self):
        return len(self.terms)

    def initial_form_count(self):
        return 0

    def add_prefix(self, index):
        return f"{self.prefix}-{self.terms[index].pk if isinstance(index, int) else index}"

    def _construct_form(self, i, **kwargs):
        term = self.terms[i]
        row = self.stored.get(term.pk) or self.model(**{f"{self.term_field}_id": term.pk})
        form = BaseFormSet._construct_form(self, i, instance=row, **kwargs)
        form.term = term
        form.empty_permitted = False
        form.use_required_attribute = False
        return form

    def add_fields(self, form, index):
        """None but the form's own: rows go by being emptied."""

    def clean(self):
        self.refuse_unknown()
        for form in self.forms:
            if (
                not self.may_delete
                and form.instance.pk
                and not form.errors
                and not form.is_filled
                and form.has_changed()
            ):
                form.add_error(form.said, "You may not remove what stands here. Put it back.")

    def refuse_unknown(self):
        """Raise ValidationError when something was said about a term that is no longer there."""
        ending = f"-{self.form.said}"
        names = {form.add_prefix(form.said) for form in self.forms}
        ours = (name for name in self.data if name.startswith(f"{self.prefix}-") and name.endswith(ending))
        if any(name not in names and str(self.data[name]).strip() not in ("", "0") for name in ours):
            raise ValidationError(self.unknown)

    def save(self, commit=True):
        """Write what changed: in one query each what goes, what is new and what is different."""
        self.history = History()
        forms_changed = [form for form in self.forms if form.has_changed()]
        removed = [form for form in forms_changed if form.instance.pk and not form.is_filled]
        new = [form for form in forms_changed if not form.instance.pk and form.is_filled]
        changed = [form for form in forms_changed if form.instance.pk and form.is_filled]
        for verb, concerned in (("added", new), ("changed", changed), ("removed", removed)):
            for form in concerned:
                self.note(verb, form)
        self.model.objects.filter(pk__in=[form.instance.pk for form in removed]).delete()
        self.write(changed, new)
        self.new_objects = [form.instance for form in new]
        self.changed_objects = [(form.instance, form.changed_data) for form in changed]
        self.deleted_objects = [form.instance for form in removed]
        return self.new_objects

    def note(self, verb: str, form) -> None:
        """Tell the history what happened to the form's row."""
        raise NotImplementedError

    def write(self, changed: list, new: list) -> None:
        """Store the forms' rows, those that are there and those that aren't yet."""
        raise NotImplementedError
