"""Who may do what, and who did what: roles, signing in, closing accounts, and the record of it.

`roles` says what each role may do; `sign_in` and `oidc/` are the two ways in; `endings` takes everything away from an
account that is closed; `audit.record` writes down what happened, for the page of administrators.
"""
