"""One search over the whole catalogue.

`words` says what a word is and what was asked; `sources` names the columns that are searched, and `indexing` has the
database index them (`postgresql`, `sqlite`: everything that differs between the two is there). The database yields
candidates that hold the words; `matching` judges and orders them, the same way on both. `kinds` is the hook for what
can be found, `catalogue` what this app finds, `finding` the search itself, and `misses` what was looked for in vain.
"""
