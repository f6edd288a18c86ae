"""The page that readers would see, made from a form that isn't saved: saved, shown, and taken back."""

from django.http import HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import path, reverse

from personas.models import Persona
from personas.views.personas import persona_context

from ..lists.personas import PersonaListAdmin

PREVIEW = "admin/personas/persona/preview.html"


class Shown(Exception):
    """Carries the page out of the transaction in which it was made, which is thereby rolled back."""

    def __init__(self, response):
        super().__init__()
        self.response = response


class PreviewAdmin(PersonaListAdmin):
    """A persona's form that can be looked at as a page before it is saved."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.preview)
        name = "personas_persona_preview"
        return [
            path("preview/", view, name=name),
            path("<int:object_id>/preview/", view, name=name),
            *super().get_urls(),
        ]

    def preview(self, request, object_id=None):
        """POST of the whole form: the persona's page; the form with its errors where it can't be saved."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        # A file would stay behind when the rest is taken back.
        request.FILES.clear()
        request.is_preview = True
        form_url = reverse("admin:personas_persona_change", args=[object_id]) if object_id else None
        form_url = form_url or reverse("admin:personas_persona_add")
        try:
            return self.changeform_view(request, str(object_id) if object_id else None, form_url)
        except Shown as shown:
            return shown.response

    def response_add(self, request, obj, post_url_continue=None):
        if getattr(request, "is_preview", False):
            raise Shown(self.page_of(request, obj))
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        if getattr(request, "is_preview", False):
            raise Shown(self.page_of(request, obj))
        return super().response_change(request, obj)

    def page_of(self, request, obj):
        """The persona's page, rendered while the transaction still holds it."""
        persona = Persona.objects.select_related("type", "owner").with_overdue().get(pk=obj.pk)
        return render(request, PREVIEW, persona_context(request, persona))
