"""Content to make: the list, what became of a to-do, and who may say so."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.work_lists import work_items_for
from journeys.content_tasks import finish_task, plan_pieces, reopen_task
from journeys.models import Asset, ContentTask
from tests.journeys.factories import AssetFactory, ContentTaskFactory, StageFactory
from tests.personas.factories import AdministratorFactory, EditorFactory, PersonaFactory, UserFactory

pytestmark = pytest.mark.django_db
URL = "/journeys/tasks/"


def yesterday():
    return timezone.localdate() - timedelta(days=1)


@pytest.fixture
def task(reader):
    return ContentTaskFactory(owner=reader, persona__name="Ada", persona__role_label="")


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def found(client, **query):
    return [task.persona.name for task in client.get(URL, query).context["page"]]


def test_those_still_to_do_the_most_urgent_first(reader, reader_client):
    day = timezone.localdate()
    ContentTaskFactory(persona__name="No day", owner=reader)
    ContentTaskFactory(persona__name="Later", due_on=day + timedelta(days=9))
    ContentTaskFactory(persona__name="Late", due_on=yesterday())
    ContentTaskFactory(persona__name="Done", due_on=yesterday(), status="done")
    assert found(reader_client) == ["Late", "Later", "No day"]
    assert found(reader_client, mine="1") == ["No day"]
    assert found(reader_client, late="1") == ["Late"]
    assert found(reader_client, status="done") == ["Done"]
    assert found(reader_client, status="dropped") == []
    groups = reader_client.get(URL).context["filter"].groups
    counts = {group.key: [option.count for option in group.options] for group in groups}
    assert (counts["mine"], counts["late"], counts["status"]) == ([1], [1], [3, 1, 0])
    assert b"Overdue</span>" in reader_client.get(URL).content


def test_readers_see_no_to_do_of_a_draft(reader_client):
    made = ContentTaskFactory(persona__name="Secret", persona__status="draft")
    hidden = ContentTaskFactory(stage__journey__status="draft")
    assert b"Secret" not in reader_client.get(URL).content
    for each in (made, hidden):
        assert reader_client.get(each.get_absolute_url()).status_code == 404
        assert reader_client.post(each.get_absolute_url(), {"drop": "1"}).status_code == 404
    editor = client_of(EditorFactory())
    assert len(found(editor)) == 2


def test_done_with_what_came_of_it(reader_client, task):
    asset = AssetFactory(content_format=task.content_format)
    response = reader_client.post(task.get_absolute_url(), {"done": "1", "url": f" {asset.url} "})
    assert (response.status_code, response.url) == (302, task.get_absolute_url())
    task.refresh_from_db()
    assert (task.status, task.asset) == ("done", asset)
    assert ([*asset.personas.all()], [*asset.stages.all()]) == ([task.persona], [task.stage])
    assert asset.title in reader_client.get(URL, {"status": "done"}).content.decode()


def test_done_without_dropped_and_opened_again(reader_client, task):
    for sent, status in (({"done": "1"}, "done"), ({"reopen": "1"}, "open"), ({"drop": "1"}, "dropped")):
        assert reader_client.post(task.get_absolute_url(), sent).status_code == 302
        task.refresh_from_db()
        assert task.status == status


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://example.com/nowhere", "There is no asset with this address"),
        ("https://example.com/other", "is to be"),
        ("a\0b", "Null characters"),
        ("x" * 501, "at most 500"),
    ],
)
def test_what_did_not_come_of_it_is_told_and_nothing_changes(reader_client, task, url, told):
    AssetFactory(url="https://example.com/other")
    response = reader_client.post(task.get_absolute_url(), {"done": "1", "url": url})
    assert (response.status_code, told in response.content.decode()) == (422, True)
    task.refresh_from_db()
    assert (task.status, Asset.personas.through.objects.count()) == ("open", 0)


def test_only_the_owner_or_who_may_change_all_may_say_so(reader_client):
    others = ContentTaskFactory()
    assert "What became of it" not in reader_client.get(others.get_absolute_url()).content.decode()
    for sent in ({"done": "1"}, {"drop": "1"}, {"reopen": "1"}, {}):
        assert reader_client.post(others.get_absolute_url(), sent).status_code == 403
    changer = client_of(UserFactory(permissions=["journeys.change_contenttask"]))
    assert changer.post(others.get_absolute_url(), {"done": "1"}).status_code == 302


def test_one_piece_may_be_done_for_all_to_whom_it_was_promised(reader, reader_client, task):
    other = ContentTaskFactory(stage=task.stage, content_format=task.content_format, owner=task.owner)
    apart = ContentTaskFactory(stage=task.stage, content_format=task.content_format)
    made = AssetFactory(content_format=task.content_format)
    assert [each.pk for each in reader_client.get(task.get_absolute_url()).context["others"]] == [other.pk]
    reader_client.post(task.get_absolute_url(), {"done": "1", "url": made.url, "others": "on"})
    assert set(ContentTask.objects.filter(status="done")) == {task, other}
    assert set(made.personas.all()) == {task.persona, other.persona}
    apart.refresh_from_db()
    assert apart.status == "open"


def test_a_post_that_says_nothing_changes_nothing(reader_client, task):
    assert reader_client.post(task.get_absolute_url(), {"x": "y"}).status_code == 422
    task.refresh_from_db()
    assert task.status == "open"


def test_one_that_somebody_planned_anew_cannot_be_opened_again(reader, task):
    finish_task(task, by=reader)
    plan_pieces(by=reader, personas=[task.persona], stage=task.stage, content_format=task.content_format)
    with pytest.raises(ValidationError, match="planned this already"):
        reopen_task(task, by=reader)
    assert ContentTask.objects.open().count() == 1
    assert client_of(reader).post(task.get_absolute_url(), {"reopen": "1"}).status_code == 422


def test_a_race_that_the_form_did_not_see_gets_the_same_sentence(reader, task, monkeypatch):
    monkeypatch.setattr(ContentTask, "full_clean", lambda self: None)
    with pytest.raises(ValidationError, match="planned this already"):
        plan_pieces(by=reader, personas=[task.persona], stage=task.stage, content_format=task.content_format)


def test_garbage(reader_client, task):
    assert reader_client.get(f"{URL}{2**64}/").status_code == 404
    for query in ({"mine": "2"}, {"status": "x"}, {"content": "\0"}):
        assert reader_client.get(URL, query).context["filter"].problems


def test_the_list_costs_the_same_for_one_and_for_thirty(reader_client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert reader_client.get(URL).status_code == 200
        return len(captured)

    ContentTaskFactory()
    queries()
    first = queries()
    ContentTaskFactory.create_batch(29)
    assert queries() == first


def test_the_start_page_counts_what_is_overdue_broken_and_old(client):
    ContentTaskFactory(due_on=yesterday())
    ContentTaskFactory(due_on=timezone.localdate())
    AssetFactory(link_state="broken")
    AssetFactory(published_on=timezone.localdate().replace(year=2020, day=1))
    work = dict(work_items_for(AdministratorFactory()))["Content"]
    assert [(item.label, item.count) for item in work] == [
        ("Content to make, overdue", 1), ("Assets with a broken link", 1), ("Assets older than 18 months", 1),
    ]  # fmt: skip
    desk = client_of(AdministratorFactory())
    assert [desk.get(item.url).context["cl"].result_count for item in work] == [1, 1, 1]
    assert "Content" not in dict(work_items_for(UserFactory()))


def test_a_draft_overdue_counts_for_those_who_see_it():
    ContentTaskFactory(due_on=yesterday(), persona=PersonaFactory(status="draft"), stage=StageFactory())
    clerk = UserFactory(permissions=["journeys.change_contenttask"])
    assert dict(work_items_for(clerk))["Content"][0].count == 0
