"""A form that can't be saved because somebody else changed what it speaks of while it was."""

OVERTAKEN = (
    "Somebody else changed or merged something on this page while it was being saved, so nothing was saved. Everything"
    " you typed is still here: look it over, and save again."
)


class OvertakenError(Exception):
    """A stored row of the form went while the form was being saved."""
