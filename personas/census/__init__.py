"""Who has what, counted in the process.

Counting by the database costs the more the more personas there are: a census reads who has which statement, role,
content type or title once for each state of the catalogue, and keeps every such group as the bits of one number
(`crowds`). Narrowing down is an "and" of numbers then, and a count is the number of their ones. `wordlists` finds
words the same way on every database. `keeping` hands out the census of the present state: one query when it is there.
Each part outlasts what doesn't concern it: who is counted and how they stand (`standing`), what they are called
(`called`), what they have (`ties`), and the words for all that (`vocabulary`).

A census knows all personas, drafts too. Whatever is asked of it starts with `visible_to(user)`.
"""

from .census import Census
from .crowds import Crowd, Group
from .keeping import current_census, one_census

__all__ = ["Census", "Crowd", "Group", "current_census", "one_census"]
