from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django_migration_linter import MigrationLinter

from scripts.migration_lint import BASE, after, base_of, faults

ROOT = Path(__file__).resolve().parents[2]


def test_only_what_came_after_the_base_is_judged():
    names = [("personas", "0010_a"), ("personas", "0008_b"), ("auth", "0012_c"), ("journeys", "0002_d")]
    migrations = [SimpleNamespace(app_label=app, name=name) for app, name in names]
    assert [each.name for each in after({"personas": "0008", "journeys": "0001"}, migrations)] == ["0002_d", "0010_a"]


def test_every_app_of_ours_with_tables_has_a_base():
    own = {app.label for app in apps.get_app_configs() if Path(app.path).is_relative_to(ROOT / app.name.split(".")[0])}
    assert {label for label in own if apps.get_app_config(label).models} == set(BASE)


def test_the_base_can_be_set_for_once():
    assert base_of(["--since", "personas=0003", "access=0000"]) == BASE | {"personas": "0003", "access": "0000"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ('ALTER TABLE "a" DROP COLUMN "b" CASCADE;', "DROPPING columns"),
        ('ALTER TABLE "a" RENAME COLUMN "b" TO "c";', "RENAMING columns"),
        ('ALTER TABLE "a" ADD COLUMN "b" integer NOT NULL;', "NOT NULL constraint on columns"),
        ('ALTER TABLE "a" ADD COLUMN "b" integer DEFAULT 3 NOT NULL;', ""),
        ('ALTER TABLE "a" ADD COLUMN "b" integer NULL;', ""),
        ('CREATE TABLE "a" ("b" integer NOT NULL);', ""),
    ],
)
def test_what_the_version_before_needs_may_not_go(monkeypatch, statement, fault):
    linter = MigrationLinter(no_cache=True, analyser_string="postgresql")
    monkeypatch.setattr(linter, "get_sql", lambda app, name: [statement])
    found = faults(linter, [linter.migration_loader.disk_migrations["personas", "0007_title_rules"]])
    assert (fault in found, bool(found)) == (True, bool(fault))
