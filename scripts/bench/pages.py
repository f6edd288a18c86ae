"""The pages that are measured as a person opens them."""

from django.urls import reverse

from .measure import Row
from .visitor import Visitor


def rows(visitor: Visitor) -> list[Row]:
    """The site's pages, then the admin's."""
    addresses = {
        "personas": reverse("personas:list"),
        "persona": reverse("personas:detail", args=["person-00007"]),
        "admin: start page": reverse("admin:index"),
        "admin: list of personas": reverse("admin:personas_persona_changelist"),
        "admin: list of personas, searched": reverse("admin:personas_persona_changelist") + "?q=matter+7",
    }
    return [Row(name, lambda address=address: visitor.get(address)) for name, address in addresses.items()]
