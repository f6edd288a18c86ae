"""Two rows of the vocabulary become one: what would move, and the moving. The wording that goes stays as an alias."""

from .apply import StaleMerge, merge
from .plan import MergeError, MergePlan
from .planner import can_merge, plan_merge

__all__ = ["MergeError", "MergePlan", "StaleMerge", "can_merge", "merge", "plan_merge"]
