"""One session as a form: its time as the local day and hour, and how far a change reaches in its series."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from enablement.models import Series, Session
from enablement.times import refuse_far_days, start_of, zone_named
from personas.models import Persona, Team

from .agreeing import AgreedForm
from .fields import ColleagueField, OneField, SeveralField, ZoneField, day_field, hour_field

EXACT, WORDS = Session.Precision.EXACT, Session.Precision.WORDS
ONE, EACH = "one", "each"
THIS, LATER, ALL = "this", "later", "all"
NEEDED = {
    EXACT: ("day", "Give the day."),
    Session.Precision.DAY: ("day", "Give the day."),
    Session.Precision.MONTH: ("day", "Give any day of the month, such as its first."),
    WORDS: ("when_words", "Say in words when it is, such as “At the kickoff, Feb 2027”."),
}


def help_of(model, name: str) -> str:
    return model._meta.get_field(name).help_text


class SessionForm(AgreedForm, forms.ModelForm):
    """`start_note` says after cleaning that an hour comes twice."""

    day = day_field(required=False, help_text="E.g. 2026-11-21. For a month any day in it, e.g. 2026-11-01.")
    hour = hour_field(required=False, help_text="For an exact start, on the clock of the time zone, e.g. 11:00.")
    zone = ZoneField(label="Time zone", help_text=help_of(Session, "zone"))
    host = ColleagueField(help_text="The user name of the colleague who holds it, e.g. “dana”.")
    series = OneField(Series.objects.all(), required=False, help_text=help_of(Session, "series"))
    teams = SeveralField(Team.objects.all(), required=False, help_text=help_of(Session, "teams"))
    personas = SeveralField(Persona.objects.none(), required=False, help_text=help_of(Session, "personas"))
    how_many = forms.ChoiceField(
        label="For several teams",
        choices=[(ONE, "One session for all of the teams"), (EACH, "A session for each of the teams")],
        initial=ONE,
        required=False,
        widget=forms.RadioSelect,
        help_text="Each team's session has the team's name in its title, and its own seats.",
    )
    scope = forms.ChoiceField(
        label="What to change",
        choices=[
            (THIS, "Only this session"),
            (LATER, "This one and the later ones"),
            (ALL, "All sessions of the series that are still to come"),
        ],
        initial=THIS,
        required=False,
        widget=forms.RadioSelect,
        help_text="You will see what happens to each of them before anything is saved.",
    )
    start_note = ""
    # Set by the page that makes the form.
    user = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.show_time()
        self.fields["personas"].queryset = self.visible = Persona.objects.visible_to(self.user)
        if self.instance.pk:
            self.fields["personas"].initial = list(self.instance.personas.values_list("pk", flat=True))
        if self.instance.status != Session.Status.CANCELLED and "status" in self.fields:
            offered = [choice for choice in Session.Status.choices if choice[0] != Session.Status.CANCELLED]
            self.fields["status"].choices = offered
        self.show_reach()

    def show_time(self):
        """The exact start as day and hour on the clock of its zone."""
        if self.instance.starts_at:
            there = self.instance.starts_at.astimezone(zone_named(self.instance.zone))
            hour = there.time().replace(second=0, microsecond=0)
            self.initial["day"], self.fields["hour"].initial = there.date(), hour

    def show_reach(self):
        """Leave out what can't be asked: how many sessions only of a new one, how far only in a series."""
        if self.instance.pk:
            self.fields.pop("how_many", None)
        series = self.instance.series if self.instance.series_id else None
        if series is None:
            self.fields.pop("scope", None)
        elif not series.rule or self.instance.occurrence_on is None:
            choices = self.fields["scope"].choices
            self.fields["scope"].choices = [choice for choice in choices if choice[0] != LATER]

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day:
            refuse_far_days(day)
        return day

    def clean(self):
        data = super().clean()
        precision = data.get("precision")
        if precision in NEEDED and not self.errors.keys() & {"day", "hour", "zone", "when_words"}:
            self.clean_time(data, precision)
        if self.reach != THIS:
            self.refuse_moved_day()
        if data.get("how_many") == EACH and len(data.get("teams") or ()) < 2:
            self.add_error("teams", "Choose the teams that get a session of their own, at least two.")
        return data

    def clean_time(self, data, precision):
        name, sentence = NEEDED[precision]
        if not data.get(name):
            self.add_error(name, sentence)
        elif precision == EXACT:
            self.clean_start(data)
        else:
            self.instance.starts_at = None
            data["day"] = None if precision == WORDS else data["day"]

    def clean_start(self, data):
        if data.get("hour") is None:
            self.add_error("hour", "Give the hour it starts, or say that only the day is known.")
            return
        # The second of two equal hours stays what it was, as long as nobody changes it.
        if self.is_moved or not self.instance.starts_at:
            try:
                start = start_of(data["day"], data["hour"], data["zone"])
            except ValidationError as error:
                self.add_error("hour", error)
                return
            self.instance.starts_at, self.start_note = start.at, start.note
        data["day"] = None

    def refuse_moved_day(self):
        if self.day_moved or self["precision"].value() != self.instance.precision:
            self.add_error(
                "scope",
                "The days of several sessions follow their series: change its rule, or only this session.",
            )

    @cached_property
    def day_moved(self) -> bool:
        return "day" in self.changed_data

    @property
    def is_moved(self) -> bool:
        return bool({"day", "hour", "zone", "precision"} & set(self.changed_data))

    @property
    def reach(self) -> str:
        """this, later or all."""
        return (self.cleaned_data.get("scope") or THIS) if "scope" in self.fields else THIS

    @property
    def hidden_personas(self) -> list[int]:
        """Those whom the session teaches and the user may not see: they stay."""
        if not self.instance.pk:
            return []
        hidden = self.instance.personas.exclude(pk__in=self.visible.values("pk"))
        return list(hidden.values_list("pk", flat=True))
