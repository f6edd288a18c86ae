"""What readers set for themselves."""

from django import forms

from enablement.models import ReaderZone
from enablement.zones import DEFAULT_ZONE, zone_names

REGIONS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


def zone_choices(now: str = DEFAULT_ZONE) -> list:
    """The zones that people live in, by region; `now` is offered whatever it is."""
    names = sorted(zone_names())
    groups = [(region, [(name, label(name)) for name in names if name.startswith(f"{region}/")]) for region in REGIONS]
    alone = dict.fromkeys([DEFAULT_ZONE, *([] if now.partition("/")[0] in REGIONS else [now])])
    return [*((name, name) for name in alone), *groups]


def label(name: str) -> str:
    return name.partition("/")[2].replace("_", " ").replace("/", ", ")


class ZoneForm(forms.ModelForm):
    """In which zone somebody reads times."""

    class Meta:
        model = ReaderZone
        fields = ["zone"]
        widgets = {"zone": forms.Select}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["zone"].widget.choices = zone_choices(self.instance.zone)
        self.fields["zone"].help_text = "Times of sessions are shown on its clocks."
