"""The list of personas: its columns, filters, search and bulk actions. The form is in persona.py."""

from django.contrib import admin
from django.db.models import F
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import smart_split, unescape_string_literal

from personas.colleagues import called
from personas.effects import said

from ..avatars import avatar
from ..bulk.actions import BulkActionsAdmin
from ..drafts import DraftsHidden
from .filters import (
    ContentPreferenceFilter,
    OwnerFilter,
    ParentFilter,
    PortraitFilter,
    PurchasingRoleFilter,
    ReviewFilter,
    StatusFilter,
)
from .last_editors import LastEditorsChangeList


class PersonaListAdmin(DraftsHidden, BulkActionsAdmin):
    """What the list of personas shows."""

    change_list_template = "admin/personas/persona_list.html"

    list_display = ["who", "type", "state", "owned_by", "review", "parent", "traits", "last_change"]
    list_filter = [
        StatusFilter,
        "type",
        ReviewFilter,
        OwnerFilter,
        ParentFilter,
        PortraitFilter,
        PurchasingRoleFilter,
        ContentPreferenceFilter,
    ]
    list_select_related = ["type", "owner", "parent"]
    empty_value_display = "–"
    date_hierarchy = "updated_at"
    search_fields = ["name", "role_label", "slug", "persona_titles__title__name", "persona_traits__trait__statement"]
    search_help_text = "Searches names, roles, job titles and statements."

    def get_queryset(self, request):
        return super().get_queryset(request).with_overdue().with_trait_count()

    def without_drafts(self, rows, user):
        return rows.visible_to(user)

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Personas"} | (extra_context or {}))

    def get_changelist(self, request, **kwargs):
        return LastEditorsChangeList

    def get_search_results(self, request, queryset, search_term):
        """Those in whom every word is found. A look-up field elsewhere asks for a persona: by name, not by traits."""
        looks_up = request.resolver_match and request.resolver_match.view_name == "admin:autocomplete"
        for word in words_of(search_term):
            queryset = queryset.named(word) if looks_up else queryset.mentioning(word)
        return queryset, False

    @admin.display(description="persona", ordering="name")
    def who(self, persona):
        return format_html('<span class="persona">{}<bdi>{}</bdi></span>', avatar(persona), persona.heading)

    @admin.display(description="status", ordering="status")
    def state(self, persona):
        return format_html('<span class="tag {}">{}</span>', persona.status, persona.get_status_display())

    @admin.display(description="owner", ordering=F("owner__first_name").asc(nulls_last=True))
    def owned_by(self, persona):
        return called(persona.owner) if persona.owner else None

    @admin.display(description="next review", ordering=F("review_due_on").asc(nulls_last=True))
    def review(self, persona):
        if persona.is_deprecated:
            return "–"
        due = said(persona.review_due_on) if persona.review_due_on else ""
        if persona.is_overdue:
            return format_html('<span class="tag overdue">Overdue</span> <span class="nowrap">{}</span>', due)
        return due or ("No date" if persona.reviewed_on else "Never reviewed")

    @admin.display(description="traits", ordering="trait_count")
    def traits(self, persona):
        return persona.trait_count

    @admin.display(description="last change", ordering="updated_at")
    def last_change(self, persona):
        changed = said(timezone.localdate(persona.updated_at))
        # Forms and look-ups ask for a persona without a list around it.
        editor = getattr(persona, "last_editor", None)
        by = format_html(' <span class="by">by {}</span>', called(editor)) if editor else ""
        return format_html('<span class="nowrap">{}</span>{}', changed, by)


def words_of(search_term: str) -> list[str]:
    """The words that were searched for; those in quotes stay together. A NUL, which no text holds, is dropped."""
    words = smart_split(search_term.replace("\0", ""))
    return [bare for word in words if (bare := unescape_string_literal(word) if is_quoted(word) else word)]


def is_quoted(word: str) -> bool:
    return len(word) > 1 and word[0] in "\"'" and word[0] == word[-1]
