"""Whose account somebody on a list has."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth import get_user_model

from personas.search.words import folded

from .seen import Seen


@dataclass(frozen=True)
class Account:
    """What a list is held against."""

    pk: int
    username: str
    first: str
    last: str
    email: str

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}".strip() or self.username

    def __str__(self):
        return f"{self.name} ({self.email or self.username})"


@dataclass(frozen=True)
class Match:
    """The account of somebody, or those that it may be. With neither they are a guest."""

    account: Account | None = None
    candidates: Sequence[Account] = ()


class Accounts:
    """All active accounts, by what lists call them. One query."""

    def __init__(self):
        fields = ("pk", "username", "first_name", "last_name", "email")
        rows = get_user_model().objects.filter(is_active=True).order_by("pk").values_list(*fields)
        self.by_email, self.by_login, self.by_name = defaultdict(list), defaultdict(list), defaultdict(list)
        for account in (Account(*row) for row in rows):
            self.by_login[account.username.casefold()].append(account)
            if account.email:
                self.by_email[account.email.casefold()].append(account)
            for name in {f"{account.first} {account.last}", f"{account.last}, {account.first}"}:
                if account.first and account.last:
                    self.by_name[folded(name)].append(account)

    def match(self, person: Seen) -> Match:
        """An address decides. A name does where nobody gave an address and one account alone has it; otherwise people
        do."""
        if person.email:
            found = self.by_email[person.email.casefold()] or self.by_login[person.email.casefold()]
            return one_or_all(found) if found else Match(candidates=self.by_name[folded(person.name)])
        return one_or_all(self.by_login[person.name.casefold()] or self.by_name[folded(person.name)])


def one_or_all(found: list[Account]) -> Match:
    return Match(found[0]) if len(found) == 1 else Match(candidates=found)
