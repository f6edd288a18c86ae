"""Stars, and views that readers save: each by a POST that works without scripts."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from personas.models import Persona, SavedView
from personas.readers import new_view, set_star
from personas.view_form import ViewForm


@require_POST
def star(request):
    """Stars the persona whose slug is sent as `star`, or takes the star from the one sent as `unstar`."""
    is_starred = "star" in request.POST
    slug = request.POST.get("star") or request.POST.get("unstar") or ""
    visible = Persona.objects.visible_to(request.user)
    persona = get_object_or_404(visible, slug=slug.replace("\0", ""))
    set_star(persona=persona, is_starred=is_starred, by=request.user)
    persona.is_starred = is_starred
    if request.htmx:
        return render(request, "includes/star.html", {"persona": persona})
    return redirect(back(request, persona.get_absolute_url()))


def back(request, otherwise: str) -> str:
    """The page of ours that the form was sent from, as it says itself."""
    address = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe and address.startswith("/") and "\0" not in address else otherwise


@require_POST
def save_view(request):
    """Saves a view under the name that is sent, with its `page` and `query`; asks again where the name won't do."""
    view = new_view(page=request.POST.get("page", ""), query=request.POST.get("query", ""), by=request.user)
    form = ViewForm(request.POST, instance=view)
    if not form.is_valid():
        return render(request, "saved_views/form.html", {"form": form, "view": view}, status=422)
    form.save()
    messages.success(request, f"Saved as “{view.name}”. You find it on the home page.")
    return redirect(view)


@require_http_methods(["GET", "HEAD", "POST"])
def rename_view(request, pk):
    """The page of one of the user's own views: a new name, or away with it."""
    view = own_view(request, pk)
    form = ViewForm(request.POST or None, instance=view)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"It is called “{view.name}” now.")
        return redirect("personas:home")
    return render(
        request,
        "saved_views/form.html",
        {"form": form, "view": view, "address": view.get_absolute_url()},
        status=422 if form.is_bound else 200,
    )


@require_POST
def delete_view(request, pk):
    """Deletes one of the user's own views."""
    view = own_view(request, pk)
    view.delete()
    messages.success(request, f"“{view.name}” is deleted.")
    return redirect("personas:home")


def own_view(request, pk: int) -> SavedView:
    """The view, which nobody else can change or even find out about. Raises Http404."""
    if pk >= 2**63:
        raise Http404("There is no such view.")
    return get_object_or_404(request.user.saved_views, pk=pk)
