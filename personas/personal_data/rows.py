"""What the catalogue keeps of people."""

from reversion.models import Revision

from config.access.personal_data import PersonalData, delete_rows, register_personal_data
from config.access.personal_data.naming import unname
from config.access.personal_data.usual import DELETED, done, held, own
from personas.models import ApiToken, DifferentTraits, Edition, ImportGuess, Persona, SavedView, Star, Team

PERSONA = {"Persona": "name", "Role": "role_label", "Address": "slug"}


def register() -> None:
    register_personal_data(STARS, VIEWS, KEYS, TEAMS, OWNED, BACKED_UP, EDITIONS, REVISIONS, GUESSES, DIFFERENT)


def forget_revisions(rows, user, name: str) -> None:
    """They point to the account; what others wrote of the person loses the name."""
    unname(Revision.objects.all(), user, name, "comment")


STARS = own(
    "stars",
    "Starred personas",
    Star,
    {"Persona": "persona__name", "Role": "persona__role_label", "Since": "created_at"},
    persona="persona",
)
VIEWS = own(
    "saved_views",
    "Saved views",
    SavedView,
    {"Name": "name", "Page": "page", "What it asks for": "query", "Since": "created_at"},
    field="owner",
    named=("name",),
)
KEYS = own(
    "api_tokens",
    "API tokens",
    ApiToken,
    {"Name": "name", "Since": "created_at", "Last used": "last_used_on"},
    field="owner",
    named=("name",),
    fate=f"{DELETED}; programs that use them are refused",
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
OWNED = held("personas_owned", "Personas owned", Persona, "owner", PERSONA, persona="pk")
BACKED_UP = held(
    "personas_backed_up",
    "Personas to stand in for",
    Persona,
    "backup",
    PERSONA,
    fate="stay, without a back-up",
    persona="pk",
)
EDITIONS = done(
    "editions",
    "Editions published",
    Edition,
    "author",
    {"Persona": "persona__name", "Number": "number", "Note": "note", "When": "published_at"},
    persona="persona",
)
REVISIONS = done(
    "revisions",
    "Changes of personas, in their history",
    Revision,
    "user",
    {"When": "date_created"},
    named=("comment",),
    forget=forget_revisions,
)
GUESSES = done("guesses", "Guesses of imports settled", ImportGuess, "settled_by", {"When": "settled_at"})
DIFFERENT = done(
    "statements_told_apart", "Statements told apart", DifferentTraits, "decided_by", {"When": "decided_at"}
)
