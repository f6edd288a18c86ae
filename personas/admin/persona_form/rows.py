"""Rows of a persona's form: in an order, the last one blank, written with few queries however many they are."""

from collections import defaultdict
from functools import cached_property

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, BaseInlineFormSet
from django.forms.formsets import DELETION_FIELD_NAME

from ..meanwhile.overtaken import OvertakenError
from .fields import MOST, hidden_number
from .history import History
from .posted_rows import PostedRows

MOST_ROWS = 1500
REMOVED = "Somebody removed this row meanwhile. Save again to bring it back, or remove it here, too."
LONG = 60  # characters that fit on the line of a row


class RowForm(forms.ModelForm):
    """A row: its field `said` says what the row is about, the fields `extras` what there is to add."""

    said = ""
    extras = ()
    missing = "Write what this row is about, or remove it."

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.thing = self.current
        self.rewords = False
        if self.current is not None:
            self.initial |= {"rank": self.instance.rank, self.said: self.said_by(self.current)}

    @property
    def current(self):
        """What the stored row is about; None for a new row."""
        return getattr(self.instance, self.said) if self.instance.pk else None

    def said_by(self, thing):
        """What the field `said` shows for a thing."""
        return str(thing.pk)

    @property
    def initial_label(self) -> str:
        """What a stored row was about when the form was read."""
        return str(self.initial.get(self.said, ""))

    @property
    def group(self) -> int | None:
        """The list that the row belongs to, where a formset holds several."""
        return None

    @property
    def is_blank(self) -> bool:
        """Whether a new row says nothing; a place in the order alone is nothing."""
        names = (self.said, *self.extras)
        return not any((self.data.get(self.add_prefix(name)) or "").strip() for name in names)

    @property
    def was_removed(self) -> bool:
        """Whether the row was there when the page was shown, and no longer is."""
        return self.is_bound and not self.instance.pk and bool(self["id"].value())

    @property
    def is_ticked_off(self) -> bool:
        """Whether the box that removes the row is ticked."""
        return bool(self.is_bound and DELETION_FIELD_NAME in self.fields and self[DELETION_FIELD_NAME].value())

    @property
    def is_long(self) -> bool:
        """Whether what the row says needs more than one line."""
        return len(str(self[self.said].value() or "")) > LONG

    @property
    def has_more(self) -> bool:
        """Whether the row has something to add, so that it isn't folded away."""
        return any(self[name].value() or self[name].errors for name in self.extras)

    def has_changed(self):
        if self.instance._state.adding:
            return self.is_bound and not self.is_blank
        return super().has_changed()

    def clean(self):
        # Not the model's: it would ask the database about each row. The formset asks about all of them at once.
        if self.was_removed:
            self.add_error(None, REMOVED)
        elif self.said not in self.errors and not self.cleaned_data.get(self.said):
            self.add_error(self.said, self.missing)
        return self.cleaned_data

    def _post_clean(self):
        """The formset writes the row; the model's checks are those of the fields."""

    def values(self) -> dict:
        """What there is to add, as it will be stored."""
        return {name: self.cleaned_data.get(name) or "" for name in self.extras}


