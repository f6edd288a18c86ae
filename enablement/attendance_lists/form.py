"""The list that a manager pastes or uploads, and what the page that asks about it brings along."""

from dataclasses import dataclass

from django import forms
from django.core import signing

from enablement.models import Registration, Session

from .files import read_file
from .pasted import read_pasted
from .plan import AttendancePlan, plan_list
from .seen import Seen, UnreadableList

SALT = "enablement.attendance_lists"
Source = Registration.Source


@dataclass(frozen=True)
class Order:
    """A list that was read, and how to take it."""

    people: list[Seen]
    source: str
    least: int
    others_absent: bool

    def sealed(self, session: Session) -> str:
        """The order as a text that only we can write, for this session."""
        people = [[each.name, each.email, each.minutes] for each in self.people]
        return signing.dumps(
            [str(session.uuid), people, self.source, self.least, self.others_absent], salt=SALT, compress=True
        )

    def plan(self, session: Session) -> AttendancePlan:
        return plan_list(session, self.people, source=self.source, least=self.least, others_absent=self.others_absent)


def opened(text: str, session: Session) -> Order | None:
    """The order that was sealed for this session; None for any other text."""
    try:
        uuid, people, source, least, others_absent = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    if uuid != str(session.uuid):
        return None
    return Order([Seen(*each) for each in people], source, least, others_absent)


class ListForm(forms.Form):
    """A pasted text, or a file. `order` is what it says, after cleaning."""

    text = forms.CharField(
        label="Who came",
        required=False,
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="A name, an e-mail address or a user name a line, e.g. “Dana Diaz <dana@example.com>”.",
    )
    file = forms.FileField(
        label="Or the meeting tool's file",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
        help_text="The participants' or attendance report of Zoom, Google Meet or Microsoft Teams, as CSV.",
    )
    least = forms.IntegerField(
        label="There for at least",
        required=False,
        min_value=0,
        max_value=1440,
        initial=0,
        help_text="In minutes, where the file tells them. Whoever was there for less does not count.",
    )
    others_absent = forms.BooleanField(label="Whoever registered and isn't on the list did not come", required=False)
    order: Order

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        if bool(data.get("text", "").strip()) == bool(data.get("file")):
            raise forms.ValidationError("Paste a list, or choose a file: one of the two.")
        name = "file" if data.get("file") else "text"
        try:
            people = read_file(data["file"].read()) if name == "file" else read_pasted(data["text"])
        except UnreadableList as error:
            self.add_error(name, str(error))
            return data
        # What somebody writes down themselves is said by hand.
        source = (Source.IMPORT if name == "file" else Source.MANUAL).value
        self.order = Order(people, source, data.get("least") or 0, data["others_absent"])
        return data
