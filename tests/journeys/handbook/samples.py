"""What an import made of the journeys on a page, in plain values."""

from journeys.models import Journey, Stage, Touchpoint


def told(journey: str | None = None) -> dict[tuple[str, str], tuple]:
    """For each persona and stage: involvement, questions, key message and content types."""
    found = Touchpoint.objects.select_related("persona", "stage").order_by("pk")
    found = found.filter(stage__journey__name=journey) if journey else found
    return {
        (row.persona.name, row.stage.name): (
            row.get_involvement_display(),
            row.questions,
            row.key_message,
            [link.content_format.name for link in row.format_links.select_related("content_format")],
        )
        for row in found
    }


def content(journey: str | None = None) -> dict[tuple[str, str], list[str]]:
    return {key: formats for key, (_, _, _, formats) in told(journey).items()}


def marks() -> dict[tuple[str, str], str]:
    return {key: involvement for key, (involvement, *_) in told().items()}


def journeys() -> list[tuple[str, str, list[str]]]:
    """Name, kind and stages of every journey."""
    return [
        (journey.name, journey.kind, list(Stage.objects.filter(journey=journey).values_list("name", flat=True)))
        for journey in Journey.objects.all()
    ]
