"""A catalogue in which everything has a row, and a draft to which everything hangs whose words nobody may read."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.admin.models import DELETION
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Model

from config.access import audit
from config.access.names import ADMINISTRATOR, EDITOR, MANAGER, READER
from config.access.roles import set_roles
from enablement.calendar.tokens import renew, token_for
from enablement.mail.wanted import stop_token
from enablement.models import Reminder
from personas.api.keys import create_token
from personas.history import log_change
from personas.history.editions import publish_edition
from personas.history.rows import deleted_rows
from personas.history.versions import deleted, versions_of
from personas.models import Guide, Persona
from tests.enablement import factories as enablement
from tests.journeys import factories as journeys
from tests.personas import factories as personas

# Stands in every text of the draft and nowhere else, longer than what chance puts into a token. Its slug and its word
# “quorum” say nothing.
SECRET = "zyxwvutsrq"
ROLES = {"R": READER, "E": EDITOR, "M": MANAGER, "A": ADMINISTRATOR}
DRAFT = Persona.Status.DRAFT


@dataclass(frozen=True)
class World:
    """The accounts, by the first letter of their role, and what stands in the braces of the table for each of them."""

    users: dict
    keys: dict[str, str]
    names: dict[str, dict]


def build() -> World:
    users = {letter: person(role) for letter, role in ROLES.items()}
    other = personas.AdministratorFactory(username="other")
    shared = catalogue() | desk(users["R"], other) | others(other)
    keys = {letter: create_token(name="CRM", owner=user)[1] for letter, user in users.items()}
    shared |= history(users["E"])
    return World(users, keys, {letter: shared | own(user) for letter, user in users.items()})


def person(role: str):
    user = personas.UserFactory(username=role.casefold().replace(" ", "-"))
    set_roles(user, [role])
    return type(user).objects.get(pk=user.pk)


def pk_of(**rows: Model) -> dict:
    return {f"{name}_pk": row.pk for name, row in rows.items()}


def catalogue() -> dict:
    """Two personas who can be read, the draft, and around them everything that a page is about."""
    kind, facet = personas.PersonaTypeFactory(slug="buyer"), personas.FacetFactory(slug="goals", comparable=True)
    fmt, role = personas.ContentFormatFactory(slug="webinar"), personas.PurchasingRoleFactory()
    face = default_storage.save("portraits/face.jpg", ContentFile(b"no more than a name is asked for"))
    ada = personas.PersonaFactory(slug="ada", type=kind, portrait=face)
    bob = personas.PersonaFactory(slug="bob", type=kind)
    draft = personas.PersonaFactory(
        slug="quorum", name=f"{SECRET} Quorum", role_label=SECRET, type=kind, status=DRAFT, portrait=face
    )
    bob.successors.add(draft)
    trait = personas.TraitFactory(facet=facet)
    for each in (ada, bob, draft):
        personas.PersonaTraitFactory(persona=each, trait=trait)
        personas.ContentPreferenceFactory(persona=each, content_format=fmt)
        personas.PersonaPurchasingRoleFactory(persona=each, role=role)
    draft_trait = personas.TraitFactory(facet=facet, statement=f"{SECRET} and the quorum")
    personas.PersonaTraitFactory(persona=draft, trait=draft_trait)
    title = personas.PersonaTitleFactory(persona=ada).title
    draft_title = personas.PersonaTitleFactory(persona=draft, title__name=f"Quorum Officer {SECRET}").title
    rule = personas.TitleRuleFactory(persona=ada)
    named = {"persona": "ada", "second": "bob", "draft": "quorum", "facet": "goals", "format": "webinar"}
    named |= {"trait": trait.pk, "draft_trait": draft_trait.pk, "title": title.pk, "draft_title": draft_title.pk}
    rows = pk_of(persona=ada, draft=draft, trait=trait, jobtitle=title, facet=facet, contentformat=fmt, titlerule=rule)
    rows |= pk_of(personatype=kind, purchasingrole=role)
    named |= {"persona_type": ContentType.objects.get_for_model(Persona).pk}
    return named | rows | on_the_road(ada, draft, fmt) | in_class(ada, draft)


def history(editor) -> dict:
    """Editions of somebody and of the draft, and a persona and a guide that were deleted."""
    ada, draft = Persona.objects.get(slug="ada"), Persona.objects.get(slug="quorum")
    draft.status = Persona.Status.PUBLISHED
    draft.save()
    publish_edition(draft, by=editor, note=f"{SECRET} is new.", is_material=False)
    Persona.objects.filter(pk=draft.pk).update(status=DRAFT)  # taken back later
    for role in ("Buyer", "Chief buyer"):
        ada.role_label = role
        ada.save()
        publish_edition(ada, by=editor, note="A new role.", is_material=False)
    gone = personas.PersonaFactory()
    log_change([gone], by=editor, message="Changed.")
    gone.delete()
    guide = personas.GuideFactory()
    log_change([guide], by=editor, message="Deleted.", action=DELETION)
    guide.delete()
    found = {"version": versions_of(ada.pk).first(), "gone_version": deleted().first()}
    found["gone_guide"] = deleted_rows(Guide).get()
    return {name: version.pk for name, version in found.items()}


def on_the_road(ada, draft, fmt) -> dict:
    """Journeys, what there is for them and what is to be made."""
    journey = journeys.JourneyFactory(slug="road")
    hidden = journeys.JourneyFactory(slug="path", name=SECRET, status="draft")
    stage = journeys.StageFactory(journey=journey)
    touchpoints = [journeys.TouchpointFactory(persona=each, stage=stage) for each in (ada, draft)]
    journeys.TouchpointFactory(persona=ada, stage=journeys.StageFactory(journey=hidden, name=SECRET))
    asset = journeys.AssetFactory(content_format=fmt, personas=[ada, draft], stages=[stage])
    task = journeys.ContentTaskFactory(persona=ada, stage=stage, content_format=fmt)
    hidden_task = journeys.ContentTaskFactory(persona=draft, stage=stage, content_format=fmt)
    named = {"journey": "road", "draft_journey": "path", "stage": stage.pk, "asset": asset.pk, "other_task": task.pk}
    named |= {"draft_task": hidden_task.pk, "cell": f"{ada.pk}.{stage.pk}.0.1"}
    return named | pk_of(journey=journey, touchpoint=touchpoints[0], asset=asset, contenttask=task)


def in_class(ada, draft) -> dict:
    """Sessions, who learns whom in them, and what was asked."""
    series, team = enablement.SeriesFactory(slug="talks", personas=[ada, draft]), personas.TeamFactory()
    session = enablement.SessionFactory(
        series=series, personas=[ada, draft], uuid=UUID(int=7), check_in_code="ABCDEF", teams=[team]
    )
    resource = enablement.ResourceFactory(session=session, personas=[ada, draft])
    requirement = enablement.RequirementFactory(team=team, personas=[ada, draft])
    hidden_requirement = enablement.RequirementFactory(team=team, personas=[draft])
    question = enablement.QuestionFactory(persona=ada)
    hidden_question = enablement.QuestionFactory(persona=draft, text=f"What does {SECRET} ask the quorum?")
    guest, seat = enablement.GuestAttendanceFactory(session=session), enablement.RegistrationFactory(session=session)
    reminder = enablement.ReminderFactory(session=session, kind=Reminder.Kind.INVITATION)
    named = {"session": session.uuid, "series": "talks", "requirement": requirement.pk, "question": question.pk}
    named |= {"draft_requirement": hidden_requirement.pk, "draft_question": hidden_question.pk}
    rows = pk_of(series=series, session=session, resource=resource, requirement=requirement, question=question)
    return named | rows | pk_of(team=team, guestattendance=guest, registration=seat, reminder=reminder)


def desk(reader, superuser) -> dict:
    """What only the admin shows."""
    unmatched = personas.UnmatchedTitleFactory()
    rows = pk_of(
        guide=personas.GuideFactory(slug="writing"),
        handbookpage=personas.HandbookPageFactory(),
        importguess=personas.ImportGuessFactory(persona=None, subject="Somebody"),
        searchmiss=personas.SearchMissFactory(),
        unmatchedtitle=unmatched,
        group=personas.GroupFactory(),
        user=reader,
        superuser=superuser,
        auditentry=audit.record("taken_out", by=reader),
    )
    role = Group.objects.get(name=READER).pk
    return rows | {"guide": "writing", "unmatched": unmatched.pk, "role_group": role}


def others(other) -> dict:
    """What somebody keeps for themselves."""
    view, token = personas.SavedViewFactory(owner=other), personas.ApiTokenFactory(owner=other)
    feed = token_for(renew(by=other), "everything", "")
    return {"other_view": view.pk, "other_token": token.pk, "other_feed": feed}


def own(user) -> dict:
    """What everybody has of their own."""
    feeds = renew(by=user)
    return {
        "own_view": personas.SavedViewFactory(owner=user).pk,
        "own_task": journeys.ContentTaskFactory(owner=user).pk,
        "own_feed": token_for(feeds, "everything", ""),
        "own_draft_feed": token_for(feeds, "persona", "quorum"),
        "own_stop": stop_token(user, Reminder.Kind.INVITATION),
        "apitoken_pk": personas.ApiTokenFactory(owner=user).pk,
    }
