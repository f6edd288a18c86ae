"""Taking a seat and giving it back, in one click."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from enablement.services.seats import Closed, leave, register
from enablement.views.sessions import session_context, session_of
from personas.views.saved import back

PANEL = "seat-panel"


@require_POST
def register_for_session(request, uuid):
    """A seat, or a place in the line."""
    session = session_of(request, uuid)
    return answer(request, session, register, taken_words)


@require_POST
def leave_session(request, uuid):
    """The seat, or the place in the line, back."""
    session = session_of(request, uuid)
    return answer(request, session, leave, left_words)


def answer(request, session, verb, words):
    """What became of it: the seats where htmx asked for them, else the page that the click came from."""
    try:
        verb(session, request.user)
        refusal = ""
    except Closed as closed:
        refusal = str(closed)
    context = session_context(request, session_of(request, session.uuid))
    context |= {
        "said": refusal or words(context["line"]),
        "refusal": refusal,
        "came_from": request.POST.get("next", ""),
    }
    if request.htmx:
        part = "enablement/_seat_panel.html" if request.htmx.target == PANEL else "enablement/_seat.html"
        return render(request, "enablement/_seat_answer.html", context | {"part": part})
    messages.add_message(request, messages.ERROR if refusal else messages.SUCCESS, context["said"])
    return redirect(back(request, session.get_absolute_url()))


def taken_words(line) -> str:
    if line.seats.waits:
        return f"You are number {line.seats.place} on the waiting list of “{line.session}”."
    return f"You have a seat in “{line.session}”."


def left_words(line) -> str:
    return f"You are no longer registered for “{line.session}”."
