"""A filter for lists of traits and facets: how many personas use them."""

from django.contrib import admin

from personas.uses import facets_used, traits_used

CHOICES = [("once", "By one persona"), ("several", "By several"), ("never", "By nobody")]


class UseFilter(admin.SimpleListFilter):
    """Keeps the rows that `used`, a function of personas.uses, answers."""

    title = "use"
    parameter_name = "used"
    used = None

    def lookups(self, request, model_admin):
        return CHOICES

    def queryset(self, request, queryset):
        if self.value() not in dict(CHOICES):
            return queryset
        return queryset.filter(pk__in=self.used(self.value()).values("pk"))


class TraitUseFilter(UseFilter):
    used = staticmethod(traits_used)


class FacetUseFilter(UseFilter):
    used = staticmethod(facets_used)
