"""The database's own index: in step however rows are written, and mended where a migration lost a part of it."""

from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat

from personas.models import Guide, JobTitle, Persona
from personas.search import indexing
from personas.search.indexing import holding, install_indexes, words_like
from personas.search.slips import Likeness
from personas.search.sources import Source, sources
from personas.search.words import fold, parse
from personas.wording import wording_key
from tests.personas.factories import FacetFactory, GuideFactory, JobTitleFactory, PersonaFactory, PersonaNoteFactory

pytestmark = pytest.mark.django_db

SQLITE = connection.vendor == "sqlite"


def source(name):
    return next(each for each in sources() if each.name == name)


def holders(name, typed):
    model = source(name).model
    return list(model.objects.order_by("pk").filter(pk__in=holding(source(name), parse(typed))))


def test_rows_written_in_bulk_are_found():
    rows = [JobTitle(name=name, key=wording_key(name)) for name in ("Chief of Mice", "Chief of Men")]
    JobTitle.objects.bulk_create(rows)
    assert holders("title", "chief of mice") == rows[:1]


def test_rows_written_over_are_found_by_what_they_became():
    title = JobTitleFactory(name="Chief of Mice")
    JobTitle.objects.update(name=Concat(F("name"), Value(" and Men")))
    JobTitle.objects.bulk_create(
        [JobTitle(pk=title.pk, name="Head of Rats", key="other")],
        update_conflicts=True,
        unique_fields=["pk"],
        update_fields=["name"],
    )
    assert (holders("title", "mice"), holders("title", "men"), holders("title", "rats")) == ([], [], [title])


def test_rows_that_are_gone_are_not_found():
    persona = PersonaFactory(name="Mouse Maud")
    PersonaNoteFactory(persona=persona, body="Likes mice.")
    JobTitleFactory(name="Chief of Mice")
    Persona.objects.all().delete()
    JobTitle.objects.all().delete()
    assert [holders(name, "mice") for name in ("persona", "note", "title")] == [[], [], []]
    assert holders("persona", "maud") == []


def test_what_is_rolled_back_is_not_found():
    with transaction.atomic():
        JobTitleFactory(name="Chief of Mice")
        transaction.set_rollback(True)
    assert holders("title", "mice") == []


@pytest.mark.parametrize("body", ["x" * 300_000, "word " * 100_000, "é" * 5000, "\u0301" * 50, "a\u2066b", "ⱯⱯ ⱯⱯ"])
def test_any_text_can_be_saved(body):
    note = PersonaNoteFactory(body=f"mice {body}")
    assert holders("note", "mice") == [note]


def test_latin_letters_are_folded_as_the_database_folds_them():
    letters = [chr(code) for code in (*range(0xC0, 0x17F), *range(0x1E02, 0x1E9B), *range(0x1EA0, 0x1EFA))]
    word = {letter: f"qq{letter}qq" for letter in letters if letter.isalpha()}
    JobTitle.objects.bulk_create(
        JobTitle(name=name, key=wording_key(name + str(n))) for n, name in enumerate(word.values())
    )
    missing = [
        letter for letter, name in word.items() if name not in {title.name for title in holders("title", f"“{name}”")}
    ]
    assert (missing, {fold(letter) for letter in "áÀǎÅ"}) == ([], {"a"})


def test_words_are_noted_for_slips():
    JobTitleFactory(name="Chief of Mice 2024")
    PersonaNoteFactory(body="Owns many *mittens*.", facet=FacetFactory(kind="prose"))
    known = words_like([Likeness("mi", "", 4, 20), Likeness("", "ef", 3, 6)])
    assert {word for word in known if word[0] in "mc"} == {"mice", "mittens", "chief"}


def test_installing_again_changes_nothing(django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        install_indexes("default")


@pytest.mark.skipif(not SQLITE, reason="on PostgreSQL an index is no matter of triggers")
def test_an_index_that_lost_its_triggers_is_mended():
    with connection.cursor() as cursor:
        cursor.execute('DROP TRIGGER "search_title__added"')
    title = JobTitleFactory(name="Chief of Mice")
    assert holders("title", "mice") == []
    install_indexes("default")
    assert holders("title", "mice") == [title]


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_remakes_a_table_keeps_the_search():
    JobTitleFactory(name="Chief of Mice")
    remake("name", max_length=201)
    try:
        install_indexes("default")
        JobTitleFactory(name="Head of Mice")
        assert len(holders("title", "mice")) == 2
    finally:
        remake("name", max_length=200)
        install_indexes("default")


def remake(name, **changes):
    """Does what a migration does that alters a field of job titles."""
    old = JobTitle._meta.get_field(name)
    new = old.clone()
    new.set_attributes_from_name(name)
    vars(new).update(changes)
    with connection.schema_editor() as editor:
        editor.alter_field(JobTitle, old, new)


@pytest.mark.django_db(transaction=True)
def test_a_source_that_changes_is_indexed_anew(monkeypatch):
    guide = GuideFactory(title="Mice", slug="rodents")
    wider = Source("guide", Guide, ("title", "slug"))
    with monkeypatch.context() as patch:
        patch.setattr(indexing, "sources", lambda: [*(each for each in sources() if each.name != "guide"), wider])
        install_indexes("default")
        assert list(Guide.objects.filter(pk__in=holding(wider, parse("rodents")))) == [guide]
    install_indexes("default")
    assert (holders("guide", "rodents"), holders("guide", "mice")) == ([], [guide])


def test_a_source_without_its_table_waits(monkeypatch):
    later = SimpleNamespace(name="later", table="later_stage", key="id", columns=("name",))
    monkeypatch.setattr(indexing, "sources", lambda: [*sources(), later])
    install_indexes("default")
    assert holders("title", "mice") == []
