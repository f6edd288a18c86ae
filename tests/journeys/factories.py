"""One factory a model of journeys. What is made is published, so that readers see it."""

import factory
from factory.django import DjangoModelFactory

from journeys import models
from tests.personas.factories import ContentFormatFactory, PersonaFactory, UserFactory


class JourneyFactory(DjangoModelFactory):
    """A published buying journey without stages, for personas of every type."""

    class Meta:
        model = models.Journey

    name = factory.Sequence(lambda n: f"Road of the kind {n}")
    status = models.Journey.Status.PUBLISHED
    order = factory.Sequence(lambda n: n)


class StageFactory(DjangoModelFactory):
    class Meta:
        model = models.Stage

    journey = factory.SubFactory(JourneyFactory)
    name = factory.Sequence(lambda n: f"Milestone {n}")
    order = factory.Sequence(lambda n: n)


class StageAliasFactory(DjangoModelFactory):
    class Meta:
        model = models.StageAlias

    stage = factory.SubFactory(StageFactory)
    wording = factory.Sequence(lambda n: f"Waypoint {n}")


class TouchpointFactory(DjangoModelFactory):
    """A persona who takes part in a stage. `content_formats=[…]` recommends content types in that order."""

    class Meta:
        model = models.Touchpoint
        skip_postgeneration_save = True

    persona = factory.SubFactory(PersonaFactory)
    stage = factory.SubFactory(StageFactory)

    @factory.post_generation
    def content_formats(self, create, extracted, **kwargs):
        for rank, content_format in enumerate(extracted or (), start=1):
            TouchpointFormatFactory(touchpoint=self, content_format=content_format, rank=rank)


class TouchpointFormatFactory(DjangoModelFactory):
    class Meta:
        model = models.TouchpointFormat

    touchpoint = factory.SubFactory(TouchpointFactory)
    content_format = factory.SubFactory(ContentFormatFactory)


class AssetFactory(DjangoModelFactory):
    """A piece of content for nobody in particular. `personas=[…]` and `stages=[…]` say for whom and where."""

    class Meta:
        model = models.Asset
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"How plant {n} halved its backlog")
    url = factory.Sequence(lambda n: f"https://example.com/stories/{n}")
    content_format = factory.SubFactory(ContentFormatFactory)

    @factory.post_generation
    def personas(self, create, extracted, **kwargs):
        if extracted:
            self.personas.add(*extracted)

    @factory.post_generation
    def stages(self, create, extracted, **kwargs):
        if extracted:
            self.stages.add(*extracted)


class ContentTaskFactory(DjangoModelFactory):
    """A piece of content that is still to be made."""

    class Meta:
        model = models.ContentTask

    persona = factory.SubFactory(PersonaFactory)
    stage = factory.SubFactory(StageFactory)
    content_format = factory.SubFactory(ContentFormatFactory)
    owner = factory.SubFactory(UserFactory)
