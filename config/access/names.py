"""The names of the roles, which the settings need before anything else is there."""

READER = "Reader"
EDITOR = "Persona editor"
MANAGER = "Enablement manager"
ADMINISTRATOR = "Administrator"
ROLES = (READER, EDITOR, MANAGER, ADMINISTRATOR)
