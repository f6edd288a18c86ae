"""Personas that have the most in common with one of them."""

from django.db.models import Count

from personas.models import Persona, PersonaTrait

MOST = 5
BY_NAME = ("persona__name", "persona__role_label", "persona_id")


def similar_to(persona: Persona, user) -> list[Persona]:
    """At most five personas in use that share statements with this one, the closest first, each with `shared_traits`.

    What counts are the facets that can be compared, so the number is the one that the comparison of both shows. Two
    queries: the links are counted before anything else of anybody is read.
    """
    comparable = persona.persona_traits.filter(trait__facet__comparable=True).order_by().values("trait")
    others = Persona.objects.visible_to(user).current().exclude(pk=persona.pk).order_by().values("pk")
    links = PersonaTrait.objects.filter(trait__in=comparable, persona__in=others)
    counted = links.values_list("persona").annotate(shared=Count("pk"))
    closest = dict(counted.order_by("-shared", *BY_NAME)[:MOST])
    found = Persona.objects.in_bulk(closest)
    for key, shared in closest.items():
        found[key].shared_traits = shared
    return [found[key] for key in closest]
