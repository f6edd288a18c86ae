"""What Dramatis knows of the reader: told, taken away, forgotten."""

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from config.access import audit
from config.access.personal_data.forgetting import NotForgotten, forget
from config.access.personal_data.plan import ForgettingPlan, plan_for
from config.access.proof import has_password, is_password_of_reader
from personas.personal_data.taking_out import ZIP_TYPE, as_zip

PAGE, ASKS = "account/data.html", "account/forget.html"
WRONG_PASSWORD = "That isn't your password. Nothing has been done."
WRONG_NAME = "That isn't your user name. Nothing has been done."
DONE = "Your account is closed and forgotten. Nothing here tells who you were."


@never_cache
@require_safe
def own_data(request):
    """Everything that is known of the reader, by kind, with how much there is of each."""
    context = {"section": "account", "plan": plan_for(request.user), "by_password": has_password(request.user)}
    return render(request, PAGE, context)


@never_cache
@require_safe
def own_data_file(request):
    """All of it as a file."""
    return data_file(request, request.user)


def data_file(request, user) -> HttpResponse:
    """What is known of the user as a download; that it was taken out is recorded, whose it was by number alone."""
    content = as_zip(user)
    audit.record("taken_out", by=request.user, subject=f"Personal data of account {user.pk}", request=request)
    headers = {"Content-Disposition": 'attachment; filename="my-data.zip"', "X-Content-Type-Options": "nosniff"}
    if user.pk != request.user.pk:
        headers["Content-Disposition"] = f'attachment; filename="personal-data-{user.pk}.zip"'
    return HttpResponse(content, content_type=ZIP_TYPE, headers=headers)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forget_me(request):
    """GET: what would become of everything. POST: do it, when it is the reader who asks, and it is what was shown."""
    if request.method != "POST":
        return asking_page(request, plan_for(request.user))
    if problem := unproven(request):
        return asking_page(request, plan_for(request.user), problem=problem, status=422)
    try:
        forget(request.user, by=request.user, fingerprint=request.POST.get("agreed", ""))
    except NotForgotten as error:
        return asking_page(request, error.plan, notice=str(error), status=409)
    # Not signed out as usual, which would be written down under the old name.
    request.session.flush()
    request.user = AnonymousUser()
    messages.success(request, DONE)
    return redirect("login")


def asking_page(request, plan: ForgettingPlan, *, problem: str = "", notice: str = "", status: int = 200):
    context = {
        "section": "account",
        "plan": plan,
        "problem": problem,
        "notice": notice,
        "by_password": has_password(request.user),
    }
    return render(request, ASKS, context, status=status)


def unproven(request) -> str:
    """Why it isn't sure that it is the reader who asks; nothing where it is."""
    typed = request.POST.get("proof", "").replace("\0", "")
    if has_password(request.user):
        return "" if is_password_of_reader(request, typed) else WRONG_PASSWORD
    return "" if typed.strip() == request.user.get_username() else WRONG_NAME
