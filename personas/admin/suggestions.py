"""What a form offers while one types: statements or job titles that exist, with how many personas share each."""

import re
import unicodedata
from heapq import nsmallest
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, JsonResponse
from django.views.decorators.http import require_safe

from personas.models import JobTitle, Persona, Trait, TraitAlias
from personas.wording import fold, one_line, wording_key

PERMISSIONS = ("personas.change_persona", "personas.add_persona")
MOST = 20
LONGEST = 1000  # characters, as a statement
LONGEST_ID = 15  # digits; what is longer fits into no database
# A condition each in the query. What has more is told apart in Python anyway.
MOST_PIECES = 6
WORDS = re.compile(r"\w+")
PIECES = re.compile(r"[a-z0-9]+", re.IGNORECASE | re.ASCII)


class Found(NamedTuple):
    """A wording met in the database. `also` is the alias through which it was found, or empty."""

    place: int
    personas: int
    text: str
    also: str = ""

    @property
    def order(self):
        return self.place, -self.personas, self.text

    @property
    def result(self) -> dict:
        note = f"{self.personas} persona{'' if self.personas == 1 else 's'}" if self.personas else "no persona yet"
        also = f", also “{self.also}”" if self.also else ""
        return {"text": self.text, "note": note + also, "same": self.place == 0}


class Typed:
    """What somebody typed, to be held against wordings: 0 the same, 1 begins with it, 2 has all its words.

    The database only narrows, by runs of ASCII letters, as SQLite knows no other capitals; what a letter outside ASCII
    is the capital of is told in Python.
    """

    def __init__(self, text: str):
        composed = unicodedata.normalize("NFKC", one_line(text.replace("\0", "")))
        self.key = wording_key(composed)
        self.start = fold(composed)
        self.words = set(WORDS.findall(self.start) or self.start.split())
        self.pieces = sorted(set(PIECES.findall(composed)), key=len, reverse=True)[:MOST_PIECES]

    def narrow(self, field: str) -> Q:
        """A condition that holds for every row whose `field` or key can match, and for some others."""
        pieces = Q(*(Q(**{f"{field}__icontains": piece}) for piece in self.pieces))
        return Q(key=self.key) | pieces if self.pieces else Q()

    def place_of(self, wording: str, key: str) -> int | None:
        """How well a wording matches, the best being 0; None when it doesn't."""
        if key == self.key:
            return 0
        folded = fold(wording)
        if folded.startswith(self.start):
            return 1
        return 2 if all(word in folded for word in self.words) else None


@require_safe
def suggest(request, kind):
    """GET `q`, and for traits `facet`: JSON with at most 20 results, best first. 404 for a kind that isn't known."""
    if not any(map(request.user.has_perm, PERMISSIONS)):
        raise PermissionDenied
    if kind not in SOURCES:
        raise Http404
    text = request.GET.get("q", "")
    found = SOURCES[kind](Typed(text), request) if len(text) <= LONGEST else []
    best = nsmallest(MOST, found, key=lambda row: row.order)
    return JsonResponse({"results": [row.result for row in best]})


def traits(typed: Typed, request):
    """The traits that match, by their statement or else by an alias, in the facet asked for or in all."""
    in_facet = facet_condition(request.GET.get("facet"))
    stated = Trait.objects.filter(in_facet, typed.narrow("statement")).annotate(
        personas=personas_for(request.user, "persona_traits__persona")
    )
    otherwise = TraitAlias.objects.filter(in_facet, typed.narrow("wording")).annotate(
        personas=personas_for(request.user, "trait__persona_traits__persona")
    )
    found = {
        pk: Found(place, personas, statement)
        for place, pk, statement, personas in matching(typed, stated, "statement", "pk", "statement", "personas")
    }
    columns = ("trait_id", "trait__statement", "personas", "wording")
    for place, pk, statement, personas, alias in matching(typed, otherwise, "wording", *columns):
        if pk not in found or place < found[pk].place:
            found[pk] = Found(place, personas, statement, also=alias)
    return found.values()


def titles(typed: Typed, request):
    """The job titles that match."""
    rows = JobTitle.objects.filter(typed.narrow("name")).annotate(
        personas=personas_for(request.user, "persona_titles__persona")
    )
    for place, name, personas in matching(typed, rows, "name", "name", "personas"):
        yield Found(place, personas, name)


SOURCES = {"traits": traits, "titles": titles}


def matching(typed: Typed, rows, wording: str, *columns: str):
    """Yields the place and the columns of every row whose wording really matches, in no order."""
    for text, key, *rest in rows.order_by().values_list(wording, "key", *columns):
        place = typed.place_of(text, key)
        if place is not None:
            yield place, *rest


def personas_for(user, path: str) -> Count:
    """How many of the personas that the user may see share a row; `path` leads from the row to them."""
    return Count(path, filter=Q(**{f"{path}__in": Persona.objects.visible_to(user)}))


def facet_condition(facet: str | None) -> Q:
    """The condition to belong to the facet of that id: all do when none is asked for, none when it is no id."""
    if facet is None:
        return Q()
    is_id = facet.isascii() and facet.isdigit() and len(facet) <= LONGEST_ID
    return Q(facet=int(facet)) if is_id else Q(pk__in=[])
