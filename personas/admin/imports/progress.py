"""Answers that grow while the work goes on: the head of a page, a line a step, then what came of it."""

import logging
from collections.abc import Generator

from django.http import StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html

# Stands in the page's template where the steps go; nothing that people typed comes before it.
MARKER = "<!-- the steps go here -->"
TEMPLATE = "admin/personas/imports/progress.html"
BROKEN = "admin/personas/imports/_broken.html"
STEP = '<li><span>{}</span> <progress aria-label="Progress" max="{}" value="{}"></progress></li>\n'

logger = logging.getLogger(__name__)


def streamed(request, context: dict, steps: Generator[str, None, str], *, expected: int) -> StreamingHttpResponse:
    """A page whose content comes in pieces. `steps` says what it does and returns the HTML that ends the page;
    `expected` is how many steps there will be at most."""
    response = StreamingHttpResponse(pieces(request, context, steps, expected))
    # A proxy that collects the answer first would show nothing until the end.
    response["X-Accel-Buffering"] = "no"
    response["Cache-Control"] = "no-store"
    return response


def pieces(request, context: dict, steps: Generator[str, None, str], expected: int) -> Generator[str, None, None]:
    """The page's HTML, piece by piece. Closed early, it closes the steps, so that their work is undone."""
    head, tail = render_to_string(TEMPLATE, context, request).split(MARKER)
    yield head + '<ol class="import-steps" role="log" aria-label="Progress">'
    try:
        end = yield from told(steps, expected)
    except Exception:
        # The answer has begun: it is too late for the page that says so elsewhere.
        logger.exception("An import broke off")
        end = render_to_string(BROKEN, context, request)
    finally:
        steps.close()
    yield "</ol>" + end + tail


def told(steps: Generator[str, None, str], expected: int) -> Generator[str, None, str]:
    """The steps as list items; returns what the steps return."""
    number = 0
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            return end.value
        number += 1
        yield format_html(STEP, step, max(expected, number), number - 1)
