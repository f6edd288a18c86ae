"""From the list of personas to the charts of those it shows."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from personas.census import one_census
from personas.comparison.picks import MOST_NAMED
from personas.filters.personas import PersonaFilter
from personas.models import Persona


@require_safe
@one_census()
def charts_of(request):
    """Leads to the charts of the first personas that a list at this address shows; back to it where there are none."""
    filtered = PersonaFilter(request.GET, request.user)
    keys = filtered.in_window(slice(MOST_NAMED))
    if not keys:
        return redirect(f"{reverse('personas:list')}?{request.GET.urlencode()}")
    slugs = dict(Persona.objects.filter(pk__in=keys).values_list("pk", "slug"))
    named = urlencode({"p": [slugs[key] for key in keys if key in slugs]}, doseq=True)
    return redirect(f"{reverse('personas:charts')}?{named}")
