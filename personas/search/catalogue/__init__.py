"""What this app has to find: personas and groups of them, traits, job titles, content types and guides."""

from personas.data_version.catalogue import STANDING
from personas.models import ContentFormat, ContentFormatAlias, Facet, Guide, PersonaTrait, Trait, TraitAlias
from personas.search.kinds import register_search_kind

from .content import content_types
from .groups import groups
from .guides import guides
from .people import personas
from .titles import titles
from .traits import traits


def register() -> None:
    """Offer the kinds to the search."""
    register_search_kind("personas", "Personas", personas, order=10)
    register_search_kind("groups", "Groups of personas", groups, order=15)
    statements = STANDING, PersonaTrait, Trait, TraitAlias, Facet
    register_search_kind("traits", "Statements", traits, order=20, made_of=statements)
    register_search_kind("titles", "Job titles", titles, order=30)
    formats = ContentFormat, ContentFormatAlias
    register_search_kind("content", "Content types", content_types, order=40, made_of=formats)
    register_search_kind("guides", "Guides", guides, order=50, made_of=[Guide])
