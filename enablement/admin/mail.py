"""Mail in the admin: what was sent, what waits, and what was given up and can be tried again."""

from django.contrib import admin, messages
from django.utils import timezone

from enablement.mail.queue import try_again
from enablement.models import Reminder
from personas.admin.base import CatalogueAdmin


@admin.register(Reminder)
class ReminderAdmin(CatalogueAdmin):
    """The application writes these rows; a manager may have those sent again that were given up."""

    section = "Enablement"
    place = 90

    list_display = ["kind", "user", "session", "state", "last_error", "due_at", "attempts", "sent_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["user", "session"]
    search_fields = ["user__username", "user__email", "session__title"]
    search_help_text = "Searches user names, addresses, and the titles of sessions."
    date_hierarchy = "due_at"
    fieldsets = [
        (None, {"fields": ["kind", "user", "by", "session", "occasion"]}),
        ("Sending", {"fields": ["state", "due_at", "attempts", "next_try_at", "sent_at", "last_error", "message_id"]}),
    ]
    actions = ["send_again"]

    @admin.action(description="Try again: send those that were given up", permissions=["send"])
    def send_again(self, request, queryset):
        """Mails in any other state stay as they are: nobody gets one twice."""
        count = try_again(queryset, at=timezone.now())
        said = (
            f"{count} mail{'' if count == 1 else 's'} will be tried again." if count else "None of them was given up."
        )
        self.message_user(request, said, messages.SUCCESS if count else messages.WARNING)

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Mail about sessions", **(extra_context or {})})

    def has_send_permission(self, request):
        return request.user.has_perm("enablement.change_reminder")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
