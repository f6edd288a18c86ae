"""Which state of the catalogue it is: a number that the database itself raises with every change that readers can see,
one for each table, and one for columns that much is made of (an `Aspect`).

`registry` says of which tables; `installing` has the database watch them (`sqlite`, `postgresql`: everything that
differs between the two is there); `reading` reads the numbers. What is made from the catalogue can be kept under them
(`keeping`): a new number means that whatever was kept under an older one is never looked at again, unless the database
has noted whose rows have changed since, and it can be mended.
"""

from .keeping import Memory, Mended, kept_while
from .reading import current, numbers_of
from .registry import register_changes, register_versioned

__all__ = ["Memory", "Mended", "current", "kept_while", "numbers_of", "register_changes", "register_versioned"]
