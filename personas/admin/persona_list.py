"""The list of personas in the admin: its columns, filters and search. The form is in persona.py."""

from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html

from .avatars import avatar
from .base import CatalogueAdmin


class PersonaListAdmin(CatalogueAdmin):
    """What the list of personas shows."""

    change_list_template = "admin/personas/persona_list.html"

    list_display = ["who", "type", "state", "owner", "review_due_on", "updated_on"]
    list_filter = [
        "status",
        "type",
        ("owner", admin.RelatedOnlyFieldListFilter),
        ("portrait", admin.EmptyFieldListFilter),
        ("review_due_on", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["type", "owner"]
    search_fields = ["name", "role_label", "slug", "persona_titles__title__name"]
    search_help_text = "Searches names, roles and job titles."

    @admin.display(description="persona", ordering="name")
    def who(self, persona):
        return format_html('<span class="persona">{}<bdi>{}</bdi></span>', avatar(persona), persona.heading)

    @admin.display(description="status", ordering="status")
    def state(self, persona):
        return format_html('<span class="tag {}">{}</span>', persona.status, persona.get_status_display())

    @admin.display(description="updated", ordering="updated_at")
    def updated_on(self, persona):
        return timezone.localdate(persona.updated_at)
