"""Signing in by OpenID Connect.

django-allauth speaks the protocol and checks what the provider says; the pages of its own are not reachable. Whose
account it is, and what it may do, is decided here: `views` → `adapter` (the checked claims) → `people` (the account).
"""
