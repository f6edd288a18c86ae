"""One factory a model of enablement."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from enablement import models
from tests.personas.factories import PersonaFactory, TeamFactory, UserFactory


def tomorrow():
    return timezone.now().replace(microsecond=0) + timedelta(days=1)


class SeriesFactory(DjangoModelFactory):
    """Sessions that are planned one by one. `teams=[…]` and `personas=[…]` say whom it is for and about."""

    class Meta:
        model = models.Series
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Coffee with the people of block {n}")

    @factory.post_generation
    def teams(self, create, extracted, **kwargs):
        if extracted:
            self.teams.add(*extracted)

    @factory.post_generation
    def personas(self, create, extracted, **kwargs):
        if extracted:
            self.personas.add(*extracted)


class SessionFactory(DjangoModelFactory):
    """A scheduled session of an hour at this time tomorrow, with room for everybody. `day=…` or `when_words=…`
    together with a `precision` makes it a rough one; `teams=[…]` and `personas=[…]` say whom it is for and about."""

    class Meta:
        model = models.Session
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Meet the people of block {n}")
    status = models.Session.Status.SCHEDULED
    precision = models.Session.Precision.EXACT
    starts_at = factory.LazyAttribute(lambda session: tomorrow() if session.precision == "exact" else None)

    @factory.post_generation
    def teams(self, create, extracted, **kwargs):
        if extracted:
            self.teams.add(*extracted)

    @factory.post_generation
    def personas(self, create, extracted, **kwargs):
        for persona in extracted or ():
            SessionPersonaFactory(session=self, persona=persona)


class SessionPersonaFactory(DjangoModelFactory):
    class Meta:
        model = models.SessionPersona

    session = factory.SubFactory(SessionFactory)
    persona = factory.SubFactory(PersonaFactory)


class ResourceFactory(DjangoModelFactory):
    """The recording of a session. `session=None` makes one that belongs to none; `personas=[…]` says about whom."""

    class Meta:
        model = models.Resource
        skip_postgeneration_save = True

    kind = models.Resource.Kind.RECORDING
    title = factory.Sequence(lambda n: f"What block {n} talked about")
    url = factory.Sequence(lambda n: f"https://example.com/recordings/{n}")
    session = factory.SubFactory(SessionFactory)

    @factory.post_generation
    def personas(self, create, extracted, **kwargs):
        if extracted:
            self.personas.add(*extracted)


class RegistrationFactory(DjangoModelFactory):
    """Somebody with a seat."""

    class Meta:
        model = models.Registration

    session = factory.SubFactory(SessionFactory)
    user = factory.SubFactory(UserFactory)
    place = factory.Sequence(lambda n: n + 1)


class GuestAttendanceFactory(DjangoModelFactory):
    """Somebody without an account who came."""

    class Meta:
        model = models.GuestAttendance

    session = factory.SubFactory(SessionFactory)
    name = factory.Sequence(lambda n: f"Visitor {n}")
    email = factory.Sequence(lambda n: f"visitor{n}@example.com")
    key = factory.Sequence(lambda n: f"visitor{n}")


class QuestionFactory(DjangoModelFactory):
    """An open question about a persona."""

    class Meta:
        model = models.Question

    text = factory.Sequence(lambda n: f"Who orders the {n} spare parts?")
    persona = factory.SubFactory(PersonaFactory)
    asked_by = factory.SubFactory(UserFactory)


class QuestionVoteFactory(DjangoModelFactory):
    class Meta:
        model = models.QuestionVote

    question = factory.SubFactory(QuestionFactory)
    user = factory.SubFactory(UserFactory)


class RequirementFactory(DjangoModelFactory):
    """A team that has to learn somebody. `personas=[…]` and `sessions=[…]` say whom, and where."""

    class Meta:
        model = models.Requirement
        skip_postgeneration_save = True

    team = factory.SubFactory(TeamFactory)

    @factory.post_generation
    def personas(self, create, extracted, **kwargs):
        self.personas.add(*(extracted or [PersonaFactory()]))

    @factory.post_generation
    def sessions(self, create, extracted, **kwargs):
        if extracted:
            self.sessions.add(*extracted)


class ReminderFactory(DjangoModelFactory):
    """A mail that is due now."""

    class Meta:
        model = models.Reminder

    kind = models.Reminder.Kind.INVITATION
    user = factory.SubFactory(UserFactory)
    session = factory.SubFactory(SessionFactory)
    occasion = factory.Sequence(str)
    due_at = factory.LazyFunction(timezone.now)


class ReaderZoneFactory(DjangoModelFactory):
    class Meta:
        model = models.ReaderZone

    user = factory.SubFactory(UserFactory)
    zone = "Europe/Berlin"


class SubscriptionFactory(DjangoModelFactory):
    class Meta:
        model = models.Subscription

    user = factory.SubFactory(UserFactory)
    persona = factory.SubFactory(PersonaFactory)
