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
from enablement.models import MailPreference, Subscription
from enablement.services.questions import follow_all, unfollow_all
from personas.models import Persona

FOLLOWING = {"follow": follow_all, "unfollow": unfollow_all}


@require_http_methods(["GET", "HEAD", "POST"])
def mail_preferences(request):
    """The page with a box a group of mails."""
    own = MailPreference.objects.filter(user=request.user).first() or MailPreference(user=request.user)
    # A form without a single tick is one that wants no mail, and not an empty one.
    if request.method == "POST" and request.POST.get("all") in FOLLOWING:
        FOLLOWING[request.POST["all"]](by=request.user)
        return redirect("enablement:mail")
    form = PreferenceForm(request.POST if request.method == "POST" else None, instance=own)
    if form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect("enablement:mail")
    own_subscriptions = Subscription.objects.filter(user=request.user).select_related("persona")
    visible = Persona.objects.visible_to(request.user)
    context = {
        "section": "enablement",
        "form": form,
        "follows_all": own_subscriptions.filter(persona=None).exists(),
        "followed": own_subscriptions.filter(persona__in=visible).order_by("persona__name"),
    }
    return render(request, "enablement/mail/preferences.html", context)


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
