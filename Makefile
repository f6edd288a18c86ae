# Every command of the project. Each first makes or updates .venv; nothing needs to be installed by hand.

PYTHON ?= python3
ARGS ?=
IN_VENV := .venv/bin/python
COMPILE := $(IN_VENV) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header

.DEFAULT_GOAL := help
.PHONY: run test bench demo-reset lint format lock clean help runtime dev python

run: runtime ## Serve on http://127.0.0.1:8000; PORT=… and DATABASE_URL=… change that
	@exec $(IN_VENV) -m scripts.run

test: dev ## Run every test on SQLite and PostgreSQL and in a browser; ARGS="-k name" picks some
	@exec $(IN_VENV) -m scripts.test $(ARGS)

bench: dev ## Measure what pages cost, on SQLite and PostgreSQL; ARGS="--only pages --on sqlite" picks parts
	@exec $(IN_VENV) -m scripts.bench $(ARGS)

demo-reset: runtime ## Put the embedded database back to the starter catalogue; everything else in it is lost
	@exec $(IN_VENV) -m scripts.run --reset

lint: dev ## Check the style of code and templates, and that the version before can work with new migrations
	@$(IN_VENV) -m ruff check .
	@$(IN_VENV) -m ruff format --check .
	@$(IN_VENV) -m djlint --quiet --lint templates
	@$(IN_VENV) -m djlint --quiet --check templates
	@$(IN_VENV) -m scripts.migration_lint

format: dev ## Bring code and templates into the project's style
	@$(IN_VENV) -m ruff check --fix .
	@$(IN_VENV) -m ruff format .
	@$(IN_VENV) -m djlint --quiet --reformat templates || true

lock: dev ## Compile the .in files into exact versions with hashes; ARGS="--upgrade" raises the unpinned ones
	$(COMPILE) $(ARGS) requirements.in -o requirements.txt
	$(COMPILE) $(ARGS) --constraint requirements.txt requirements-dev.in -o requirements-dev.txt

clean: ## Remove .venv and everything that tests and tools leave behind; the data in var/ stays
	@rm -rf .venv .hypothesis .pytest_cache .ruff_cache var/static var/failed-pages
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

runtime: python
	@$(PYTHON) -m scripts.environment requirements.txt

dev: python
	@$(PYTHON) -m scripts.environment requirements-dev.txt

python:
	@command -v $(PYTHON) >/dev/null || { echo "Dramatis needs Python 3.11 or newer: $(PYTHON) isn't there." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Dramatis needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>&1)." \
			"Name another one: make run PYTHON=python3.12" >&2; exit 1; }
