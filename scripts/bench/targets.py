"""What the figures should be, and the mark of one that isn't."""

MISSED = "✗"
WARM = 2.0  # × bare: the list and a persona's page, asked for again
COLD = 1.3  # × plain: after an edit
COLD_PARTIAL = 1.2  # × plain: the part of a list that htmx swaps, after an edit
UNCHANGED = 0.6  # × bare: a page that the browser has already
GROWTH = 1.5  # × a tenth of the personas: searches and filters
FIRST_VISIT = 100  # KB on the wire
TITLES_SECONDS = 10
TITLES_MB = 512


def held(text: str, value: float | None, most: float | None) -> str:
    """The text, marked when the value is more than it should be, or when there is none at all."""
    is_missed = most is not None and (value is None or round(value, 2) > most)
    return f"{text} {MISSED}" if is_missed else text


def ratio(value: float | None, most: float | None = None) -> str:
    """A ratio as the tables show it, marked when it misses its target."""
    return held("none" if value is None else f"{value:.2f}", value, most)
