"""Job title → persona, with the reason: exact titles, other ways to write them, rules and close matches."""
