"""What mail a person gets."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from enablement.mail.preferences import PreferenceForm
from enablement.mail.wanted import label_of, read_stop_token, stop
from enablement.models import MailPreference


@require_http_methods(["GET", "HEAD", "POST"])
def mail_preferences(request):
    """The page with a box a group of mails."""
    own = MailPreference.objects.filter(user=request.user).first() or MailPreference(user=request.user)
    # A form without a single tick is one that wants no mail, and not an empty one.
    form = PreferenceForm(request.POST if request.method == "POST" else None, instance=own)
    if form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect("enablement:mail")
    return render(request, "enablement/mail/preferences.html", {"section": "enablement", "form": form})


@never_cache
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mail(request, token):
    """Stops a group of mails for whom the secret names, signed in or not. Mail programs send the POST by themselves
    when somebody asks them to; a mere look at the address asks first, as some programs look at every link."""
    found = read_stop_token(token)
    if found is None:
        raise Http404("There is no such address.")
    user, field = found
    if request.method == "POST":
        stop(field=field, by=user)
    context = {"label": label_of(field), "is_stopped": request.method == "POST"}
    response = render(request, "enablement/mail/stop.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response
