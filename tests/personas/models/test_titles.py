"""Job titles, and the personas they mean."""

import pytest
from django.db.models import ProtectedError

from personas.models import JobTitle, PersonaTitle
from tests.personas.factories import JobTitleFactory, PersonaTitleFactory

from .checks import messages_of, refused_by_the_database

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("again", ["head of procurement", " Head  of “Procurement”. "])
def test_a_title_exists_once(again):
    JobTitleFactory(name="Head of Procurement")
    assert messages_of(JobTitle(name=again)) == [
        "There is this title already: “Head of Procurement”.",
        "Job title with this Key already exists.",
    ]
    assert refused_by_the_database(lambda: JobTitle.objects.create(name=again))


def test_another_title():
    JobTitleFactory(name="Head of Procurement")
    JobTitle(name="Head of Purchasing").full_clean()


def test_a_saved_title_is_no_clash_with_itself():
    title = JobTitleFactory(name="head of procurement")
    title.name = "Head of Procurement"
    title.full_clean()


def test_a_title_has_a_name():
    assert messages_of(JobTitle(name=""))[0] == "This field cannot be blank."
    assert refused_by_the_database(lambda: JobTitle.objects.create(name=""))


def test_a_persona_has_a_title_once_and_ranks_start_at_one():
    row = PersonaTitleFactory()
    again = PersonaTitle(persona=row.persona, title=row.title)
    assert messages_of(again) == ["The persona has this job title already."]
    assert refused_by_the_database(again.save)
    row.rank = 0
    assert messages_of(row)[0] == "Ensure this value is greater than or equal to 1."
    assert refused_by_the_database(row.save)


def test_a_title_may_mean_two_personas_and_a_persona_have_two_titles():
    row = PersonaTitleFactory()
    PersonaTitle(persona=PersonaTitleFactory().persona, title=row.title).full_clean()
    PersonaTitle(persona=row.persona, title=JobTitleFactory()).full_clean()


def test_a_title_in_use_is_protected():
    with pytest.raises(ProtectedError):
        PersonaTitleFactory().title.delete()


def test_how_rows_call_themselves():
    row = PersonaTitleFactory(persona__name="Parker", persona__role_label="", title__name="CTO")
    assert [str(row), str(row.title)] == ["Parker: CTO", "CTO"]
