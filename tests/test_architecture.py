"""The import ladder of ARCHITECTURE.md: each app imports only from itself and from what stands left of it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LADDER = ("config", "personas", "journeys", "enablement")
# Neither is there when the application runs.
NEVER_IMPORTED = {"tests", "scripts"}


def forbidden_imports(app):
    """Returns “file:line imports package” for every import of `app` that climbs the ladder the wrong way."""
    forbidden = NEVER_IMPORTED.union(LADDER[LADDER.index(app) + 1 :])
    return [
        f"{path.relative_to(ROOT)}:{line} imports {package}"
        for path in sorted((ROOT / app).rglob("*.py"))
        for line, package in imports(path.read_text(encoding="utf-8"))
        if package in forbidden
    ]


def imports(source):
    """Yields the line and the top-level package of every absolute import in `source`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.lineno, node.module.partition(".")[0]


@pytest.mark.parametrize("app", LADDER)
def test_imports_run_one_way(app):
    assert forbidden_imports(app) == []


def test_every_kind_of_import_is_seen():
    source = (
        "import journeys.models as m, os\ndef late():\n    from enablement import rollout\nfrom . import personas\n"
    )
    assert list(imports(source)) == [(1, "journeys"), (1, "os"), (3, "enablement")]
