"""The catalogue in the admin, one module a subject, as in personas/models."""

from .content import ContentFormatAdmin
from .guides import GuideAdmin
from .pages import HandbookPageAdmin
from .persona import PersonaAdmin
from .purchasing import PurchasingRoleAdmin
from .titles import JobTitleAdmin
from .traits import FacetAdmin, TraitAdmin
from .types import PersonaTypeAdmin

__all__ = [
    "ContentFormatAdmin",
    "FacetAdmin",
    "GuideAdmin",
    "HandbookPageAdmin",
    "JobTitleAdmin",
    "PersonaAdmin",
    "PersonaTypeAdmin",
    "PurchasingRoleAdmin",
    "TraitAdmin",
]
