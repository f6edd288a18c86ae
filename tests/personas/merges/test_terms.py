"""Content types, purchasing roles and persona types that are the same; links of other apps; what stands in the way."""

import pytest
from django.db import connection, models

from personas.merges import MergeError, StaleMerge, merge, plan_merge
from personas.models import (
    ContentFormat,
    ContentFormatAlias,
    ContentPreference,
    PersonaPurchasingRole,
    PersonaTypeAlias,
    PurchasingRole,
)
from tests.personas.factories import (
    ContentFormatAliasFactory,
    ContentFormatFactory,
    ContentPreferenceFactory,
    EditorFactory,
    FacetFactory,
    PersonaFactory,
    PersonaPurchasingRoleFactory,
    PersonaTypeFactory,
    PurchasingRoleFactory,
)


def test_content_types_become_one(merged):
    podcast = ContentFormatFactory(name="Podcast", description="Heard.", example_url="https://example.com/a")
    audio = ContentFormatFactory(name="Audio", description="Listened to.", example_url="https://example.com/b")
    ContentFormatAliasFactory(term=audio, wording="Radio")
    both, alone = PersonaFactory(), PersonaFactory()
    ContentPreferenceFactory(persona=both, content_format=podcast, tier=2, rank=1, qualifier="short ones")
    ContentPreferenceFactory(persona=both, content_format=audio, tier=1, rank=3, qualifier="on the way")
    ContentPreferenceFactory(persona=alone, content_format=audio, tier=3)
    merged(podcast, audio)
    podcast.refresh_from_db()
    assert podcast.description == "Heard.\n\nListened to.\n\nAnother example: <https://example.com/b>"
    assert podcast.example_url == "https://example.com/a"
    assert set(ContentPreference.objects.values_list("persona", "content_format", "tier", "rank", "qualifier")) == {
        (both.pk, podcast.pk, 1, 3, "on the way; short ones"),
        (alone.pk, podcast.pk, 3, 1, ""),
    }
    assert set(podcast.aliases.values_list("wording", flat=True)) == {"Audio", "Radio"}


def test_purchasing_roles_become_one(merged):
    initiator, finder = PurchasingRoleFactory(name="Initiator"), PurchasingRoleFactory(name="Identifier of need")
    persona = PersonaFactory()
    PersonaPurchasingRoleFactory(persona=persona, role=initiator, rank=2)
    PersonaPurchasingRoleFactory(persona=persona, role=finder, rank=1, qualifier="for renewals")
    merged(initiator, finder)
    assert list(PersonaPurchasingRole.objects.values_list("role", "rank", "qualifier")) == [
        (initiator.pk, 1, "for renewals")
    ]
    assert list(PurchasingRole.objects.all()) == [initiator]


def test_persona_types_become_one(merged):
    user, maker = PersonaTypeFactory(name="User"), PersonaTypeFactory(name="Maker")
    facet = FacetFactory()
    facet.applies_to.add(user, maker)
    persona = PersonaFactory(type=maker)
    merged(user, maker)
    persona.refresh_from_db()
    assert (persona.type, list(facet.applies_to.all())) == (user, [user])
    assert list(PersonaTypeAlias.objects.values_list("term", "wording")) == [(user.pk, "Maker")]


def test_qualifiers_too_long_for_one_line_are_refused(merged):
    podcast, audio = ContentFormatFactory(name="Podcast"), ContentFormatFactory(name="Audio")
    persona = PersonaFactory()
    for content_format, letter in ((podcast, "a"), (audio, "b")):
        ContentPreferenceFactory(persona=persona, content_format=content_format, qualifier=letter * 300)
    with pytest.raises(MergeError, match="Shorten one of them first"):
        merged(podcast, audio)
    assert ContentPreference.objects.count() == 2
    assert ContentFormat.objects.count() == 2


def test_a_plan_that_went_stale_is_refused(db):
    podcast, audio = ContentFormatFactory(name="Podcast"), ContentFormatFactory(name="Audio")
    read = plan_merge(podcast, [audio])
    added = ContentPreferenceFactory(content_format=audio)
    with pytest.raises(StaleMerge) as refused:
        merge(podcast, [audio], by=EditorFactory(), fingerprint=read.fingerprint)
    assert refused.value.plan.moved_count == 1
    added.refresh_from_db()
    assert (added.content_format, ContentFormatAlias.objects.count()) == (audio, 0)


def test_a_row_that_is_gone_is_refused(db):
    podcast, audio = ContentFormatFactory(), ContentFormatFactory()
    ContentFormat.objects.filter(pk=audio.pk).delete()
    with pytest.raises(MergeError, match="no longer there"):
        merge(podcast, [audio], by=EditorFactory())


def test_a_mishap_on_the_way_leaves_everything_as_it_was(db, monkeypatch):
    podcast, audio = ContentFormatFactory(), ContentFormatFactory()
    row = ContentPreferenceFactory(content_format=audio)
    monkeypatch.setattr("personas.merges.apply.tell_history", lambda plan, by: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        merge(podcast, [audio], by=EditorFactory())
    row.refresh_from_db()
    assert (row.content_format, ContentFormat.objects.count()) == (audio, 2)


@pytest.fixture
def later_app(transactional_db):
    """A model of an app to come that points to content types, with its table for as long as the test runs."""
    from django.apps import apps

    class Touchpoint(models.Model):
        content_format = models.ForeignKey(ContentFormat, on_delete=models.PROTECT)
        channel = models.CharField(max_length=20)
        remark = models.CharField(max_length=20, blank=True)

        class Meta:
            app_label = "personas"
            constraints = [models.UniqueConstraint(fields=["content_format", "channel"], name="one_channel")]

        def __str__(self):
            return f"{self.content_format} by {self.channel}"

    with connection.schema_editor() as editor:
        editor.create_model(Touchpoint)
    yield Touchpoint
    with connection.schema_editor() as editor:
        editor.delete_model(Touchpoint)
    del apps.all_models["personas"]["touchpoint"]
    apps.clear_cache()


def test_links_of_later_apps_move_too(later_app, merged):
    podcast, audio = ContentFormatFactory(name="Podcast"), ContentFormatFactory(name="Audio")
    later_app.objects.create(content_format=audio, channel="mail")
    merged(podcast, audio)
    assert list(later_app.objects.values_list("content_format", "channel")) == [(podcast.pk, "mail")]


def test_doubles_that_nobody_said_how_to_join_are_refused(later_app, merged):
    podcast, audio = ContentFormatFactory(name="Podcast"), ContentFormatFactory(name="Audio")
    for content_format in (podcast, audio):
        later_app.objects.create(content_format=content_format, channel="mail")
    with pytest.raises(MergeError, match="“Podcast by mail” and “Audio by mail” can't both stay"):
        merged(podcast, audio)
    assert ContentFormat.objects.count() == 2
