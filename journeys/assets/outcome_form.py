"""The form that says what came of a piece that was to be made."""

from django import forms

from journeys.models import Asset, ContentTask
from journeys.models.assets import ADDRESS_LENGTH

OFFERED = 50


class OutcomeForm(forms.Form):
    """The address of the asset, which has to be in the library; none where nothing came of it that could be listed."""

    url = forms.CharField(
        label="Address of what came of it",
        required=False,
        max_length=ADDRESS_LENGTH,
        help_text="An asset in the library, e.g. https://example.com/acme-story. It is then listed for the persona "
        "in the stage. Left empty, the to-do is done without one.",
        widget=forms.TextInput(attrs={"list": "known-assets", "autocomplete": "off"}),
    )

    others = forms.BooleanField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)

    def clean_url(self) -> str:
        url = self.cleaned_data["url"].strip()
        self.asset = Asset.objects.filter(url=url).first() if url else None
        if url and self.asset is None:
            raise forms.ValidationError("There is no asset with this address in the library: add it there first.")
        return url


def offered(task: ContentTask) -> list[Asset]:
    """The newest assets of the to-do's content type, to choose from."""
    return list(Asset.objects.filter(content_format=task.content_format_id).order_by("-pk")[:OFFERED])
