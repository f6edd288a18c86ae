"""The reader's own page: where they are registered, and in which zone they read times."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from enablement.forms import ZoneForm
from enablement.lines import Reading, lines_of, with_company
from enablement.models import ReaderZone, Registration, Session
from enablement.rollout.standing import due_for
from enablement.views.sessions import PAGE_SIZE, reading_context
from personas.views.lists import page_of
from personas.views.saved import back

MOST_COMING = 50
MINE = (
    ~Q(status=Registration.Status.CANCELLED)
    | Q(attendance=Registration.Attendance.ATTENDED)
    | Q(watched_at__isnull=False)
)


@require_safe
def mine(request):
    """What I have to learn, what I am registered for, and what I was, attended or watched."""
    reading = Reading(request.user)
    own = Registration.objects.filter(MINE, user=request.user).order_by()
    sessions = Session.objects.visible_to(request.user).filter(pk__in=own.values("session"))
    context = page_of(request, with_company(sessions.past(reading.at), request.user).order_past(), PAGE_SIZE)
    coming = with_company(sessions.upcoming(reading.at), request.user).order_upcoming()
    context |= reading_context(reading) | {
        "coming": lines_of(coming[:MOST_COMING], reading),
        "past": lines_of(context["page"] or (), reading),
        "due": due_for(request.user, timezone.localdate(reading.at)),
    }
    return render(request, "enablement/mine.html", context, status=404 if context["page"] is None else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def reader_zone_form(request):
    """In which zone I read times."""
    own = ReaderZone.objects.filter(user=request.user).first() or ReaderZone(user=request.user)
    target = back(request, "")
    form = ZoneForm(request.POST if request.method == "POST" else None, instance=own)
    if form.is_valid():
        ReaderZone.objects.update_or_create(user=request.user, defaults={"zone": form.cleaned_data["zone"]})
        messages.success(request, f"Times are shown in {form.cleaned_data['zone']} now.")
        return redirect(target or "enablement:list")
    return render(request, "enablement/zone.html", {"section": "enablement", "form": form, "next": target})
