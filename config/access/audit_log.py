"""The audit log as one list: what was recorded here, and the changes that the admin's own history keeps."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django import forms
from django.conf import settings
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.db.models import F, Q, QuerySet, Value
from django.utils import timezone

from config.access.audit import kinds
from config.access.models import AuditEntry

# The admin's history knows three kinds.
FLAGS = {"added": ADDITION, "changed": CHANGE, "deleted": DELETION}
LABELS = {flag: name for name, flag in FLAGS.items()}
RECORDED, HISTORY = "recorded", "history"
BATCH = 500


@dataclass(frozen=True)
class Line:
    """What somebody did, when, to what, and from where; `who` is empty where nobody was signed in."""

    at: datetime
    who: str
    did: str
    subject: str
    detail: str
    address: str


def days_kept() -> int:
    """How many days what was recorded is kept, 0 for ever. When an account was closed has to be known until it is
    forgotten."""
    return settings.AUDIT_DAYS and max(settings.AUDIT_DAYS, settings.FORGET_CLOSED_DAYS + 1)


class AuditFilter(forms.Form):
    """What to look for in the log; everything may be left empty."""

    who = forms.CharField(required=False, max_length=150, label="Who")
    what = forms.ChoiceField(required=False, label="Did")
    words = forms.CharField(required=False, max_length=200, label="Words")
    since = forms.DateField(required=False, label="From", widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(required=False, label="To", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        labels = kinds() | {name: f"{name} a row in the admin" for name in FLAGS}
        self.fields["what"].choices = [("", "anything"), *sorted(labels.items(), key=lambda pair: pair[1])]

    @property
    def rows(self) -> QuerySet:
        """Where each entry that fits stands, the latest first: its time, its table and its primary key there. Nothing
        where the form has errors."""
        if not self.is_valid():
            return AuditEntry.objects.none()
        wanted = self.cleaned_data
        recorded = placed(AuditEntry.objects.filter(recorded_as(wanted)), "at", RECORDED)
        history = placed(LogEntry.objects.filter(kept_as(wanted)), "action_time", HISTORY)
        return recorded.union(history, all=True).order_by("-moment", "-source", "-row")


def placed(entries: QuerySet, moment: str, source: str) -> QuerySet:
    columns = {"moment": F(moment), "source": Value(source), "row": F("pk")}
    return entries.order_by().annotate(**columns).values_list(*columns)


def recorded_as(wanted: dict) -> Q:
    """The condition on what was recorded."""
    found = between("at", wanted) & Q(actor_name__icontains=wanted["who"])
    found &= Q(subject__icontains=wanted["words"]) | Q(detail__icontains=wanted["words"])
    return found & Q(kind=wanted["what"]) if wanted["what"] else found


def kept_as(wanted: dict) -> Q:
    """The condition on the admin's history."""
    found = between("action_time", wanted) & Q(user__username__icontains=wanted["who"])
    found &= Q(object_repr__icontains=wanted["words"]) | Q(change_message__icontains=wanted["words"])
    return found & Q(action_flag=FLAGS.get(wanted["what"], 0)) if wanted["what"] else found


def between(field: str, wanted: dict) -> Q:
    """From the beginning of the first day to the end of the last."""
    found = Q()
    if wanted["since"]:
        found &= Q(**{f"{field}__gte": midnight(wanted["since"])})
    if wanted["until"]:
        found &= Q(**{f"{field}__lt": midnight(wanted["until"] + timedelta(days=1))})
    return found


def midnight(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def lines_of(places: Iterable[tuple]) -> Iterator[Line]:
    """The entries at those places, in their order; two queries for every few hundred."""
    places = list(places)
    for start in range(0, len(places), BATCH):
        batch = places[start : start + BATCH]
        recorded = AuditEntry.objects.in_bulk([row for _, source, row in batch if source == RECORDED])
        history = LogEntry.objects.select_related("user", "content_type").in_bulk(
            [row for _, source, row in batch if source == HISTORY]
        )
        for _, source, row in batch:
            yield from [recorded_line(recorded[row])] if source == RECORDED else [history_line(history[row])]


def recorded_line(entry: AuditEntry) -> Line:
    did = kinds().get(entry.kind, entry.kind)
    return Line(entry.at, entry.actor_name, did, entry.subject, entry.detail, entry.address or "")


def history_line(entry: LogEntry) -> Line:
    kind = entry.content_type.name if entry.content_type else "row"
    did = f"{LABELS.get(entry.action_flag, 'changed')} a {kind}"
    note = entry.get_change_message() if entry.action_flag == CHANGE else ""
    return Line(entry.action_time, entry.user.get_username(), did, entry.object_repr, note, "")
