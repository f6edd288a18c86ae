"""What must hold for the project as a whole: tables match models, and no template lies about unused."""

import re
from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib import auth as django_auth
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
CODE = ("config", "personas", "journeys", "enablement", "templates")
# Names that Django looks for by itself.
ERROR_PAGES = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
# What the views in config/urls.py use without naming it.
SIGN_IN_PAGES = {"registration/login.html"}
OVERRIDABLE = [Path(package.__file__).parent / "templates" for package in (admin, django_auth)]


def used_by_django(name):
    """Says whether Django itself renders the template `name`, or ships one that this one overrides, perhaps for one
    model of the admin only."""
    stock = re.sub(r"^admin/\w+/\w+/", "admin/", name)
    return name in ERROR_PAGES | SIGN_IN_PAGES or any(
        (folder / each).exists() for folder in OVERRIDABLE for each in (name, stock)
    )


def unused(names, texts):
    """Returns those of the template `names` that are in quotes in none of the `texts`."""
    return [name for name in names if not any(f'"{name}"' in text or f"'{name}'" in text for text in texts)]


def test_no_template_is_unused():
    names = [path.relative_to(TEMPLATES).as_posix() for path in sorted(TEMPLATES.rglob("*")) if path.is_file()]
    files = [
        path for folder in CODE for suffix in ("py", "html", "txt") for path in (ROOT / folder).rglob(f"*.{suffix}")
    ]
    texts = [path.read_text(encoding="utf-8") for path in files]
    assert unused([name for name in names if not used_by_django(name)], texts) == []


def test_unused_templates_are_found():
    assert unused(["a.html", "b.html"], ['{% include "a.html" %}', "b.html"]) == ["b.html"]


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_variable_of_the_settings_is_described_in_the_readme():
    names = re.findall(r'env\.\w+\("(\w+)"', (ROOT / "config" / "settings.py").read_text(encoding="utf-8"))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in names if f"`{name}`" not in readme] == []
