"""The catalogue in the admin, one module a subject, as in personas/models."""

from .audit import AuditAdmin
from .content import ContentFormatAdmin
from .guesses import ImportGuessAdmin
from .guides import GuideAdmin
from .pages import HandbookPageAdmin
from .persona import PersonaAdmin
from .purchasing import PurchasingRoleAdmin
from .searches import SearchMissAdmin
from .teams import TeamAdmin
from .title_rules import TitleRuleAdmin
from .titles import JobTitleAdmin
from .tokens import ApiTokenAdmin
from .traits import FacetAdmin, TraitAdmin
from .types import PersonaTypeAdmin
from .unmatched_titles import UnmatchedTitleAdmin

__all__ = [
    "ApiTokenAdmin",
    "AuditAdmin",
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
    "TeamAdmin",
    "TitleRuleAdmin",
    "TraitAdmin",
    "UnmatchedTitleAdmin",
]
