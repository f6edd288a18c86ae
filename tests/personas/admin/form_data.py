"""What a browser would send back from a change form that nobody touched."""

from django.forms import FileField


def form_data(response):
    """The fields of an admin change form and of its inlines, as POST data."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    fields = [field for form in forms for field in form if not isinstance(field.field, FileField)]
    return {field.html_name: sent(field.value()) for field in fields if sent(field.value()) is not None}


def sent(value):
    """A field's value as a browser sends it; None for what it leaves out."""
    if value is True:
        return "on"
    return None if value is None or value is False else value
