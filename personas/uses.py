"""What of the vocabulary hardly anybody uses."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from personas.models import Facet, PersonaNote, PersonaTrait, Trait

USES = ("never", "once", "several")


def traits_used(how_often: str) -> QuerySet[Trait]:
    """The traits that "never", "once" or "several" personas have. Raises ValueError for another word."""
    rows = PersonaTrait.objects.order_by().values("trait").annotate(personas=Count("pk"))
    used = {
        "never": ~Q(Exists(PersonaTrait.objects.filter(trait=OuterRef("pk")))),
        "once": Q(pk__in=rows.filter(personas=1).values("trait")),
        "several": Q(pk__in=rows.filter(personas__gt=1).values("trait")),
    }
    if how_often not in used:
        raise ValueError(how_often)
    return Trait.objects.filter(used[how_often])


def facets_used(how_often: str) -> QuerySet[Facet]:
    """The facets of statements and prose in which "never", "once" or "several" personas have something.

    Raises ValueError for another word. Looks for one persona and then for a second, and counts no further.
    """
    facets = Facet.objects.filter(kind__in=Facet.SHARED_KINDS).annotate(
        first_persona=Coalesce(
            Subquery(PersonaTrait.objects.filter(trait__facet=OuterRef("pk")).order_by().values("persona")[:1]),
            Subquery(PersonaNote.objects.filter(facet=OuterRef("pk")).order_by().values("persona")[:1]),
        )
    )
    others = ~Q(persona=OuterRef("first_persona"))
    shared = Exists(PersonaTrait.objects.filter(others, trait__facet=OuterRef("pk"))) | Exists(
        PersonaNote.objects.filter(others, facet=OuterRef("pk"))
    )
    used = {
        "never": Q(first_persona__isnull=True),
        "once": Q(first_persona__isnull=False) & ~shared,
        "several": Q(first_persona__isnull=False) & shared,
    }
    if how_often not in used:
        raise ValueError(how_often)
    return facets.filter(used[how_often])
