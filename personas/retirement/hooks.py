"""What retirement tells the rest of the site when it starts."""

from config.access.audit import register_kind

from . import own_uses

RETIRED, CAME_BACK = "persona_retired", "persona_came_back"


def register() -> None:
    register_kind(RETIRED, "deprecated personas")
    register_kind(CAME_BACK, "brought a persona back into use")
    own_uses.register()
