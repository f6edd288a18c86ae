"""What the catalogue keeps of people."""

from reversion.models import Revision

from config.access.personal_data import (
    PersonalData,
    columns_of,
    delete_rows,
    empty_field,
    keep_rows,
    register_personal_data,
)
from config.access.personal_data.naming import unname
from config.access.personal_data.own import DELETED, NAMELESS
from personas.models import ApiToken, DifferentTraits, Edition, ImportGuess, Persona, SavedView, Star, Team

PERSONA = {"Persona": "name", "Role": "role_label", "Address": "slug"}
WITHOUT_OWNER = "stay, without an owner"


def register() -> None:
    register_personal_data(STARS, VIEWS, KEYS, TEAMS, OWNED, BACKED_UP, EDITIONS, REVISIONS, GUESSES, DIFFERENT)


def forget_revisions(rows, user, name: str) -> None:
    """They point to the account; what others wrote of the person loses the name."""
    unname(Revision.objects.all(), user, name, "comment")


STARS = PersonalData(
    key="stars",
    label="Starred personas",
    find=lambda user: Star.objects.filter(user=user),
    columns={"Persona": "persona__name", "Role": "persona__role_label", "Since": "created_at"},
    fate=DELETED,
    forget=delete_rows,
    covers=("personas.Star.user",),
    persona="persona",
)
VIEWS = PersonalData(
    key="saved_views",
    label="Saved views",
    find=lambda user: SavedView.objects.filter(owner=user),
    columns={"Name": "name", "Page": "page", "What it asks for": "query", "Since": "created_at"},
    fate=DELETED,
    forget=delete_rows,
    covers=columns_of(SavedView, "owner", "name"),
)
KEYS = PersonalData(
    key="api_tokens",
    label="API tokens",
    find=lambda user: ApiToken.objects.filter(owner=user),
    columns={"Name": "name", "Since": "created_at", "Last used": "last_used_on"},
    fate=f"{DELETED}; programs that use them are refused",
    forget=delete_rows,
    covers=columns_of(ApiToken, "owner", "name"),
)
TEAMS = PersonalData(
    key="teams",
    label="Teams",
    find=lambda user: Team.members.through.objects.filter(user=user),
    columns={"Team": "team__name"},
    fate="lose this member",
    forget=delete_rows,
    covers=("personas.Team.members", "personas.Team_members.user"),
)
OWNED = PersonalData(
    key="personas_owned",
    label="Personas owned",
    find=lambda user: Persona.objects.filter(owner=user),
    columns=PERSONA,
    fate=WITHOUT_OWNER,
    forget=empty_field("owner"),
    covers=("personas.Persona.owner",),
    persona="pk",
)
BACKED_UP = PersonalData(
    key="personas_backed_up",
    label="Personas to stand in for",
    find=lambda user: Persona.objects.filter(backup=user),
    columns=PERSONA,
    fate="stay, without a back-up",
    forget=empty_field("backup"),
    covers=("personas.Persona.backup",),
    persona="pk",
)
EDITIONS = PersonalData(
    key="editions",
    label="Editions published",
    find=lambda user: Edition.objects.filter(author=user),
    columns={"Persona": "persona__name", "Number": "number", "Note": "note", "When": "published_at"},
    fate=NAMELESS,
    forget=keep_rows,
    covers=("personas.Edition.author",),
    persona="persona",
)
REVISIONS = PersonalData(
    key="revisions",
    label="Changes of personas, in their history",
    find=lambda user: Revision.objects.filter(user=user),
    columns={"When": "date_created"},
    fate=NAMELESS,
    forget=forget_revisions,
    covers=columns_of(Revision, "user", "comment"),
)
GUESSES = PersonalData(
    key="guesses",
    label="Guesses of imports settled",
    find=lambda user: ImportGuess.objects.filter(settled_by=user),
    columns={"When": "settled_at"},
    fate=NAMELESS,
    forget=keep_rows,
    covers=("personas.ImportGuess.settled_by",),
)
DIFFERENT = PersonalData(
    key="statements_told_apart",
    label="Statements told apart",
    find=lambda user: DifferentTraits.objects.filter(decided_by=user),
    columns={"When": "decided_at"},
    fate=NAMELESS,
    forget=keep_rows,
    covers=("personas.DifferentTraits.decided_by",),
)
