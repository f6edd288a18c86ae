"""Checking in by a code: the page where people type it, and the big one that shows it."""

import io

import segno
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from enablement.models import Registration, Session
from enablement.services.check_in import NotCheckedIn, cleaned, is_open, new_code, window_of
from enablement.services.check_in import check_in as check_in_by
from enablement.times import reader_zone, zone_label, zone_named


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request):
    """GET: a field for the code, filled in where a QR code led here. POST: I am there."""
    typed = (request.POST.get("code") if request.method == "POST" else request.GET.get("code")) or ""
    problem = "" if request.method != "POST" or typed.strip() else "Type the code that the host shows."
    if request.method == "POST" and not problem:
        try:
            session = check_in_by(typed, by=request.user)
        except NotCheckedIn as error:
            problem = str(error)
        else:
            messages.success(request, f"You are checked in to “{session}”.")
            return redirect(session)
    context = {"section": "enablement", "code": cleaned(typed), "problem": problem}
    return render(request, "enablement/check_in/form.html", context, status=422 if problem else 200)


def session_to_show(request, uuid) -> Session:
    """The session at the address. Raises Http404, and PermissionDenied for all but managers and its host."""
    session = get_object_or_404(Session.objects.visible_to(request.user), uuid=uuid)
    if not may_show_code(request.user, session):
        raise PermissionDenied
    return session


def may_show_code(user, session: Session) -> bool:
    return session.host_id == user.pk or user.has_perm("enablement.change_session")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_in_code(request, uuid):
    """GET: the code and its QR code, to be seen from the last row. POST: a new one."""
    session = session_to_show(request, uuid)
    if request.method == "POST":
        new_code(session, by=request.user)
        return redirect("enablement:check_in_code", session.uuid)
    at = timezone.now()
    context = {
        "section": "enablement",
        "session": session,
        "window": window_words(session, request.user),
        "is_open": is_open(session, at),
        "address": request.build_absolute_uri(reverse("enablement:check_in")),
        "here": session.registrations.filter(attendance=Registration.Attendance.ATTENDED).count(),
    }
    return render(request, "enablement/check_in/code.html", context)


def window_words(session: Session, user) -> str:
    """From when until when it works, on the reader's clock; empty where there is no such time."""
    window = window_of(session)
    if window is None:
        return ""
    name = reader_zone(user)
    first, last = (moment.astimezone(zone_named(name)) for moment in window)
    return f"from {first:%H:%M} to {last:%H:%M} {zone_label(name)}"


@never_cache
@require_safe
def check_in_qr(request, uuid):
    """The QR code as a picture: it leads to the page with the code filled in."""
    session = session_to_show(request, uuid)
    if not session.check_in_code:
        raise Http404("There is no code yet.")
    query = urlencode({"code": session.check_in_code})
    code = segno.make(request.build_absolute_uri(f"{reverse('enablement:check_in')}?{query}"), error="m", micro=False)
    stream = io.BytesIO()
    # Dark on light in a dark room as well: cameras need it so.
    code.save(stream, kind="svg", scale=8, border=4, dark="#000000", light="#ffffff", xmldecl=True, nl=False)
    return HttpResponse(stream.getvalue(), content_type="image/svg+xml")
