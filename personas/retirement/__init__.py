"""Retiring a persona: since when, why, who takes over, and what points to her from then on.

`uses` is the hook through which each app says what uses a persona; `own_uses` are those of the catalogue itself. What
is registered is offered for re-pointing (`plan`, `apply`) and stands in the way of deleting her.
"""

from .apply import StaleRetirement, retire, unretire
from .plan import RetirementPlan, plan_retirement
from .successors import refuse_successors
from .uses import Use, UsedBy, in_words, register_use, used_elsewhere, uses_of_persona

__all__ = [
    "RetirementPlan",
    "StaleRetirement",
    "Use",
    "UsedBy",
    "in_words",
    "plan_retirement",
    "refuse_successors",
    "register_use",
    "retire",
    "unretire",
    "used_elsewhere",
    "uses_of_persona",
]
