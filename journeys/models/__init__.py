"""How personas move, and what content serves them there: journeys with stages, touchpoints, assets, to-dos."""

from .assets import Asset, ContentTask
from .journeys import Journey, Stage, StageAlias
from .touchpoints import Touchpoint, TouchpointFormat

__all__ = ["Asset", "ContentTask", "Journey", "Stage", "StageAlias", "Touchpoint", "TouchpointFormat"]
