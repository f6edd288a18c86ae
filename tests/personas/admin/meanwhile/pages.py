"""What a browser sends that had a page open while others went on."""

from tests.personas.admin.form_data import form_data


def opened(desk, address):
    """The page as it is sent back untouched, with what it showed."""
    return form_data(desk.get(address))


def sent_again(response, button="_save"):
    """What a refused page sends when one of its buttons is pressed."""
    return form_data(response) | {"_before": response.context["meanwhile"].before, button: "1"}


def refusal(response):
    """What a page says that was refused for what others saved; empty when it wasn't."""
    found = response.context and response.context.get("meanwhile")
    return found.sentence if found else ""
