"""What a browser would send back from a change form that nobody touched."""

from django.forms import FileField


def form_data(response):
    """The fields of an admin change form and of its inlines, as POST data, with what the page says that it showed."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    fields = [field for form in forms for field in form if not isinstance(field.field, FileField)]
    values = {field.html_name: sent(field.value()) for field in fields}
    return token_of(response) | {name: value for name, value in values.items() if value is not None}


def what_it_showed(desk, address):
    """What the page at the address says that it showed, for those who write the rest by hand."""
    return token_of(desk.get(address))


def token_of(response):
    return {"_shown": response.context["shown_state"]} if "shown_state" in response.context else {}


def sent(value):
    """A field's value as a browser sends it; None for what it leaves out."""
    if value is True:
        return "on"
    return None if value is None or value is False else value
