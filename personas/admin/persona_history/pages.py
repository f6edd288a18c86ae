"""What was: the list of a persona's revisions, one of them as a page, and two side by side."""

from dataclasses import dataclass

from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from reversion.models import Version

from personas.history.comparing import summary_of
from personas.history.editions import compared
from personas.history.snapshots import snapshot_of, whole
from personas.history.versions import BEGUN, snapshot_in, versions_of
from personas.models import Edition, Persona
from personas.views.editions import frozen_context

from ..persona_form.preview import PreviewAdmin

PAGE_SIZE = 50
NOW = "now"


class HistoryAdmin(PreviewAdmin):
    """A persona's history for those who may see her in the admin."""

    def get_urls(self):
        def view(function):
            return self.admin_site.admin_view(function)

        name = "personas_persona_%s"
        return [
            path("<int:pk>/history/compare/", view(self.compare_view), name=name % "compare"),
            path("<int:pk>/history/<int:version>/", view(self.version_view), name=name % "version"),
            *super().get_urls(),
        ]

    def persona_of(self, request, pk, *, changing: bool = False) -> Persona:
        """Raises PermissionDenied, and Http404 where there is none."""
        may = self.has_change_permission if changing else self.has_view_or_change_permission
        if not may(request):
            raise PermissionDenied
        return get_object_or_404(whole(Persona.objects.visible_to(request.user)), pk=pk)

    def page(self, request, template: str, persona, **context):
        context |= {"opts": self.opts, "persona": persona, "original": persona}
        return TemplateResponse(request, template, self.admin_site.each_context(request) | context)

    def history_view(self, request, object_id, extra_context=None):
        """The revisions, the latest first, with what the admin noted before the first of them."""
        pk = unquote(object_id)
        if not (pk.isascii() and pk.isdecimal()):
            raise Http404
        persona = self.persona_of(request, int(pk))
        page = Paginator(listed(persona), PAGE_SIZE).get_page(request.GET.get("p"))
        return self.page(
            request,
            "admin/personas/history/list.html",
            persona,
            title=f"History of {persona.heading}",
            page=page,
            rows=rows_to_pick(request, persona, page),
            page_numbers=page.paginator.get_elided_page_range(page.number),
            latest=versions_of(persona.pk).values_list("pk", flat=True).first(),
            earlier=() if page.has_next() else earlier_entries(persona),
            editions=Edition.objects.of(persona).listed(),
            may_change=self.has_change_permission(request, persona),
        )

    def version_view(self, request, pk, version):
        """One revision as the persona's page would have shown it."""
        persona = self.persona_of(request, pk)
        kept = version_of(persona.pk, version)
        context = {"now": persona, "version": kept, "section": "personas"}
        context |= frozen_context(snapshot_in(kept), request.user)
        return TemplateResponse(request, "admin/personas/history/version.html", context)

    def compare_view(self, request, pk):
        """Two revisions side by side, named by `old` and `new`; "now" is the persona as it is."""
        persona = self.persona_of(request, pk)
        old, new = state_named(request, persona, "old"), state_named(request, persona, "new")
        if old is None or new is None:
            self.message_user(request, "Choose an older and a newer revision to compare.")
            return HttpResponseRedirect(reverse("admin:personas_persona_history", args=[persona.pk]))
        if old[0] > new[0]:
            old, new = new, old
        found = compared(old[2], new[2], request.user)
        return self.page(
            request,
            "admin/personas/history/compare.html",
            persona,
            title=f"{persona.heading}: what changed",
            differences=found,
            summary=summary_of(found),
            old_name=old[1],
            new_name=new[1],
        )


@dataclass(frozen=True)
class RowToPick:
    """A revision in the list, and whether it is chosen as the older or the newer one to compare."""

    version: Version
    is_old: bool
    is_new: bool


def listed(persona):
    """The revisions without what they hold, the latest first."""
    return versions_of(persona.pk).defer("serialized_data")


def rows_to_pick(request, persona, page) -> list[RowToPick]:
    """The revisions of the page, and those that were chosen on another one; until somebody chooses, the latest two of
    the page are."""
    versions = list(page)
    chosen = {name: number_in(request.GET.get(name, "")) for name in ("old", "new")}
    keys = {version.pk for version in versions}
    if elsewhere := {key for key in chosen.values() if key} - keys:
        versions = sorted([*versions, *listed(persona).filter(pk__in=elsewhere)], key=lambda each: -each.pk)
        keys = {version.pk for version in versions}
    latest = [version.pk for version in page][:2] or [0]
    old, new = (key if key in keys else None for key in chosen.values())
    old, new = old or latest[-1], new or latest[0]
    return [RowToPick(each, each.pk == old, each.pk == new) for each in versions]


def number_in(text: str) -> int:
    """The primary key that the text is; 0 for none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def state_named(request, persona, field: str):
    """What a field of the address names: its place in time, its name, and its snapshot; None for nothing."""
    named = request.GET.get(field, "")
    if named == NOW:
        return float("inf"), NOW, snapshot_of(persona)
    if not (key := number_in(named)):
        return None
    kept = version_of(persona.pk, key)
    return kept.pk, name_of(kept), snapshot_in(kept)


def version_of(persona: int, pk: int):
    """A version of the persona. Raises Http404 for one of another, or of none."""
    return get_object_or_404(versions_of(persona), pk=pk)


def name_of(version) -> str:
    """ "12 Nov 2026, 10:31"."""
    at = version.revision.date_created
    return f"{at.day} {at:%b %Y, %H:%M}"


def earlier_entries(persona) -> list[LogEntry]:
    """What the admin noted before revisions were kept: nothing of a persona who was made since."""
    first = versions_of(persona.pk).last()
    if first and first.revision.comment != BEGUN:
        return []
    kind = ContentType.objects.get_for_model(Persona)
    entries = LogEntry.objects.filter(content_type=kind, object_id=str(persona.pk)).select_related("user")
    entries = entries.filter(action_time__lt=first.revision.date_created) if first else entries
    return list(entries.order_by("-pk")[:PAGE_SIZE])
