"""A recurrence rule as a person says it: every so many weeks or months, on which days, and until when."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from enablement.recurrence import LONGEST, MOST, NTH, ON_DAY, WEEKDAYS, days_of, read_rule

from .fields import day_field

NONE, WEEKLY, MONTHLY, MONTH_DAY, RAW = "none", "weekly", "monthly", "month_day", "raw"
REPEATS = [
    (NONE, "Not by a rule: its sessions are planned one by one"),
    (WEEKLY, "Every week, or every few weeks, on weekdays"),
    (MONTHLY, "Every month, or every few months, on a weekday such as the third Tuesday"),
    (MONTH_DAY, "Every month, or every few months, on the same day of the month as the first day"),
    (RAW, "By the rule written below"),
]
FREQUENCIES = {WEEKLY: "WEEKLY", MONTHLY: "MONTHLY", MONTH_DAY: "MONTHLY"}
PLACES = [("", "That of the first day"), *((str(number), word.capitalize()) for number, word in NTH.items())]


@dataclass(frozen=True)
class Repeat:
    """What the fields say. `nth` is the place of the weekdays in the month, None for that of the first day."""

    repeats: str
    every: int = 1
    weekdays: tuple[str, ...] = ()
    nth: int | None = None
    count: int | None = None
    until: date | None = None

    def rule(self, first: date) -> str:
        """The rule; what isn't said follows the first day."""
        weekdays = self.weekdays or (list(WEEKDAYS)[first.weekday()],)
        by = {
            WEEKLY: f"BYDAY={','.join(weekdays)}",
            MONTHLY: f"BYDAY={','.join(f'{self.nth or place_in_month(first)}{day}' for day in weekdays)}",
            MONTH_DAY: f"BYMONTHDAY={first.day}",
        }[self.repeats]
        end = f"COUNT={self.count}" if self.count else f"UNTIL={self.until:%Y%m%d}"
        return f"FREQ={FREQUENCIES[self.repeats]};INTERVAL={self.every};{by};{end}"


def place_in_month(day: date) -> int:
    """1 for the first of its weekday in the month; the fifth is the last, as not every month has five."""
    place = (day.day - 1) // 7 + 1
    return place if place < 5 else -1


def repeat_of(text: str, first: date | None) -> Repeat:
    """What the fields show of a stored rule; RAW when they can't say it."""
    if not text:
        return Repeat(NONE)
    try:
        rule = read_rule(text)
    except ValidationError:
        return Repeat(RAW)
    by, end = dict(rule.by), {"count": rule.count, "until": rule.until}
    days = [ON_DAY.fullmatch(day) for day in by.get("BYDAY", "").split(",")]
    if by.keys() == {"BYDAY"} and rule.freq == "WEEKLY":
        return Repeat(WEEKLY, rule.interval, tuple(day[2] for day in days), **end)
    if by.keys() == {"BYDAY"} and rule.freq == "MONTHLY" and len({day[1] for day in days}) == 1:
        nth = int(days[0][1] or 0)
        if nth in NTH:
            return Repeat(MONTHLY, rule.interval, tuple(day[2] for day in days), nth, **end)
    if by.keys() == {"BYMONTHDAY"} and rule.freq == "MONTHLY" and first and by["BYMONTHDAY"] == str(first.day):
        return Repeat(MONTH_DAY, rule.interval, **end)
    return Repeat(RAW)


class RepeatForm(forms.Form):
    """The fields of a rule, for a form with `starts_on`, the first day, and `zone`; the rule is in `rule`."""

    repeats = forms.ChoiceField(
        choices=REPEATS, widget=forms.RadioSelect, initial=NONE, help_text="You see all its dates before it is saved."
    )
    every = forms.IntegerField(
        required=False, min_value=1, max_value=52, initial=1, help_text="Every how many weeks or months, e.g. 1."
    )
    weekdays = forms.MultipleChoiceField(
        choices=list(WEEKDAYS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None: the weekday of the first day.",
    )
    nth = forms.ChoiceField(
        label="Which of the month", choices=PLACES, required=False, help_text="E.g. the third, for the third Tuesday."
    )
    count = forms.IntegerField(
        label="How many times",
        required=False,
        min_value=1,
        max_value=MOST,
        help_text=f"E.g. 12, at most {MOST}. Either this or the last day.",
    )
    until = day_field(label="Last day", required=False, help_text="E.g. 2027-12-31. Either this or how many times.")
    rule = forms.CharField(
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="As a calendar writes it, e.g. FREQ=MONTHLY;BYDAY=3TU;COUNT=12.",
    )

    def show_rule(self, text: str, first: date | None) -> None:
        """Fill the fields in from a stored rule."""
        repeat = repeat_of(text, first)
        for name in ("repeats", "every", "count", "until"):
            self.fields[name].initial = getattr(repeat, name)
        self.fields["weekdays"].initial = list(repeat.weekdays)
        self.fields["nth"].initial = str(repeat.nth or "")

    def clean_repeat(self, data) -> None:
        """Put the rule into `data`, or say at a field why there is none."""
        repeats, first = data.get("repeats"), data.get("starts_on")
        if repeats in (None, NONE):
            data["rule"] = ""
            return
        if first is None or data.get("starts_at") is None:
            self.ask_for_start(data)
            return
        if repeats == RAW:
            self.check_rule(data, data.get("rule", ""), "rule")
        elif self.has_one_end(data):
            self.check_rule(data, self.said(data).rule(first), "repeats")

    def ask_for_start(self, data) -> None:
        if data.get("starts_on") is None and "starts_on" not in self.errors:
            self.add_error("starts_on", "Give the first day: a series that repeats starts somewhere.")
        if data.get("starts_at") is None and "starts_at" not in self.errors:
            self.add_error("starts_at", "Give the hour.")

    def has_one_end(self, data) -> bool:
        if self.errors.keys() & {"count", "until", "every", "nth", "weekdays"}:
            return False
        if bool(data.get("count")) != bool(data.get("until")):
            return True
        both = data.get("count") and data.get("until")
        told = (
            "Give either how many times or the last day, not both."
            if both
            else "Give how many times, or the last day."
        )
        self.add_error("count", told)
        return False

    def said(self, data) -> Repeat:
        nth = int(data["nth"]) if data.get("nth") else None
        return Repeat(
            data["repeats"], data.get("every") or 1, tuple(data["weekdays"]), nth, data.get("count"), data.get("until")
        )

    def check_rule(self, data, text: str, name: str) -> None:
        try:
            rule = read_rule(text, data.get("zone") or "UTC")
            days_of(rule, data["starts_on"])
            data["rule"] = str(rule)
        except ValidationError as error:
            self.add_error(name, error)
