"""The agenda with its month calendar, and the pages of a session and of a series."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from enablement.filters import SHOWN, SessionFilter
from enablement.lines import Line, Reading, by_month, lines_of, with_company
from enablement.materials import materials_for_all, materials_of
from enablement.models import Series, Session
from enablement.month import Sheet
from enablement.recurrence import rule_words
from enablement.views.extras import session_extras
from personas.links import CatalogueLinks
from personas.views.lists import filter_context, listing, page_of, title_of

PAGE_SIZE = 20
IN_SERIES = 30  # sessions of a series on one page


def reading_context(reading: Reading) -> dict:
    """What every page of sessions needs."""
    return {"section": "enablement", "reader_zone": reading.zone, "now": reading.at, "today": reading.today}


@require_safe
def session_list(request):
    """Sessions narrowed down by everything that the address says: what is to come, what is past, or a month."""
    reading = Reading(request.user)
    filtered = SessionFilter(
        request.GET,
        Session.objects.visible_to(request.user),
        request.user,
        at=reading.at,
        zone=reading.zone,
        today=reading.today,
    )
    shown = calendar_context if filtered.is_calendar else agenda_context
    context = reading_context(reading) | shown(request, filtered, reading)
    context |= filter_context(filtered, "sessions") | {"tabs": tabs_of(filtered)}
    context["title"] = title_of(context["what"], filtered, context)
    return listing(request, "enablement/list.html", "enablement/_results.html", context)


def agenda_context(request, filtered: SessionFilter, reading: Reading) -> dict:
    is_past = filtered.setting("show") == "past"
    rows = with_company(filtered.qs, request.user)
    context = page_of(request, rows.order_past() if is_past else rows.order_upcoming(), PAGE_SIZE)
    months = by_month(lines_of(context["page"] or (), reading))
    return context | {
        "what": "Past sessions" if is_past else "Sessions",
        "is_past": is_past,
        "months": months,
        "materials": () if is_past or filtered.is_narrowed else materials_for_all(),
    }


def calendar_context(request, filtered: SessionFilter, reading: Reading) -> dict:
    """A month has no pages: its sheet is all of the only one."""
    if filtered.problems:
        return {"what": "Calendar", "page": Paginator([], 1).page(1)}
    month = filtered.month
    lines = lines_of_month(filtered.qs.order_upcoming(), request.user, reading)
    sheet = Sheet(month, [(line.day, line) for line in lines], reading.today)
    return {
        "what": f"Calendar of {month.name}",
        "page": Paginator([sheet], 1).page(1),
        "sheet": sheet,
        "previous": (month.previous, filtered.query(month=[month.previous.key])),
        "next": (month.next, filtered.query(month=[month.next.key])),
        "to_today": filtered.query(month=[]) if filtered.asked_month else "",
    }


def lines_of_month(sessions, user, reading: Reading) -> list[Line]:
    """Only those that are listed below the calendar say whom they are for and about."""
    rough = with_company(sessions.filter(precision=Session.Precision.MONTH), user)
    return lines_of([*sessions.exclude(precision=Session.Precision.MONTH).defer("description"), *rough], reading)


def tabs_of(filtered: SessionFilter) -> list[tuple[str, str, str, bool]]:
    """The ways to look at the same choice: name, label, address from its question mark on, and whether it is this."""
    now = "calendar" if filtered.is_calendar else filtered.setting("show")
    ways = {"upcoming": ([], []), "past": (["past"], []), "calendar": ([], ["calendar"])}
    labels = {**dict(SHOWN), "calendar": "Calendar"}
    return [
        (name, labels[name], filtered.query(show=show, view=view, month=[]), name == now)
        for name, (show, view) in ways.items()
    ]


@require_safe
def session_page(request, uuid):
    """One session: when, for whom and about whom, how to come, and what is left of it."""
    return render(request, "enablement/session.html", session_context(request, session_of(request, uuid)))


def session_of(request, uuid) -> Session:
    """The session at the address. Raises Http404."""
    return get_object_or_404(with_company(Session.objects.visible_to(request.user), request.user), uuid=uuid)


def session_context(request, session: Session) -> dict:
    reading = Reading(request.user)
    [line] = lines_of([session], reading)
    return (
        reading_context(reading)
        | {
            "session": session,
            "line": line,
            "seats": line.seats,
            "materials": materials_of(session, line.taught),
            "links": CatalogueLinks(request.user),
        }
        | session_extras(request, session, reading.at)
    )


@require_safe
def series_page(request, slug):
    """A series: its sessions to come, and those that are over."""
    series = get_object_or_404(Series.objects.select_related("host").prefetch_related("teams"), slug=slug)
    reading = Reading(request.user)
    sessions = with_company(Session.objects.visible_to(request.user).filter(series=series), request.user)
    coming = lines_of(sessions.upcoming(reading.at).order_upcoming()[: IN_SERIES + 1], reading)
    context = page_of(request, sessions.past(reading.at).order_past(), PAGE_SIZE)
    context |= reading_context(reading) | {
        "series": series,
        "repeats": rule_words(series.rule) if series.rule else "",
        "coming": coming[:IN_SERIES],
        "has_more": len(coming) > IN_SERIES,
        "past": lines_of(context["page"] or (), reading),
        "links": CatalogueLinks(request.user),
    }
    status = 404 if context["page"] is None else 200
    return render(request, "enablement/series.html", context, status=status)
