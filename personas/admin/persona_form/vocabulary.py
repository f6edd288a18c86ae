"""The vocabulary that a persona's form is made of, looked up once a page."""

from functools import cached_property

from personas.models import ContentFormat, Facet, PurchasingRole

Kind = Facet.Kind
# What is said about these stands in fields of the persona; a note in one of them is shown all the same.
WITHOUT_BLOCK = {Kind.SUBSET_OF, Kind.PERSONA_TYPE, Kind.DEPRECATION, Kind.GUIDANCE}


class Vocabulary:
    """Facets, content types and purchasing roles by primary key, each in its order on screens."""

    @classmethod
    def of(cls, request):
        """The vocabulary for everything on the page that this request asks for."""
        if not hasattr(request, "persona_form_vocabulary"):
            request.persona_form_vocabulary = cls()
        return request.persona_form_vocabulary

    @cached_property
    def facets(self) -> dict[int, Facet]:
        """Each with `type_pks`, the types of persona that it applies to; empty for all."""
        facets = {facet.pk: facet for facet in Facet.objects.prefetch_related("applies_to")}
        for facet in facets.values():
            facet.type_pks = {kind.pk for kind in facet.applies_to.all()}
        return facets

    @cached_property
    def lists(self) -> dict[int, Facet]:
        """The facets that hold statements."""
        return {pk: facet for pk, facet in self.facets.items() if facet.kind == Kind.LIST}

    @cached_property
    def content_formats(self) -> dict[int, ContentFormat]:
        return {each.pk: each for each in ContentFormat.objects.defer("description")}

    @cached_property
    def roles(self) -> dict[int, PurchasingRole]:
        return {role.pk: role for role in PurchasingRole.objects.defer("description")}

    def special(self, kind: str) -> Facet | None:
        """The one facet of a kind that exists once, where the vocabulary has it."""
        return next((facet for facet in self.facets.values() if facet.kind == kind), None)
