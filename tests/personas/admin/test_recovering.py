"""What was deleted, in the admin: found, looked at, had again; and by whom."""

import pytest
from django.contrib.admin.models import DELETION
from django.urls import reverse

from personas.history import log_change
from personas.history.rows import deleted_rows
from personas.models import Guide
from tests.personas.factories import GuideFactory, JobTitleFactory, PersonaFactory, UserFactory

from .conftest import signed_in

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:personas_deleted")


@pytest.fixture
def version(desk):
    """The last version of a guide that an editor deleted."""
    guide = GuideFactory(title="How <to> write", body="Long *text*.")
    desk.post(reverse("admin:personas_guide_delete", args=[guide.pk]), {"post": "yes"})
    return deleted_rows(Guide).get()


def address(version):
    return reverse("admin:personas_recover", args=[version.pk])


def test_found_looked_at_and_had_again(desk, version):
    assert f'href="{PAGE}?kind=personas.guide"' in desk.get(reverse("admin:personas_guide_changelist")).text
    text = desk.get(PAGE, {"kind": "personas.guide"}).text
    assert f'href="{address(version)}"' in text
    assert "How &lt;to&gt; write" in text
    text = desk.get(address(version)).text
    assert "Long *text*." in text
    guide = Guide.objects.filter(title="How <to> write")
    assert not guide.exists()
    assert desk.post(address(version)).url == reverse("admin:personas_guide_change", args=[version.object_id])
    assert guide.get().body == "Long *text*."
    assert desk.get(address(version)).status_code == 404


def test_one_list_for_everything_and_one_of_each_kind(desk, version):
    persona = PersonaFactory(name="Ada")
    desk.post(reverse("admin:personas_persona_delete", args=[persona.pk]), {"post": "yes"})
    for kind, shown in (("", (True, True)), ("personas.guide", (True, False)), ("personas.persona", (False, True))):
        text = desk.get(PAGE, {"kind": kind}).text
        assert ("How &lt;to" in text, "Ada" in text) == shown
    assert "How &lt;to" in desk.get(f"{PAGE}?kind=x%00").text
    assert "Nothing to recover" in desk.get(PAGE, {"kind": "personas.team"}).text


def test_what_has_no_place_any_more_says_why(desk, version):
    GuideFactory(slug=Guide(title="How <to> write").slug or "how-to-write")
    text = desk.post(address(version)).text
    assert "Not recovered." in text
    assert not Guide.objects.filter(title="How <to> write").exists()


def test_only_those_who_may_add_and_change_them(version):
    for rights, list_status in (([], 403), (["personas.change_guide"], 403), (["personas.add_jobtitle"], 403)):
        client = signed_in(UserFactory(is_staff=True, permissions=rights))
        assert client.get(PAGE).status_code == list_status
        assert [client.get(address(version)).status_code, client.post(address(version)).status_code] == [403, 403]
    titles = UserFactory(is_staff=True, permissions=["personas.add_jobtitle", "personas.change_jobtitle"])
    client = signed_in(titles)
    assert "How &lt;to" not in client.get(PAGE).text
    assert client.post(address(version)).status_code == 403


@pytest.mark.parametrize("number", ["0", "9" * 40])
def test_what_isnt_there(desk, number):
    assert desk.get(f"{PAGE}{number}/").status_code == 404


@pytest.mark.parametrize("size", [1, 20])
def test_the_list_costs_the_same_however_much_is_on_it(desk, django_assert_num_queries, size):
    log_change(JobTitleFactory.create_batch(size), by=None, message="Deleted.", action=DELETION)
    type(JobTitleFactory()).objects.all().delete()
    desk.get(PAGE)
    with django_assert_num_queries(5):
        desk.get(PAGE, {"kind": "personas.jobtitle"})
