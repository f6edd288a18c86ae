"""Charts of any set of personas: what they show, and what their address says."""

from .chart import COLUMNS_A_PAGE, ROWS_A_PAGE, Cast, Chart, captioned, charted, most_shared

__all__ = ["COLUMNS_A_PAGE", "ROWS_A_PAGE", "Cast", "Chart", "captioned", "charted", "most_shared"]
