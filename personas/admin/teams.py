"""Our own teams in the admin: who belongs to them, and what they own."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

from personas.colleagues import called, colleagues_named
from personas.merges.links import is_use, links_to
from personas.models import Team, TeamAlias

from .chosen import possible_pks
from .terms import AliasInline, TermAdmin, counting

COLLEAGUES = 20
FARTHEST = 1000  # pages of them


class ColleaguesField(forms.ModelMultipleChoiceField):
    """Colleagues by the names that people call them."""

    def clean(self, value):
        # The stock field hands numbers that no database holds to the database.
        for key in value or ():
            if not possible_pks([key]):
                raise forms.ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": key[:40]}
                )
        return super().clean(value)

    def label_from_instance(self, user):
        return called(user)


class ColleaguesWidget(AutocompleteSelectMultiple):
    """Stock autocompletion, from a look-up that needs no right to see accounts: names are all that it tells."""

    url_name = "%s:personas_team_colleagues"

    def optgroups(self, name, value, attrs=None):
        return super().optgroups(name, [key for key in value if possible_pks([str(key)])], attrs)


class TeamAliasInline(AliasInline):
    model = TeamAlias


@admin.register(Team)
class TeamAdmin(TermAdmin):
    """A team that owns something can't be deleted; it is merged into another."""

    place = 34

    list_display = ["name", "order", "members_count", "used"]
    fieldsets = [
        (None, {"fields": ["name", "description", "members"]}),
        ("Place on screens", {"fields": ["order", "slug"]}),
    ]
    inlines = [TeamAliasInline]

    @property
    def uses(self):
        """What belongs to teams is known to the apps above this one."""
        return sum(counting(link.model, link.name) for link in links_to(Team) if is_use(link)) + super().uses

    def get_urls(self):
        view = self.admin_site.admin_view(require_safe(self.colleagues))
        return [path("colleagues/", view, name="personas_team_colleagues"), *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(member_count=counting(Team.members.through, "team"))

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "members":
            kwargs |= {"form_class": ColleaguesField, "widget": ColleaguesWidget(db_field, self.admin_site)}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def colleagues(self, request):
        """GET `term` and `page`: JSON with the colleagues of that name, as the stock widget reads it."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        first = (page_number(request.GET.get("page")) - 1) * COLLEAGUES
        found = list(colleagues_named(request.GET.get("term", ""))[first : first + COLLEAGUES + 1])
        results = [{"id": str(user.pk), "text": called(user)} for user in found[:COLLEAGUES]]
        return JsonResponse({"results": results, "pagination": {"more": len(found) > COLLEAGUES}})

    @admin.display(description="members", ordering="member_count")
    def members_count(self, team):
        return team.member_count


def page_number(sent: str | None) -> int:
    """The number of the page that was sent; the first where it is none."""
    is_number = bool(sent) and sent.isascii() and sent.isdigit() and len(sent) < 5
    return max(1, min(int(sent), FARTHEST)) if is_number else 1
