"""Personas that have the most in common with one of them."""

from collections.abc import Sequence

from django.db.models import Count

from personas.models import Persona

MOST = 5


def similar_to(persona: Persona, user) -> Sequence[Persona]:
    """At most five personas in use that share statements with this one, the closest first, each with `shared_traits`.

    What counts are the facets that can be compared, so the number is the one that the comparison of both shows. One
    query, run when it is looped over.
    """
    others = Persona.objects.visible_to(user).current().exclude(pk=persona.pk)
    sharing = others.filter(
        persona_traits__trait__facet__comparable=True, persona_traits__trait__persona_traits__persona=persona
    )
    counted = sharing.annotate(shared_traits=Count("persona_traits__trait", distinct=True))
    return counted.order_by("-shared_traits", *Persona._meta.ordering)[:MOST]
