"""By which fields an import knows the rows of enablement again. Nothing of it is ever "gone": people hold seats in
sessions, and pages tell of a part of them."""

from collections.abc import Collection

from enablement.models import Resource, Series, Session, SessionPersona
from enablement.services.planning import save_resource, save_session
from personas.handbook.tables import Table, register_table
from personas.models import Persona, Team

TEAM = {"team": (Team, ("team__key",))}
PERSONA = {"persona": (Persona, ("persona__slug",))}
MESSAGE = "Imported from a handbook page."


def change_session(session: Session, fields: Collection[str], by) -> None:
    """Write a session that an import changed: whoever waits gets seats that it adds, and people hear of the rest."""
    save_session(session, by=by, message=MESSAGE if by else "")


def change_resource(resource: Resource, fields: Collection[str], by) -> None:
    """Write a resource that an import changed: people hear of a recording that got its address."""
    save_resource(resource, by=by)


def register() -> None:
    """Have imports write series, sessions, whom they are for and about, and resources."""
    of_series = {"series": (Series, ("series__slug",))}
    of_session = {"session": (Session, ("session__uuid",))}
    of_resource = {"resource": (Resource, ("resource__title", "resource__pk"))}
    texts = ("join_url", "place")
    register_table(Table(Series, ("slug",), merged=("description",), kept=texts))
    register_table(Table(Series.teams.through, ("series__slug", "team__key"), of_series | TEAM))
    register_table(Table(Series.personas.through, ("series__slug", "persona__slug"), of_series | PERSONA))
    register_table(Table(Session, ("uuid",), of_series, merged=("description",), kept=texts, save=change_session))
    register_table(Table(Session.teams.through, ("session__uuid", "team__key"), of_session | TEAM))
    register_table(Table(SessionPersona, ("session__uuid", "persona__slug"), of_session | PERSONA))
    # A resource has no name of its own in the database: pages know it by what matching.py says.
    register_table(Table(Resource, ("title", "pk"), of_session, kept=("note",), save=change_resource))
    register_table(
        Table(
            Resource.personas.through,
            ("resource__title", "resource__pk", "persona__slug"),
            of_resource | PERSONA,
        )
    )
