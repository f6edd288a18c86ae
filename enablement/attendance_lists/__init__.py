"""Who came, from a pasted list or the meeting tool's file: read, matched with accounts, shown as a plan, applied.

`pasted` and `files` make people out of text, `matching` finds their accounts, `plan` says what would happen and
does it.
"""
