"""What vocabulary rows say about themselves, when they become one: definitions, examples, and how they are shown."""

from collections.abc import Sequence

from django.db.models import Model

from personas.models import Facet

from .texts import join_texts


def definition_of(kept: Model, gone: Sequence[Model]) -> dict[str, object]:
    """The texts of the kept row that change: the definitions of all, and an example that it lacks.

    A second example becomes a line of the definition, so that it isn't lost.
    """
    if not hasattr(kept, "description"):
        return {}
    texts = [row.description for row in (kept, *gone)]
    values: dict[str, object] = {}
    examples = list(dict.fromkeys(row.example_url for row in (kept, *gone) if getattr(row, "example_url", "")))
    if examples:
        values["example_url"] = examples[0]
        texts += [another_example(url) for url in examples[1:]]
    values["description"] = join_texts(*texts)
    return {name: value for name, value in values.items() if value != getattr(kept, name)}


def another_example(url: str) -> str:
    """The line of a definition that keeps a second example."""
    return f"Another example: <{url}>"


def remarks_on_settings(kept: Facet, gone: Sequence[Facet]) -> list[str]:
    """What the kept facet's settings say that those of the others did otherwise."""
    names = ("comparable", "in_summary", "slash_separated")
    return [
        f"“{facet}” was {'' if getattr(facet, name) else 'not '}{words_for(name)}; “{kept}” stays as it is:"
        f" {'yes' if getattr(kept, name) else 'no'}."
        for facet in gone
        for name in names
        if getattr(facet, name) != getattr(kept, name)
    ]


def words_for(name: str) -> str:
    return {
        "comparable": "shown in comparisons",
        "in_summary": "shown in summaries",
        "slash_separated": "read as several values between slashes",
    }[name]
