"""The filters beside the list of personas. A value that no choice has keeps all: the site refuses such lists."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef

from personas.colleagues import called
from personas.models import Persona

from ..chosen import possible_pks

# More choices than this are no help; the search finds personas by their names.
MOST_CHOICES = 50


class ChoiceFilter(admin.SimpleListFilter):
    """A filter by a few fixed words, each of which a method of the queryset knows."""

    choices_offered: list[tuple[str, str]] = []

    def lookups(self, request, model_admin):
        return self.choices_offered

    def queryset(self, request, queryset):
        if self.value() not in dict(self.choices_offered):
            return queryset
        return self.chosen(queryset, self.value())

    def chosen(self, queryset, value):
        """The personas of the queryset that the value is about."""
        raise NotImplementedError


class StatusFilter(ChoiceFilter):
    title = "status"
    parameter_name = "status"
    choices_offered = [("current", "In use"), *Persona.Status.choices]

    def chosen(self, queryset, value):
        return queryset.current() if value == "current" else queryset.filter(status=value)


class ReviewFilter(ChoiceFilter):
    title = "review"
    parameter_name = "review"
    choices_offered = [("overdue", "Overdue"), ("soon", "Due in 30 days"), ("never", "Never reviewed")]

    def chosen(self, queryset, value):
        asked = {
            "overdue": queryset.overdue_for_review,
            "soon": queryset.due_for_review_soon,
            "never": queryset.never_reviewed,
        }
        return asked[value]()


class GapFilter(ChoiceFilter):
    """Who has something and who lacks it; `parameter_name` is what PersonaQuerySet.without knows."""

    choices_offered = [("yes", "Yes"), ("no", "No")]

    def chosen(self, queryset, value):
        return queryset.having(self.parameter_name) if value == "yes" else queryset.without(self.parameter_name)


class PortraitFilter(GapFilter):
    title = "portrait"
    parameter_name = "portrait"


class PurchasingRoleFilter(GapFilter):
    title = "purchasing role"
    parameter_name = "purchasing_roles"


class ContentPreferenceFilter(GapFilter):
    title = "content type"
    parameter_name = "content_preferences"


class RowFilter(admin.SimpleListFilter):
    """A filter by another row."""

    def lookups(self, request, model_admin):
        return [(str(row.pk), self.called(row)) for row in self.rows(request)[:MOST_CHOICES]]

    def rows(self, request):
        """Those who can be chosen."""
        raise NotImplementedError

    def called(self, row) -> str:
        """What the choice is called."""
        return str(row)

    def chosen(self, queryset, pk):
        """The rows of the queryset that the row with this primary key is about."""
        return queryset.filter(**{self.parameter_name: pk})

    def queryset(self, request, queryset):
        wanted = possible_pks([self.value() or ""])
        return self.chosen(queryset, wanted[0]) if wanted else queryset


class RelatedFilter(RowFilter):
    """A filter by another row, such as the owner, or by there being none."""

    nobody = ""

    def lookups(self, request, model_admin):
        return [("none", self.nobody), *super().lookups(request, model_admin)]

    def queryset(self, request, queryset):
        if self.value() == "none":
            return queryset.without(self.parameter_name)
        return super().queryset(request, queryset)


class OwnerFilter(RelatedFilter):
    title = "owner"
    parameter_name = "owner"
    nobody = "Nobody"

    def lookups(self, request, model_admin):
        return [("me", "Me"), *super().lookups(request, model_admin)]

    def rows(self, request):
        owning = Persona.objects.filter(owner=OuterRef("pk"))
        return get_user_model().objects.filter(Exists(owning)).order_by("first_name", "last_name", "username")

    def called(self, row):
        return called(row)

    def queryset(self, request, queryset):
        if self.value() == "me":
            return queryset.filter(owner=request.user)
        return super().queryset(request, queryset)


class ParentFilter(RelatedFilter):
    title = "subset of"
    parameter_name = "parent"
    nobody = "Nobody"

    def rows(self, request):
        return Persona.objects.filter(Exists(Persona.objects.filter(parent=OuterRef("pk"))))
