"""Keys of other programs in the admin: made here, shown once, and taken back by deleting them."""

from django.contrib import admin
from django.template.response import TemplateResponse
from django.urls import reverse

from config.access import audit
from personas.api.keys import digest_of, new_key
from personas.models import ApiToken

from .base import CatalogueAdmin


def may_see_all(user) -> bool:
    """Whether the keys of others are shown: to those who keep the accounts, who can take them back."""
    return user.has_perm("auth.change_user")


@admin.register(ApiToken)
class ApiTokenAdmin(CatalogueAdmin):
    """Everybody sees and makes keys of her own rights alone; administrators those of all."""

    section = "Readers"
    place = 61

    list_display = ["name", "owner", "created_at", "used"]
    list_select_related = ["owner"]
    search_fields = ["name"]
    search_help_text = "Searches the names."

    def get_queryset(self, request):
        tokens = super().get_queryset(request)
        return tokens if may_see_all(request.user) else tokens.filter(owner=request.user)

    def get_fieldsets(self, request, obj=None):
        if obj:
            return [(None, {"fields": ["name", "owner", "created_at", "used"]})]
        return [(None, {"fields": ["name", "owner"] if request.user.is_superuser else ["name"]})]

    def get_readonly_fields(self, request, obj=None):
        return ["owner", "created_at", "used"] if obj else []

    def get_autocomplete_fields(self, request):
        return ["owner"] if request.user.is_superuser else []

    def get_changeform_initial_data(self, request):
        return {"name": request.GET.get("name", ""), "owner": request.user.pk}

    @admin.display(description="last used", ordering="last_used_on")
    def used(self, token):
        return token.last_used_on or "Never"

    def save_model(self, request, obj, form, change):
        if not change:
            request.new_key = new_key()
            obj.digest = digest_of(request.new_key)
            obj.owner = obj.owner if request.user.is_superuser else request.user
        super().save_model(request, obj, form, change)
        if not change:
            audit.record("key_made", by=request.user, subject=obj.name, detail=f"for {obj.owner}", request=request)

    def response_add(self, request, obj, post_url_continue=None):
        """The one page that shows the key. It isn't a message: those are kept in a cookie or in the database."""
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": f"The key of “{obj}”",
            "token": obj,
            "key": request.new_key,
            "example": f"{request.build_absolute_uri(reverse('api:match_title'))}?title=CFO",
        }
        response = TemplateResponse(request, "admin/personas/apitoken/key.html", context)
        response["Cache-Control"] = "no-store"
        return response
