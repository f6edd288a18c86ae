"""Addresses that stay: whoever follows one from before a slug was changed is led to where the persona is now."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet
from django.http import HttpResponseRedirect
from django.urls import reverse

from personas.models import Persona, PersonaAddress

PERSONA_ROUTE = "personas/<slug:slug>/"
# What lists of sessions, assets and the like call their filter by personas.
FILTER = "persona"


def remember(personas: Iterable[Persona]) -> None:
    """Have the addresses of the personas, as they are now, lead to them for good. One query."""
    rows = [PersonaAddress(slug=persona.slug, persona_key=persona.pk) for persona in personas]
    PersonaAddress.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["slug"], update_fields=["persona_key"]
    )


def formerly_at(slugs: Collection[str], personas: QuerySet[Persona]) -> dict[str, Persona]:
    """Those of the personas who stood at these slugs and now stand elsewhere, by the slug. Two queries, none for no
    slugs."""
    keys = dict(PersonaAddress.objects.filter(slug__in=slugs).values_list("slug", "persona_key")) if slugs else {}
    there = personas.in_bulk(keys.values()) if keys else {}
    return {slug: there[pk] for slug, pk in keys.items() if pk in there and there[pk].slug != slug}


def lead_on(get_response):
    """Middleware, after that of signing in: an address at which nothing is any more leads to the same page of the
    persona whom it led to before, if the user may see that one; and one that filters by such a persona to the filter
    by what she is called now."""

    def middleware(request):
        response = get_response(request)
        if request.method not in ("GET", "HEAD"):
            return response
        moved = moved_to(request) if response.status_code == 404 else filtered_by(request)
        return HttpResponseRedirect(moved) if moved else response

    return middleware


def filtered_by(request) -> str | None:
    """The address that asks for the same personas as the request's by their slugs of today; None where it does."""
    wanted = request.GET.getlist(FILTER)
    slugs = {slug for slug in wanted if "\0" not in slug}
    if not slugs or not request.user.is_authenticated:
        return None
    personas = Persona.objects.visible_to(request.user)
    former = formerly_at(slugs - set(personas.filter(slug__in=slugs).values_list("slug", flat=True)), personas)
    if not former:
        return None
    query = request.GET.copy()
    query.setlist(FILTER, [former[slug].slug if slug in former else slug for slug in wanted])
    return f"{request.path}?{query.urlencode()}"


def moved_to(request) -> str | None:
    """Where the page is now that the request asks for; None where it never was."""
    match = request.resolver_match
    if match is None or not match.route.startswith(PERSONA_ROUTE):
        return None
    slug = match.kwargs["slug"]
    persona = formerly_at([slug], Persona.objects.visible_to(request.user)).get(slug)
    if persona is None:
        return None
    query = request.META.get("QUERY_STRING", "")
    return reverse(match.view_name, kwargs=match.kwargs | {"slug": persona.slug}) + (f"?{query}" if query else "")
