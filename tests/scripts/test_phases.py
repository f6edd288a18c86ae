import pytest

from scripts import test as runner

DATABASES = {"SQLite": "sqlite://:memory:", "PostgreSQL": "postgres://host/name"}


def titles(arguments, chromium="/usr/bin/chromium", databases=DATABASES):
    return [title for title, _, _ in runner.phases(arguments, databases, chromium)]


def test_everything_runs_on_both_databases():
    assert titles([]) == [
        "The suite on SQLite",
        "The suite on PostgreSQL",
        "The browser on SQLite",
        "The browser on PostgreSQL",
    ]


def test_what_is_missing_does_not_keep_the_rest_from_running():
    assert titles([], chromium=None, databases={"SQLite": "sqlite://:memory:"}) == ["The suite on SQLite"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["-k", "name"], (runner.SUITE, runner.BROWSER, ["-k", "name"])),
        (["tests/config/test_site.py::test_x", "-x"], (["tests/config/test_site.py::test_x"], [], ["-x"])),
        (["tests/browser/test_sign_in.py"], ([], ["tests/browser/test_sign_in.py"], [])),
    ],
)
def test_paths_pick_the_phases(arguments, expected):
    assert runner.divide(arguments) == expected


@pytest.fixture
def report(monkeypatch, capfd):
    """Returns a function that runs the runner on faked phases, and gives its exit status and its last words."""

    def report(statuses, arguments=(), missing=None):
        def databases(stack, troubles):
            if missing:
                troubles.append(missing)
            return {}

        monkeypatch.setattr(runner, "databases", databases)
        monkeypatch.setattr(runner, "browser", lambda troubles: None)
        monkeypatch.setattr(
            runner, "phases", lambda *_: [(f"Phase {number}", [], {}) for number in range(len(statuses))]
        )
        given = iter(statuses)
        monkeypatch.setattr(runner, "run_pytest", lambda *_: next(given))
        return runner.main(list(arguments)), [line for line in capfd.readouterr().err.splitlines() if line]

    return report


@pytest.mark.parametrize(
    ("statuses", "arguments", "missing", "expected"),
    [
        ([0, 0], [], None, (0, [])),
        ([0, 1, 0], [], None, (1, ["make test: Phase 1 failed."])),
        ([0], [], "PostgreSQL can't be had.", (1, ["make test: PostgreSQL can't be had."])),
        ([0, 5], ["-k", "name"], None, (0, [])),
        ([0, 5], [], None, (1, ["make test: Phase 1 failed."])),
        ([5, 5], ["-k", "typo"], None, (1, ["make test: no test was run."])),
    ],
)
def test_nothing_missing_or_failed_passes_in_silence(report, statuses, arguments, missing, expected):
    assert report(statuses, arguments, missing) == expected
