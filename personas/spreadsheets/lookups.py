"""What the cells of a table may name: personas, vocabulary, statements, titles and accounts, by natural keys.

Everything of a kind is fetched when the first cell asks for it, so that a table costs the same number of queries
whatever its length.
"""

from collections import defaultdict
from functools import cached_property

from django.contrib.auth import get_user_model
from rapidfuzz import fuzz, process

from personas.models import (
    ContentFormat,
    Facet,
    JobTitle,
    Persona,
    PersonaType,
    PurchasingRole,
    Trait,
    TraitAlias,
)
from personas.wording import lookup_key, wording_key

from .columns import quoted

CLOSE = 75  # of 100: worth asking whether that was meant


class Lookups:
    """Finds rows by what people call them. Every method raises ValueError, with a sentence, for what isn't there."""

    def __init__(self, user):
        self.user = user
        self.new_traits: dict[tuple[int, str], Trait] = {}
        self.new_titles: dict[str, JobTitle] = {}

    def persona(self, text: str) -> Persona:
        """The persona at that address, or of that name or heading where only one has it."""
        if found := self.people.get(text):
            return found
        named = self.people_by_name.get(text.casefold(), {})
        if len(named) > 1:
            addresses = ", ".join(sorted(named))
            raise ValueError(f"{quoted(text)} is the name of several personas: write the address ({addresses}).")
        if not named:
            raise ValueError(f"There is no persona {quoted(text)}.{guess(text, [*self.people, *self.names])}")
        return next(iter(named.values()))

    def take_people(self, people) -> None:
        """Look personas up among these, which a table changes, rather than among freshly fetched ones."""
        self.__dict__["people"] = {persona.slug: persona for persona in people}

    @cached_property
    def people(self) -> dict[str, Persona]:
        personas = Persona.objects.visible_to(self.user).only("slug", "name", "role_label")
        return {persona.slug: persona for persona in personas.order_by()}

    @cached_property
    def people_by_name(self) -> dict[str, dict[str, Persona]]:
        """The personas of a name or heading, by their addresses."""
        found = defaultdict(dict)
        for slug, persona in self.people.items():
            found[persona.name.casefold()][slug] = persona
            found[persona.heading.casefold()][slug] = persona
        return found

    @property
    def names(self) -> list[str]:
        return [persona.name for persona in self.people.values()]

    def account(self, text: str):
        """The account of that name, if its owner works in the admin."""
        if text not in self.accounts:
            raise ValueError(f"No colleague who works in the admin has the account {quoted(text)}.")
        return self.accounts[text]

    @cached_property
    def accounts(self) -> dict:
        staff = get_user_model().objects.filter(is_active=True, is_staff=True)
        owners = get_user_model().objects.filter(owned_personas__isnull=False)
        return {user.get_username(): user for user in (staff | owners).distinct()}

    def type(self, text: str) -> PersonaType:
        return self.term(PersonaType, text, "type")

    def role(self, text: str) -> PurchasingRole:
        return self.term(PurchasingRole, text, "purchasing role")

    def content_format(self, text: str) -> ContentFormat:
        return self.term(ContentFormat, text, "content type")

    def facet(self, text: str) -> Facet:
        """The facet of that name or alias, if it is a list: no other holds statements."""
        facet = self.term(Facet, text, "facet")
        if facet.kind != Facet.Kind.LIST:
            raise ValueError(f"“{facet}” holds no statements: name a facet that is a list.")
        return facet

    def term(self, model, text: str, what: str):
        terms = self.terms(model)
        if found := terms.get(lookup_key(text)):
            return found
        wordings = [alias.wording for term in terms.values() for alias in term.aliases.all()]
        hint = guess(text, [*(term.name for term in terms.values()), *wordings])
        raise ValueError(f"There is no {what} {quoted(text)}.{hint or ' Add it to the vocabulary first.'}")

    def terms(self, model) -> dict:
        """All rows of a vocabulary by the keys of their names and aliases."""
        if model not in self._terms:
            rows = list(model.objects.prefetch_related("aliases"))
            aliases = {alias.key: row for row in rows for alias in row.aliases.all()}
            self._terms[model] = aliases | {row.key: row for row in rows}
        return self._terms[model]

    @cached_property
    def _terms(self) -> dict:
        return {}

    def trait(self, facet: Facet, statement: str) -> Trait:
        """The facet's statement of that wording or alias; where there is none, a new one that isn't saved yet."""
        place = (facet.pk, wording_key(statement))
        if found := self.traits.get(place) or self.new_traits.get(place):
            return found
        self.refuse_new("personas.add_trait", "statement", statement)
        return self.new_traits.setdefault(place, Trait(facet=facet, statement=statement, key=place[1]))

    @cached_property
    def traits(self) -> dict[tuple[int, str], Trait]:
        rows = {row.pk: row for row in Trait.objects.select_related("facet").order_by()}
        aliases = TraitAlias.objects.order_by().values_list("facet", "key", "trait")
        named = {(facet, key): rows[trait] for facet, key, trait in aliases if trait in rows}
        return named | {(row.facet_id, row.key): row for row in rows.values()}

    def title(self, text: str) -> JobTitle:
        """The job title of that wording; where there is none, a new one that isn't saved yet."""
        key = wording_key(text)
        if found := self.titles.get(key) or self.new_titles.get(key):
            return found
        self.refuse_new("personas.add_jobtitle", "job title", text)
        return self.new_titles.setdefault(key, JobTitle(name=text, key=key))

    @cached_property
    def titles(self) -> dict[str, JobTitle]:
        return {row.key: row for row in JobTitle.objects.order_by()}

    def refuse_new(self, permission: str, what: str, text: str) -> None:
        if not self.user.has_perm(permission):
            raise ValueError(f"There is no {what} {quoted(text)}, and you may not add one.")


def guess(text: str, names) -> str:
    """A question with the closest of the names, or nothing when none is close."""
    found = process.extractOne(text, names, scorer=fuzz.ratio, score_cutoff=CLOSE, processor=str.casefold)
    return f" Did you mean “{found[0]}”?" if found else ""
