"""What is known of a person: told to them, and forgotten.

Each app says what it keeps of people (`register_personal_data`), most of it in the words of `usual`. `plan_for` counts
all of it and says what becomes of each kind, `forget` does that. The account itself stays without a name, so that
whatever is counted stays right.
"""

from .registry import (
    PersonalData,
    columns_of,
    delete_rows,
    empty_field,
    keep_rows,
    register_ageing,
    register_personal_data,
)

__all__ = [
    "PersonalData",
    "columns_of",
    "delete_rows",
    "empty_field",
    "keep_rows",
    "register_ageing",
    "register_personal_data",
]
