"""The catalogue in the admin, one module a subject, as in personas/models."""

from .content import ContentFormatAdmin
from .guesses import ImportGuessAdmin
from .guides import GuideAdmin
from .pages import HandbookPageAdmin
from .persona import PersonaAdmin
from .purchasing import PurchasingRoleAdmin
from .searches import SearchMissAdmin
from .titles import JobTitleAdmin
from .traits import FacetAdmin, TraitAdmin
from .types import PersonaTypeAdmin

__all__ = [
    "ContentFormatAdmin",
    "FacetAdmin",
    "GuideAdmin",
    "HandbookPageAdmin",
    "ImportGuessAdmin",
    "JobTitleAdmin",
    "PersonaAdmin",
    "PersonaTypeAdmin",
    "PurchasingRoleAdmin",
    "SearchMissAdmin",
    "TraitAdmin",
]
