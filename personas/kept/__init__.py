"""Pages that are made once and shown to everybody who may see the same, until the catalogue changes.

A page is made for a `sight`: what somebody may do, without being anybody. What belongs to one person (the name, the
token of forms, parts that a view calls the reader's own) is left open and filled in for each reader (`own`). `pages`
has the decorator of views that does so; `frames` has one for pages of which most outlasts an edit. `unchanged` answers
a browser that has the page already, before anything else is done; `state` is all that an answer depends on, `code` the
part of it that only new software changes.
"""
