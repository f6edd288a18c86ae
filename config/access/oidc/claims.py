"""What a provider says of somebody."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

NAME_LENGTH = 150


@dataclass(frozen=True)
class Claims:
    """Who it is: `subject` never changes at the provider. `email` is empty unless the provider vouches for it.
    `groups` are those the provider puts them in."""

    subject: str
    email: str
    username: str
    first_name: str
    last_name: str
    groups: frozenset[str]


def claims_of(sources: Collection[Mapping], *, groups_at: str, trusts_email: bool) -> Claims:
    """The claims of the ID token and of the user info, which may each have part of them; the first counts.

    `groups_at` is the claim with the groups, or a way of names with dots between. `trusts_email` takes addresses of
    which the provider doesn't say whether it checked them; one that it says it didn't check is never taken.
    """
    first_name, _, last_name = text_of(sources, "name").partition(" ")
    return Claims(
        subject=text_of(sources, "sub"),
        email=text_of(sources, "email") if is_checked(sources, trusts_email) else "",
        username=text_of(sources, "preferred_username"),
        first_name=text_of(sources, "given_name") or first_name,
        last_name=text_of(sources, "family_name") or last_name,
        groups=frozenset(group for source in sources for group in groups_of(source, groups_at)),
    )


def text_of(sources: Collection[Mapping], name: str) -> str:
    found = next((source[name] for source in sources if source.get(name)), "")
    return " ".join(str(found).replace("\0", " ").split())[:NAME_LENGTH] if isinstance(found, str | int) else ""


def is_checked(sources: Collection[Mapping], trusts_email: bool) -> bool:
    said = [source["email_verified"] for source in sources if "email_verified" in source]
    return all(each in (True, "true") for each in said) if said else trusts_email


def groups_of(source: Mapping, way: str) -> list[str]:
    """The names at that claim, which may be one name or a list of them; none where there is no such claim."""
    found = source.get(way)
    if found is None:
        found = source
        for name in way.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
    found = [found] if isinstance(found, str) else found
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []
