"""What a person does with the admin's forms: takes what is shown, changes some of it, sends it."""

import re
from html import unescape

from tests.personas.admin.form_data import token_of


def shown(response):
    """What the forms of a change or add page would send if nobody changed anything."""
    context = response.context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                data[field.html_name] = field.field.widget.format_value(value) if plain(field) else value
    return token_of(response) | {name: value for name, value in data.items() if value not in (None, "")}


def plain(field):
    return hasattr(field.field.widget, "format_value") and not isinstance(field.value(), list)


def agreed(response):
    """What the page that asks would send."""
    html = response.content.decode()
    data = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html):
        if name != "csrfmiddlewaretoken":
            data.setdefault(unescape(name), []).append(unescape(value))
    return data


def effects(response):
    """Kind and number of the effects that the page shows."""
    return {kind: len(rows) + len(more) for kind, _, rows, more in response.context["groups"]}


def said(response):
    return [str(message) for message in response.context["messages"]]


def errors(response):
    """What the form says is wrong, by field."""
    return {name: messages[0] for name, messages in response.context["adminform"].form.errors.items()}
