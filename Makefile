# Phatthana: the commands people and CI use. `make` alone lists them.

PYTHON := .venv/bin/python
APPS := config thai organizations documents competencies courses personnel plans approvals monitoring register

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup test-setup run check test test-sqlite test-postgres test-browser test-chance verapdf bench bench-documents gallery lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install what is missing: system libraries, Python packages, fonts
	@setup/install

test-setup: ## the same, and what the tests need: Chromium, PostgreSQL, development packages
	@setup/install tests

run: export PORT ?= 8000
run: export SITE_URL ?= http://localhost:$(PORT)
run: setup ## start the service on PORT (default 8000) with the database of DATABASE_URL (default SQLite under var/)
	@$(PYTHON) -m config.prepare
	@exec $(PYTHON) -m config.serve

check: test-setup ## lint, types, import contract, migrations: the fast part of the tests
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/djlint templates --lint --quiet
	.venv/bin/mypy $(APPS)
	.venv/bin/lint-imports
	$(PYTHON) manage.py makemigrations --check --dry-run
	$(PYTHON) manage.py check --fail-level WARNING

test: check test-sqlite test-postgres test-browser ## everything that CI checks

test-sqlite: test-setup ## the tests without a browser, on SQLite
	$(PYTHON) -m pytest -n 2 -m "not browser"

test-postgres: test-setup ## the tests that ask the database, on a PostgreSQL started for them
	$(PYTHON) -m tests.postgres -- $(PYTHON) -m pytest -n 2 --database-only --migrations

test-browser: test-setup ## the stories in a real browser; one that failed is run once more, and said so
	$(PYTHON) -m pytest -n 2 -m browser --database-file --reruns 1 -r fER

test-chance: test-setup ## the tests of invariants with new random examples; not part of `make test`
	HYPOTHESIS_PROFILE=chance $(PYTHON) -m pytest -n 2 -m "hypothesis and not browser"

verapdf: test-setup ## announced papers held to PDF/A-3a and PDF/UA-1 by veraPDF (needs Java 17); not part of `make test`
	setup/verapdf

bench: bench-documents ## every figure that we give for ourselves, beside the alternatives

bench-documents: test-setup ## drafts of 25, 55, 150 and 640 pages: ours, WeasyPrint, Chromium, LibreOffice
	$(PYTHON) -m bench.documents

gallery: test-setup ## pictures of every page of every paper anew, in docs/gallery
	@$(PYTHON) -m gallery

lock: ## write requirements*.txt anew from pyproject.toml, with hashes
	@setup/lock

clean: ## remove what setup and the tests made; the data under var/ stay
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage build
	rm -rf static/vendor var/static
	rm -f static/fonts/*.ttf static/fonts/*.woff2
