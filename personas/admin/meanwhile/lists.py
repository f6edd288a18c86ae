"""Fields that are edited in a list: never saved over what others saved meanwhile."""

from functools import cached_property

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.forms import BaseModelFormSet
from django.http import HttpResponseRedirect

from personas.history import recorded

from ..chosen import possible_pks
from .changes import acts_since, last_entry
from .states import plain
from .tokens import SHOWN, Shown, opened, sealed

PREFIX = "form"
MOST = 1000  # rows of a list, and more than any page has
MEANWHILE = "{who} changed this to “{now}” while you had the list open. Save again to have yours instead."
UNKNOWN = "It isn't known any more what this list showed. This is “{now}” now: save again to have yours instead."
NOT_OURS = "The list didn't arrive as it was sent, so nothing was saved. Here it is as it is now."
GONE = "Somebody deleted a row of this list while you had it open. You had typed there: {typed}."


class Fixed(forms.HiddenInput):
    """Shows its value, whatever was sent."""

    def __init__(self, value: str):
        super().__init__()
        self.value = value

    def format_value(self, value):
        return self.value


class WatchedListFormSet(BaseModelFormSet):
    """Rows of a list that carry what they showed. `overtaken` are sentences by row and field."""

    label = ""
    names: tuple[str, ...] = ()
    overtaken: dict[tuple[str, str], str] = {}

    @cached_property
    def management_form(self):
        form = super().management_form
        shown = self.shown()
        form.fields[SHOWN] = forms.CharField(required=False, initial=shown, widget=Fixed(shown))
        return form

    def shown(self) -> str:
        state = {f"{row.pk}-{name}": as_text(row, name) for row in self.get_queryset() for name in self.names}
        return sealed(Shown(self.label, last_entry(), state))

    def clean(self):
        super().clean()
        for form in self.forms:
            for name in self.names:
                if sentence := self.overtaken.get((str(form.instance.pk), name)):
                    form.add_error(name, sentence)


class WatchedListAdmin(admin.ModelAdmin):
    def get_changelist_formset(self, request, **kwargs):
        formset = super().get_changelist_formset(request, **kwargs)
        own = {
            "label": self.opts.label_lower,
            "names": tuple(self.list_editable),
            "overtaken": getattr(request, "overtaken", {}),
        }
        return type(formset.__name__, (WatchedListFormSet, formset), own)

    def changelist_view(self, request, extra_context=None):
        if request.method != "POST" or "_save" not in request.POST or not self.list_editable:
            return super().changelist_view(request, extra_context)
        rows = possible_pks(sent_rows(request.POST, self.opts.pk.name))
        # A list has its rows and no new one, whatever a form says.
        if {request.POST.get(f"{PREFIX}-{name}_FORMS") for name in ("TOTAL", "INITIAL")} != {str(len(rows))}:
            self.message_user(request, NOT_OURS, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        with recorded(), transaction.atomic():
            if self.has_change_permission(request):
                self.look_at_rows_again(request)
            return in_step(super().changelist_view(request, extra_context))

    def look_at_rows_again(self, request) -> None:
        """Lock the rows that were sent. Say for those that nobody typed in what they are now, note those that both
        changed, and leave those out that are gone."""
        name = self.opts.pk.name
        held = self.model._base_manager.select_for_update().filter(pk__in=possible_pks(sent_rows(request.POST, name)))
        there = {str(row.pk): row for row in held.order_by(name)}
        data, lost = without_rows(request.POST, name, there)
        for values in lost:
            typed = ", ".join(values[each] for each in self.list_editable if values.get(each))
            self.message_user(request, GONE.format(typed=typed or "nothing"), messages.WARNING)
        shown = opened(data.get(f"{PREFIX}-{SHOWN}", ""), self.opts.label_lower)
        request.overtaken = {}
        for key, prefix in sent_rows(data, name).items():
            for each in self.list_editable:
                if sentence := settle(data, f"{prefix}-{each}", there[key], each, shown):
                    request.overtaken[key, each] = sentence
        request.POST = data


def settle(data, field: str, row, name: str, shown: Shown | None) -> str:
    """Have a field say what the row has where nobody typed in it; answers what to tell where both changed it."""
    was = shown and shown.state.get(f"{row.pk}-{name}")
    now, typed = as_text(row, name), str(data.get(field, "")).strip()
    if now in (typed, was):
        return ""
    if was is None:
        return UNKNOWN.format(now=now)
    if typed != was:
        return MEANWHILE.format(who=who_changed(row, shown.mark), now=now)
    data[field] = now
    return ""


def in_step(response):
    """The list that comes back with errors. Its rows are those that were sent, in their order, and no others: so that
    what was typed stands beside its row, however others have ordered the list meanwhile."""
    changelist = getattr(response, "context_data", {}).get("cl")
    if changelist is not None and changelist.formset is not None and changelist.formset.is_bound:
        rows = {row.pk: row for row in changelist.result_list}
        sent = [form.instance for form in changelist.formset.forms]
        changelist.result_list = [rows.get(row.pk, row) for row in sent]
    return response


def sent_rows(data, key: str) -> dict[str, str]:
    """The prefix of each row that was sent, by its primary key."""
    return {str(data.get(f"{prefix}-{key}", "")): prefix for prefix in sent_prefixes(data)}


def sent_prefixes(data) -> list[str]:
    total = str(data.get(f"{PREFIX}-TOTAL_FORMS", ""))
    count = min(int(total), MOST) if total.isascii() and total.isdigit() and len(total) < 9 else 0
    return [f"{PREFIX}-{number}" for number in range(count)]


def without_rows(data, key: str, there):
    """The data without the rows that are gone, and what was sent of these, by the names of their fields."""
    data, kept, lost = data.copy(), [], []
    for prefix in sent_prefixes(data):
        names = [name for name in data if name.startswith(f"{prefix}-")]
        values = {name.removeprefix(f"{prefix}-"): data.pop(name)[-1] for name in names}
        (kept if values.get(key) in there else lost).append(values)
    for number, values in enumerate(kept):
        data.update({f"{PREFIX}-{number}-{name}": text for name, text in values.items()})
    if lost:
        data[f"{PREFIX}-TOTAL_FORMS"] = data[f"{PREFIX}-INITIAL_FORMS"] = str(len(kept))
    return data, lost


def who_changed(row, mark: int) -> str:
    return next((each.who for each in acts_since([row], mark)), "Somebody")


def as_text(row, name: str) -> str:
    return str(plain(getattr(row, name), forms.TextInput()))
