"""What tests send to a persona's form."""

from django.urls import reverse

from tests.personas.admin.form_data import form_data

ADD = reverse("admin:personas_persona_add")


def page_of(persona):
    return reverse("admin:personas_persona_change", args=[persona.pk])


def untouched(desk, persona):
    """What a browser sends when nothing on the persona's page was changed."""
    return form_data(desk.get(page_of(persona)))


def save(desk, persona, *changes):
    """Answers the response to the persona's untouched page with the changes: dicts of fields, or functions of data."""
    data = untouched(desk, persona)
    for change in changes:
        data = change(data) if callable(change) else data | change
    return desk.post(page_of(persona), data)


def with_rows(prefix, *rows):
    """A change that adds new rows to a formset; a row is a dict of its fields."""

    def change(data):
        start = int(data[f"{prefix}-TOTAL_FORMS"])
        for number, row in enumerate(rows, start):
            data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
        return data | {f"{prefix}-TOTAL_FORMS": start + len(rows)}

    return change


def problems(response):
    """What the page says stands in the way: where, and what."""
    return [(problem.where, problem.what) for problem in response.context["problems"]]
