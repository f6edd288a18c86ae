"""Bringing back: a revision of a persona, and personas that were deleted. Both say first what they will do."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from personas.history.comparing import summary_of
from personas.history.editions import compared
from personas.history.restoring import Overtaken, recover, restore
from personas.history.snapshots import snapshot_of, whole
from personas.history.versions import deleted, snapshot_in, versions_of
from personas.models import Persona
from personas.views.editions import frozen_context

from .. import recovering
from .pages import HistoryAdmin, name_of, number_in, version_of


class TakenBack(Exception):
    """Ends a restoration that was only made to see what it does."""


class RestoringAdmin(HistoryAdmin):
    def get_urls(self):
        def view(function):
            return self.admin_site.admin_view(function)

        name = "personas_persona_%s"
        return [
            path("<int:pk>/history/<int:version>/restore/", view(self.restore_view), name=name % "restore"),
            path("recover/<int:version>/", view(self.recover_view), name=name % "recover"),
            *super().get_urls(),
        ]

    def restore_view(self, request, pk, version):
        """GET: what would change. POST: do it, unless somebody changed the persona since."""
        persona = self.persona_of(request, pk, changing=True)
        kept = version_of(persona.pk, version)
        problem = ""
        if request.method == "POST":
            try:
                return self.restored(request, persona, kept)
            except Overtaken as error:
                problem = str(error)
            except ValidationError as error:
                problem = " ".join(error.messages)
            persona = self.persona_of(request, pk, changing=True)
        found, obstacle = foreseen(persona, kept, request.user)
        return self.page(
            request,
            "admin/personas/history/restore.html",
            persona,
            title=f"Restore {persona.heading}",
            version=kept,
            problem=problem or obstacle,
            possible=bool(found) and not obstacle,
            differences=found,
            summary=summary_of(found),
            old_name="Now",
            new_name="Restored",
            latest=versions_of(persona.pk).values_list("pk", flat=True).first(),
        )

    def restored(self, request, persona, kept):
        number = number_in(request.POST.get("latest", ""))
        message = f"Restored the revision of {name_of(kept)}."
        restore(persona, snapshot_in(kept), by=request.user, message=message, seen=number)
        self.message_user(request, f"{persona.heading} is as on {name_of(kept)} again.", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:personas_persona_history", args=[persona.pk]))

    def get_app_urls(self):
        return recovering.urls(self.admin_site.admin_view)

    def refuse_recovering(self, request) -> None:
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied

    def recover_view(self, request, version):
        """GET: the page as it was. POST: have the persona again."""
        self.refuse_recovering(request)
        kept = get_object_or_404(deleted(), pk=version)
        problem = ""
        if request.method == "POST":
            try:
                persona = recover(snapshot_in(kept), by=request.user)
            except Overtaken as error:
                problem = str(error)
            except ValidationError as error:
                problem = " ".join(error.messages)
            else:
                self.message_user(request, f"{persona.heading} is back.", messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:personas_persona_change", args=[persona.pk]))
        context = {"version": kept, "problem": problem, "section": "personas"}
        context |= {"list_url": recovering.deleted_url(request, Persona)}
        context |= frozen_context(snapshot_in(kept), request.user)
        return TemplateResponse(request, "admin/personas/history/recover.html", context)


def foreseen(persona: Persona, version, user) -> tuple[list, str]:
    """What restoring the version would change, and what stands in its way: restored, looked at, and taken back."""
    before = snapshot_of(persona)
    try:
        with transaction.atomic():
            restore(persona, snapshot_in(version), by=user, message="Looked at.")
            after = snapshot_of(whole(Persona.objects.filter(pk=persona.pk)).get())
            raise TakenBack
    except TakenBack:
        return compared(before, after, user), ""
    except ValidationError as error:
        return [], " ".join(error.messages)
