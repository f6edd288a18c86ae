"""What people look for in vain: to learn from, and to forget."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode

from personas.models import SearchMiss

from .base import CatalogueAdmin


@admin.register(SearchMiss)
class SearchMissAdmin(CatalogueAdmin):
    """The search writes these rows; whose searches they were isn't kept."""

    section = "Readers"
    place = 60

    list_display = ["wording", "count", "last_on", "again"]
    list_filter = ["last_on"]
    search_fields = ["wording", "key"]
    search_help_text = "Searches the wordings."
    fieldsets = [(None, {"fields": ["wording", "count", "last_on", "again"]})]
    actions = ["forget"]

    @admin.display(description="does it find anything now?")
    def again(self, miss):
        """A link to the search for it."""
        address = f"{reverse('personas:search')}?{urlencode({'q': miss.wording})}"
        return format_html('<a href="{}">Search for “{}”</a>', address, miss.wording)

    @admin.action(description="Forget: nothing to do about them any more", permissions=["delete"])
    def forget(self, request, queryset):
        """Drops the chosen rows; whoever looks for it again starts a new count."""
        count, _ = queryset.delete()
        self.message_user(request, f"{count} search{'' if count == 1 else 'es'} forgotten.", messages.SUCCESS)

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "What people look for", **(extra_context or {})})

    def get_actions(self, request):
        """Forgetting is deleting, without a second question."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
