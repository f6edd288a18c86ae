"""Who came to a session: ticked by hand, from a list, and whoever watched its recording."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from enablement.attendance_lists.form import ListForm, Order, opened
from enablement.attendance_lists.plan import GUEST_CHOICE, AttendancePlan, PlanChanged, apply_plan
from enablement.models import Registration, Session
from enablement.services.attendance import NoRecording, accounts_of, adopt_guests, record, unwatch, watch
from enablement.times import reader_zone, when
from personas.views.lists import page_of

Attendance = Registration.Attendance
PEOPLE_A_PAGE = 200
STALE = "Something changed since this was shown: this is what will happen now. Nothing has been noted yet."
LOST = "The list got lost on the way: paste or choose it again."


def may_mark(user) -> bool:
    return user.has_perm("enablement.change_session")


def session_to_mark(request, uuid) -> Session:
    """The session at the address. Raises Http404, and PermissionDenied for all but managers."""
    if not may_mark(request.user):
        raise PermissionDenied
    return get_object_or_404(Session.objects.visible_to(request.user), uuid=uuid)


def address_of(session: Session) -> str:
    return reverse("enablement:attendance", args=[session.uuid])


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request, uuid):
    """GET: who came, as far as known, with the ways to say it. POST: what was ticked is noted."""
    session = session_to_mark(request, uuid)
    if request.method == "POST":
        marks = marks_of(request.POST, session)
        changed = record(session, marks, source=Registration.Source.MANUAL, by=request.user)
        messages.success(request, noted_words(len(changed)))
        return redirect(request.get_full_path())
    return attendance_page(request, session, ListForm())


def attendance_page(request, session: Session, form: ListForm):
    rows = session.registrations.select_related("user", "attendance_by").order_by(
        "user__first_name", "user__last_name", "user__username"
    )
    context = page_of(request, rows, PEOPLE_A_PAGE) | session_words(request, session)
    guests = list(session.guests.all())
    context |= {
        "form": form,
        "guests": guests,
        "with_account": len(accounts_of({guest.email.lower() for guest in guests if guest.email})),
        "choices": Attendance.choices,
        "count_attended": rows.filter(attendance=Attendance.ATTENDED).count(),
    }
    status = 404 if context["page"] is None else 422 if form.errors else 200
    return render(request, "enablement/attendance/attendance.html", context, status=status)


def session_words(request, session: Session) -> dict:
    at = timezone.now()
    return {
        "section": "enablement",
        "session": session,
        "when": when(session, reader_zone(request.user), at),
        "title": f"Attendance: {session}",
    }


def marks_of(post, session: Session) -> dict[int, str]:
    """What the page's rows say now and didn't when it was shown; and what becomes of those of whom nobody said
    anything."""
    rest = post.get("rest", "")
    marks = {}
    for user, attendance in session.registrations.values_list("user", "attendance"):
        said, was = post.get(f"now-{user}"), post.get(f"was-{user}")
        if said in Attendance.values and was in Attendance.values and said != was:
            marks[user] = said
        elif rest in (Attendance.ATTENDED, Attendance.ABSENT) and said == was == attendance == "":
            marks[user] = rest
    return marks


def noted_words(count: int) -> str:
    return f"Noted for {count} {'person' if count == 1 else 'people'}." if count else "Nothing changed."


@require_POST
def attendance_list(request, uuid):
    """A list that was pasted or uploaded: what it would change; and with "apply" it does."""
    session = session_to_mark(request, uuid)
    if "order" in request.POST:
        return apply_order(request, session)
    form = ListForm(request.POST, request.FILES)
    if not form.is_valid():
        return attendance_page(request, session, form)
    return plan_page(request, session, form.order, form.order.plan(session))


def plan_page(request, session: Session, order: Order, plan: AttendancePlan, *, notice: str = ""):
    context = session_words(request, session) | {
        "plan": plan,
        "order": order.sealed(session),
        "guest_choice": GUEST_CHOICE,
        "notice": notice,
    }
    return render(request, "enablement/attendance/plan.html", context, status=409 if notice else 200)


def apply_order(request, session: Session):
    order = opened(request.POST["order"], session)
    if order is None:
        messages.error(request, LOST)
        return redirect(address_of(session))
    plan = order.plan(session)
    choices = {line.number: request.POST.get(f"who-{line.number}", "") for line in plan.of_kind("unsure")}
    try:
        done = apply_plan(plan, choices, by=request.user, agreed=request.POST.get("agreed", ""))
    except PlanChanged:
        return plan_page(request, session, order, plan, notice=STALE)
    messages.success(request, done_words(done))
    return redirect(address_of(session))


def done_words(done: dict[str, int]) -> str:
    """ "12 attended, 1 guest, 3 did not come."."""
    parts = [f"{done['attended']} attended"]
    parts += [f"{done['guests']} new guest{'' if done['guests'] == 1 else 's'}"] if done["guests"] else []
    parts += [f"{done['absent']} did not come"] if done["absent"] else []
    return f"Noted: {', '.join(parts)}."


@require_POST
def adopt(request, uuid):
    """Guests who have an account by now are counted under it."""
    session = session_to_mark(request, uuid)
    count = adopt_guests(session=session, by=request.user)
    messages.success(request, noted_words(count))
    return redirect(address_of(session))


@require_POST
def watched(request, uuid):
    """The reader watched the recording, or takes that back."""
    session = get_object_or_404(Session.objects.visible_to(request.user), uuid=uuid)
    try:
        if "undo" in request.POST:
            unwatch(session, by=request.user)
            messages.success(request, "Taken back.")
        else:
            watch(session, by=request.user)
            messages.success(request, "Noted: you watched the recording.")
    except NoRecording as error:
        messages.error(request, str(error))
    return redirect(session)
