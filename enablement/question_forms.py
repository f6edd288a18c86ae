"""Asking and answering."""

from django import forms

from enablement.models import Question


class AskForm(forms.Form):
    text = forms.CharField(
        label="Your question",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=Question._meta.get_field("text").help_text,
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="Answer",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="In Markdown; persona names become links by themselves.",
    )
    edition = forms.IntegerField(
        label="Edition that answers it",
        required=False,
        min_value=1,
        max_value=2**31 - 1,
        help_text=Question._meta.get_field("edition").help_text,
    )
