"""Calendars to subscribe to, and sessions to take into one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from enablement.calendar.addresses import address_of, choices, chosen, usual
from enablement.calendar.document import CONTENT_TYPE
from enablement.calendar.events import has_date
from enablement.calendar.feeds import Feed, feed_of, write_feed, write_session
from enablement.calendar.tokens import owner_of, renew
from enablement.calendar.versions import version_of, version_of_bytes
from enablement.models import CalendarToken, Session

NO_CALENDAR = "There is no such calendar, or its address was replaced by a new one."


@never_cache
@require_safe
def calendars(request):
    """The page of a person's addresses; `of` adds the one of a team, series, persona or session."""
    token = CalendarToken.objects.filter(user=request.user).first()
    value = request.GET.get("of", "")
    feed, base = chosen(value, request.user), base_of(request)
    context = {
        "section": "enablement",
        "token": token,
        "addresses": usual(token, request.user, base) if token else [],
        "feed": feed,
        "chosen": address_of(token, feed, base) if token and feed else None,
        "is_unknown": bool(value) and feed is None,
        "choices": choices(request.user, value),
        "of": value if feed else "",
    }
    return render(request, "enablement/calendars.html", context)


@require_POST
def renew_calendars(request):
    """Gives the person addresses, or new ones for the old ones."""
    had_some = CalendarToken.objects.filter(user=request.user).exists()
    renew(by=request.user)
    replaced = "You have new addresses. The old ones don't work any more: subscribe again in your calendar program."
    messages.success(request, replaced if had_some else "Here are your addresses.")
    return redirect("enablement:calendars")


@require_safe
def session_ics(request, uuid):
    """One session as a file."""
    session = get_object_or_404(Session.objects.visible_to(request.user), uuid=uuid)
    if not has_date(session):
        raise Http404("It has no day that a calendar could show.")
    content = write_session(session, request.user, base=base_of(request), at=timezone.now())
    return calendar_response(content, f"session-{session.uuid}.ics", "attachment")


@login_not_required
@require_safe
def calendar_feed(request, token, kind, key=""):
    """A calendar that a program subscribed to: the secret in its address says whose it is."""
    owner = owner_of(token, kind, key)
    if owner is None:
        return no_calendar()
    try:
        feed = feed_of(kind, key, owner)
    except ObjectDoesNotExist:
        return no_calendar()
    return kept_private(answer_feed(request, feed, owner))


def answer_feed(request, feed: Feed, owner):
    """The calendar's file, or that it is as it was."""
    base, at = base_of(request), timezone.now()
    version = version_of(feed, owner, base=base, at=at)
    if version and (unchanged := get_conditional_response(request, etag=version)):
        return unchanged
    content = write_feed(feed, owner, base=base, at=at)
    version = version or version_of_bytes(content)
    response = calendar_response(content, f"{feed.kind}.ics", "inline")
    response["ETag"] = version
    return get_conditional_response(request, etag=version, response=response)


def calendar_response(content: bytes, name: str, disposition: str):
    return HttpResponse(
        content, content_type=CONTENT_TYPE, headers={"Content-Disposition": f'{disposition}; filename="{name}"'}
    )


def no_calendar():
    """The one answer to every address that is no good, so that nobody learns why."""
    return kept_private(HttpResponse(f"{NO_CALENDAR}\n", status=404, content_type="text/plain; charset=utf-8"))


def kept_private(response):
    """For answers of addresses that are secrets."""
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response


def base_of(request) -> str:
    """The site's address as the reader wrote it."""
    return f"{request.scheme}://{request.get_host()}"