class RowFormSet(BaseInlineFormSet):
    """Rows of one kind. `groups` are the lists among which they are divided, each with a blank row at its end."""

    thing_field = ""
    default_error_messages = {
        "missing_management_form": "A part of the form didn't arrive. Please send it again.",
    }

    def __init__(self, data=None, *args, vocabulary, user, prefix, may_change=True, may_delete=True, **kwargs):
        self.vocabulary = vocabulary
        self.user = user
        self.may_change = may_change
        self.may_delete = may_delete
        self.live = []
        self.posted = None
        if data is not None:
            self.posted = PostedRows(data, prefix, self.absolute_max, self.groups, self.form.said)
            data = self.posted.with_pasted_and_blank_rows()
        super().__init__(data, *args, prefix=prefix, **kwargs)
        if self.max_num:
            self.extra = len(self.groups)

    @property
    def groups(self) -> list[int | None]:
        return [None]

    @cached_property
    def stored(self) -> list:
        """The rows that the database has now."""
        return list(self.get_queryset())

    @property
    def unposted(self) -> list:
        """Stored rows that the form doesn't know: somebody added them meanwhile."""
        known = {form.instance.pk for form in self.forms}
        return [row for row in self.stored if row.pk not in known]

    def add_fields(self, form, index):
        # Not the model formset's, whose field for the primary key asks the database once a row.
        BaseFormSet.add_fields(self, form, index)
        form.fields["id"] = hidden_number()
        form.fields["id"].initial = form.instance.pk

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        # A row that somebody else removed comes back without a number, to be stored anew.
        form.fields["id"].required = False
        form.empty_permitted = form.instance.pk is None
        form.use_required_attribute = False
        return form

    def is_live(self, form) -> bool:
        """Whether the form stands for a row after saving."""
        if form.errors or (self.can_delete and self._should_delete_form(form)):
            return False
        return bool(form.instance.pk) or form.has_changed()

    # What is typed ---------------------------------------------------------------------------------------------------

    def clean(self):
        if self.posted and self.posted.too_long:
            raise ValidationError(list(self.posted.too_long.values()))
        self.live = [form for form in self.forms if self.is_live(form)]
        self.settle()
        self.refuse_twice()

    def settle(self):
        """Find out what each live row is about, its `thing`; add errors where that can't be."""
        raise NotImplementedError

    def identity(self, form):
        """What no two rows of a persona may share."""
        return form.thing.pk

    def refuse_twice(self):
        """Tell of rows about the same thing at the later one; one that somebody else added meanwhile is taken over."""
        unposted = {getattr(row, f"{self.thing_field}_id"): row for row in self.unposted}
        firsts = {}
        # Stored rows first: they were there.
        for form in sorted(self.live, key=lambda form: form.has_changed()):
            if form.errors:
                continue
            first = firsts.setdefault(self.identity(form), form)
            if first is not form:
                form.add_error(form.said, self.told_twice(form, first))
            elif not form.instance.pk and form.thing is not None and form.thing.pk in unposted:
                form.instance = unposted[form.thing.pk]

    def told_twice(self, form, first) -> str:
        return "This is in the list already. Change it, or remove this row."

    # Writing ---------------------------------------------------------------------------------------------------------

    def save(self, commit=True):
        """Write all rows: in one query each what goes, what is new, and what has changed."""
        self.make_things()
        self.history = History()
        places = self.places()
        removed = [form.instance for form in self.deleted_forms if form.instance.pk]
        for row in removed:
            self.history.note(self.heading(self.group_of(row)), "removed", self.label(getattr(row, self.thing_field)))
        stored = [form for form in self.live if form.instance.pk and form.thing == form.current]
        new = [form for form in self.live if form not in stored]
        # A row about something else is another row: so two rows can swap what they say.
        outdated = [form.instance.pk for form in new if form.instance.pk] + [row.pk for row in removed]
        fresh = [self.fresh_row(form, places[form]) for form in new]
        changed = [form.instance for form in stored if self.update(form, places[form])]
        self.model.objects.filter(pk__in=outdated).delete()
        updating = changed + self.renumbered(places)
        if self.model.objects.bulk_update(updating, ["rank", *self.form.extras]) < len(updating):
            raise OvertakenError
        self.model.objects.bulk_create(fresh)
        self.new_objects, self.changed_objects, self.deleted_objects = fresh, [(row, []) for row in changed], removed
        return fresh

    def make_things(self):
        """Make the things that don't exist yet."""

    def heading(self, group: int | None) -> str:
        """What the history calls a list."""
        return str(self.model._meta.get_field(self.thing_field).related_model._meta.verbose_name_plural).capitalize()

    def label(self, thing) -> str:
        """What the history calls a thing."""
        return f"“{thing}”"

    def fresh_row(self, form, rank):
        """A row to be stored, of a new form or of one that is about something else now."""
        label = self.label(form.thing)
        heading = self.heading(form.group)
        if form.instance.pk:
            self.history.note(heading, "changed", f"“{form.initial_label}” to {label}")
        else:
            self.history.note(heading, "added", label)
        return self.model(persona=self.instance, rank=rank, **{self.thing_field: form.thing}, **form.values())

    def update(self, form, rank) -> bool:
        """Gives a stored row its values. Answers whether they differ from those stored."""
        row = form.instance
        heading = self.heading(form.group)
        new = form.values() if form.has_changed() else {}
        differing = {name: value for name, value in new.items() if getattr(row, name) != value}
        if form.rewords:
            self.history.note(heading, "reworded", f"“{form.initial_label}” to {self.label(form.thing)}")
        if differing:
            self.history.note(heading, "changed", self.label(form.thing))
        if row.rank != rank and self.may_change:
            differing["rank"] = rank
            self.history.reordered(heading)
        for name, value in differing.items():
            setattr(row, name, value)
        return bool(differing)

    def renumbered(self, places) -> list:
        """Rows that aren't in the form and get another place."""
        rows = [row for row in self.unposted if row in places and row.rank != places[row] and self.may_change]
        for row in rows:
            row.rank = places[row]
        return rows

    def places(self) -> dict:
        """The rank of each live form, and of each stored row without one: 1 to n in each list."""
        groups = defaultdict(list)
        for form in self.live:
            groups[form.group].append((form.cleaned_data.get("rank") or MOST, form))
        for row in self.unposted:
            groups[self.group_of(row)].append((row.rank, row))
        in_order = (sorted(rows, key=lambda pair: pair[0]) for rows in groups.values())
        return {one: place for rows in in_order for place, (_, one) in enumerate(rows, start=1)}

    def group_of(self, row) -> int | None:
        """The list that a stored row belongs to."""
        return None


class PersonaInline(admin.TabularInline):
    """What belongs to a persona and is shown by the page's own template."""

    extra = 0
    related = []

    @property
    def media(self):
        return forms.Media()

    def get_fields(self, request, obj=None):
        # The forms say themselves which fields they have.
        return []

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.related)


class RowsInline(PersonaInline):
    max_num = MOST_ROWS
