# SPDX-License-Identifier: AGPL-3.0-or-later
# `make run` and `make test` set up what they need; `make help` lists the rest.

PYTHON ?= python3
# One more than the cores: tests wait for browsers and for processes of their own.
PROCESSES ?= $(shell expr $$(nproc 2>/dev/null || echo 2) + 1)
BIN := .venv/bin
TESTS ?= tests
FAST := tests/procedure tests/lib tests/catalogue tests/rules

# Compiled files make every start quicker, whatever the shell prefers.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup run test test-postgres check fast bench docs messages lock coverage

help: ## List these targets.
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: ## Fetch packages and assets; a second time takes a moment.
	@$(PYTHON) scripts/setup.py

run: setup ## Serve the demo on this machine: http://localhost:8000 or the next free port.
	@TEDUH_DEMO=1 $(BIN)/python manage.py serve --demo

test: setup ## The whole suite: on SQLite, or on the database named by DATABASE_URL.
	@$(BIN)/python -m pytest $(TESTS) -n $(PROCESSES) --dist loadfile --no-loadscope-reorder

test-postgres: setup ## The whole suite on a private PostgreSQL that is made for it and thrown away.
	@$(BIN)/python scripts/postgres.py $(MAKE) --no-print-directory test

check: setup ## Format, lint, types, import contracts, templates, migrations, messages.
	@$(BIN)/python scripts/check.py

fast: setup ## Core, catalogue and rules, without a database.
	@$(BIN)/python -m pytest $(wildcard $(FAST)) -q -m "not slow" --hypothesis-profile=fast -p no:randomly \
	  -p no:cacheprovider -o DJANGO_SETTINGS_MODULE= -n $(PROCESSES) --dist worksteal

bench: setup ## The measurements; tables go to bench/results/.
	@$(BIN)/python bench/run.py

docs: setup ## Write what the documentation takes from the code: keywords, schema, table of clauses.
	@$(BIN)/python manage.py standards docs
	@$(BIN)/python scripts/clauses.py

messages: setup ## Collect the Indonesian messages; say which lack English; compile.
	@$(BIN)/python manage.py messages

coverage: setup ## Write the table of clauses in README.md from the acceptance tests.
	@$(BIN)/python scripts/clauses.py

lock: setup ## Lock the requirements by hash, without any address.
	@for name in run assets pkcs11 dev; do \
	  uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 \
	    --custom-compile-command "make lock" requirements/$$name.in --output-file requirements/$$name.txt || exit 1; \
	done
