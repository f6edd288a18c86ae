"""Guesses of imports in the admin: to look at, to look up, and to settle."""

from django.contrib import admin, messages
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from personas.guesses import settle_guesses
from personas.models import ImportGuess

from .base import CatalogueAdmin
from .drafts import DraftsHidden


class SettledFilter(admin.SimpleListFilter):
    """Open ones, or those that somebody has settled."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("open", "Open"), ("settled", "Settled")]

    def queryset(self, request, queryset):
        states = {"open": Q(settled_at=None), "settled": Q(settled_at__isnull=False)}
        return queryset.filter(states.get(self.value(), Q()))


@admin.register(ImportGuess)
class ImportGuessAdmin(DraftsHidden, CatalogueAdmin):
    """The import writes these rows; an editor says which of them are settled."""

    section = "Guides and pages"
    place = 42
    about = "persona"

    list_display = ["written", "taken_for", "whom", "part", "reason", "where", "made_at", "settled"]
    list_filter = [SettledFilter, "reason"]
    list_select_related = ["persona", "settled_by"]
    search_fields = ["written", "read_as", "subject", "part", "page"]
    search_help_text = "Searches the wordings, whom they are about, and the names of the pages."
    date_hierarchy = "made_at"
    fieldsets = [
        (None, {"fields": ["written", "taken_for", "reason", "whom", "part", "where"]}),
        ("State", {"fields": ["made_at", "settled"]}),
    ]
    actions = ["settle"]

    @admin.display(description="read as", ordering="read_as")
    def taken_for(self, guess):
        return guess.read_as or "Not understood"

    @admin.display(description="about", ordering="subject")
    def whom(self, guess):
        """The persona with a link to her form, else what the page was speaking of."""
        if guess.persona is None:
            return guess.subject or "–"
        address = reverse("admin:personas_persona_change", args=[guess.persona_id])
        return format_html('<a href="{}">{}</a>', address, guess.persona)

    @admin.display(description="page, line", ordering="page")
    def where(self, guess):
        return f"{guess.page}, line {guess.line}" if guess.line else guess.page or "–"

    @admin.display(description="settled", ordering="settled_at")
    def settled(self, guess):
        if guess.settled_at is None:
            return "Open"
        day = timezone.localtime(guess.settled_at).date()
        return f"{day} by {guess.settled_by}" if guess.settled_by else f"{day}"

    @admin.action(description="Settled: nothing to do about them any more", permissions=["settle"])
    def settle(self, request, queryset):
        """Marks the open ones among the chosen; those settled before keep who settled them and when."""
        count = settle_guesses(queryset, by=request.user)
        self.message_user(request, f"{count} guess{'' if count == 1 else 'es'} settled.", messages.SUCCESS)

    def has_settle_permission(self, request):
        return request.user.has_perm("personas.change_importguess")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
