"""Which team knows which persona, what teams are required to learn, and who is late.

`board` counts, `grid` makes the matrix of it, `filter` narrows it down, `standing` says how it stands with what teams
have to learn.
"""
