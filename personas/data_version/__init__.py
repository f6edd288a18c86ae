"""Which state of the catalogue it is: a number that the database itself raises with every change that readers can see.

`registry` says of which tables; `installing` has the database watch them (`sqlite`, `postgresql`: everything that
differs between the two is there); `reading` reads the number. What is made from the catalogue can be kept under it:
a new number means that whatever was kept under an older one is never looked at again.
"""

from .reading import current
from .registry import register_versioned

__all__ = ["current", "register_versioned"]
