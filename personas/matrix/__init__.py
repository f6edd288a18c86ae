"""Rows × columns with a value where they meet: the one builder behind every comparison and every chart.

`table.py` knows nothing about the catalogue: whoever says what its rows and columns are, and what stands in a cell,
gets a table, and with it the template, the sorting and the downloads. `subjects.py` is what the catalogue itself has
to say.
"""

from .sorting import Sorting
from .table import Column, Group, Head, Mark, Matrix, Row, build

__all__ = ["Column", "Group", "Head", "Mark", "Matrix", "Row", "Sorting", "build"]
