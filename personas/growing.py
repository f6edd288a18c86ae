"""Answers that grow while the work goes on: the head of a page, a line a step, then what came of it."""

import logging
from collections.abc import Generator

from django.http import StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html

# Stands in the page's template where the steps go; nothing that people typed comes before it.
MARKER = "<!-- the steps go here -->"
STEP = '<li><span>{}</span> <progress aria-label="Progress" max="{}" value="{}"></progress></li>\n'
Steps = Generator[str, None, str]

logger = logging.getLogger(__name__)


def grown(request, template: str, context: dict, steps: Steps, *, expected: int, broken: str) -> StreamingHttpResponse:
    """A page whose content comes in pieces. `steps` says what it does and returns the HTML that ends the page;
    `expected` is how many steps there will be at most. `broken` is the template that ends it when a step fails."""
    response = StreamingHttpResponse(pieces(request, (template, broken), context, steps, expected))
    # A proxy that collects the answer first would show nothing until the end.
    response["X-Accel-Buffering"] = "no"
    response["Cache-Control"] = "no-store"
    return response


def pieces(
    request, templates: tuple[str, str], context: dict, steps: Steps, expected: int
) -> Generator[str, None, None]:
    """The page's HTML, piece by piece. Closed early, it closes the steps, so that their work is undone."""
    page, broken = templates
    head, tail = render_to_string(page, context | {"is_growing": True}, request).split(MARKER)
    yield head + '<ol class="growing-steps" role="log" aria-label="Progress">'
    try:
        end = yield from told(steps, expected)
    except Exception:
        # The answer has begun: it is too late for the page that says so elsewhere.
        logger.exception("%s broke off", request.path)
        end = render_to_string(broken, context, request)
    finally:
        steps.close()
    yield "</ol>" + end + tail


def told(steps: Steps, expected: int) -> Generator[str, None, str]:
    """The steps as list items; returns what the steps return."""
    number = 0
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            return end.value
        number += 1
        yield format_html(STEP, step, max(expected, number), number - 1)
