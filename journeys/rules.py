"""Rules that forms, marking and imports of journeys share."""

from django.core.exceptions import ValidationError


def refuse_other_type(persona, journey) -> None:
    """Raise ValidationError when the journey is for personas of one type and the persona is of another."""
    if journey.type_id and persona.type_id != journey.type_id:
        raise ValidationError(
            "“%(journey)s” is for personas of the type %(type)s, and %(persona)s is of another.",
            code="other_type",
            params={"journey": journey, "type": journey.type, "persona": persona},
        )
