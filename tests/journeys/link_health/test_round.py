"""The command: what it asks, what it stores, and that nothing else ever does."""

import ast
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone

from journeys.link_health.checking import Verdict
from journeys.link_health.round import check_all, due, store
from journeys.management.commands import check_links
from journeys.models import Asset
from tests.journeys.factories import AssetFactory

pytestmark = pytest.mark.django_db
JOURNEYS = Path(check_links.__file__).parents[2]


def run(**options):
    out = StringIO()
    call_command("check_links", stdout=out, **options)
    return out.getvalue().splitlines()


@pytest.fixture
def checker(make_checker, monkeypatch):
    """The command's checker, whose connections end at the test's own host."""
    made = make_checker()
    monkeypatch.setattr(check_links.Command, "checker", lambda self: made)
    return made


@pytest.fixture
def switched_on():
    with override_settings(LINK_CHECK_HOSTS=["stories.example.com"]):
        yield


def test_nothing_is_asked_by_default(checker, host, dialled):
    AssetFactory(url="http://stories.example.com/a")
    assert run() == [check_links.OFF]
    assert (host.asked, dialled) == ([], [])
    assert Asset.objects.get().link_checked_at is None


def test_what_is_found_is_stored_and_told(checker, host, switched_on):
    host.answers |= {"/a": 200, "/b": 404}
    for url in ("http://stories.example.com/a", "http://stories.example.com/b", "https://elsewhere.com/c"):
        AssetFactory(url=url)
    assert run() == [
        "1 of 3: Opens: http://stories.example.com/a",
        "2 of 3: Broken (It isn't there any more (404).): http://stories.example.com/b",
        "3 of 3: Not allowed to check (Its host isn't one that may be asked.): https://elsewhere.com/c",
        "Checked 3: 1 opens, 1 broken, 1 not allowed to check.",
    ]
    assert list(Asset.objects.order_by("pk").values_list("link_state", flat=True)) == ["well", "broken", "refused"]
    assert Asset.objects.filter(link_checked_at__isnull=True).count() == 0
    assert run() == ["There was nothing to check."]
    assert len(run(older_than=0)) == 4


def test_a_limit_takes_those_checked_longest_ago_first(checker, host, switched_on):
    now = timezone.now()
    for path, days in (("new", 1), ("old", 30), ("older", 60)):
        AssetFactory(url=f"http://stories.example.com/{path}", link_checked_at=now - timedelta(days=days))
    AssetFactory(url="http://stories.example.com/never")
    assert [asset.url.rpartition("/")[2] for asset in due(7)] == ["never", "older", "old"]
    assert len(run(limit=2)) == 3
    assert {path for _, _, path, _ in host.asked} == {"/never", "/older"}


def test_a_round_that_is_stopped_keeps_what_it_has(host, make_checker):
    host.answers["/a"] = 200
    for path in ("a", "b"):
        AssetFactory(url=f"http://stories.example.com/{path}")
    rounds = check_all(make_checker(), 7)
    next(rounds)
    rounds.close()
    assert [asset.link_state for asset in Asset.objects.order_by("pk")] == ["well", "unchecked"]


def test_an_address_that_changed_meanwhile_gets_no_verdict_of_the_old_one():
    asset = AssetFactory(url="http://stories.example.com/new")
    store(asset.pk, "http://stories.example.com/old", Verdict("broken", "gone"))
    asset.refresh_from_db()
    assert asset.link_state == "unchecked"


def test_the_time_of_the_last_change_is_the_editors(checker, host, switched_on):
    asset = AssetFactory(url="http://stories.example.com/a")
    run()
    assert Asset.objects.get().updated_at == asset.updated_at


@pytest.mark.parametrize("options", [{"limit": "0"}, {"older_than": "-1"}, {"limit": "many"}])
def test_options_that_mean_nothing(options):
    [(name, value)] = options.items()
    with pytest.raises(CommandError):
        call_command("check_links", f"--{name.replace('_', '-')}={value}")


def test_only_the_command_can_ask():
    """No page, form or admin action imports what makes requests."""
    users = [
        path.relative_to(JOURNEYS).as_posix()
        for path in sorted(JOURNEYS.rglob("*.py"))
        if any("link_health" in name for name in imported(path)) and "link_health" not in path.parts
    ]
    assert users == ["management/commands/check_links.py"]


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
