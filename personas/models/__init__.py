"""The catalogue's models, one module a subject: terms, people, statements, titles, purchasing, content, guides."""

from .access import ApiToken
from .addresses import PersonaAddress
from .content import ContentFormat, ContentFormatAlias, ContentPreference
from .editions import Edition
from .guesses import ImportGuess
from .guides import Guide
from .pages import HandbookPage
from .persona import Persona
from .purchasing import PersonaPurchasingRole, PurchasingRole, PurchasingRoleAlias
from .readers import SavedView, Star
from .searching import SearchMiss
from .teams import Team, TeamAlias
from .titles import JobTitle, PersonaTitle, TitleRule, UnmatchedTitle
from .traits import DifferentTraits, Facet, FacetAlias, PersonaNote, PersonaTrait, Trait, TraitAlias
from .types import PersonaType, PersonaTypeAlias
from .versions import DataVersion

__all__ = [
    "ApiToken",
    "ContentFormat",
    "ContentFormatAlias",
    "ContentPreference",
    "DataVersion",
    "DifferentTraits",
    "Edition",
    "Facet",
    "FacetAlias",
    "Guide",
    "HandbookPage",
    "ImportGuess",
    "JobTitle",
    "Persona",
    "PersonaAddress",
    "PersonaNote",
    "PersonaPurchasingRole",
    "PersonaTitle",
    "PersonaTrait",
    "PersonaType",
    "PersonaTypeAlias",
    "PurchasingRole",
    "PurchasingRoleAlias",
    "SavedView",
    "SearchMiss",
    "Star",
    "Team",
    "TeamAlias",
    "TitleRule",
    "Trait",
    "TraitAlias",
    "UnmatchedTitle",
]
