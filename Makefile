# The only command surface. `make` alone lists what there is.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
export PORT
export DJANGO_SETTINGS_MODULE := peerhouse.config.settings

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(VENV)/.base: requirements/base.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Peerhouse needs Python 3.11 or newer: apt-get install python3 python3-venv"; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python cannot make virtual environments here: apt-get install python3-venv"; exit 2; }
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements/dev.txt package-lock.json
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	tools/node.sh npm ci --silent --no-audit --no-fund
	@touch $@

demo: $(VENV)/.base ## load the season of 2023, play its second session and serve the site (PORT=8000)
	@$(BIN)/peerhouse demo

demo-reset: $(VENV)/.base ## the same, from an empty database
	@$(BIN)/peerhouse demo --reset

services: $(VENV)/.dev ## start what the tests need: PostgreSQL, Chromium, gettext
	@$(BIN)/python tools/services.py

test: services ## every test: units on SQLite and PostgreSQL, browser modules, journeys in Chromium
	tools/node.sh npm test --silent
	tools/pytest.sh

check: $(VENV)/.dev ## lint, types and contracts, without a test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	PEERHOUSE_MODE=test $(BIN)/mypy
	$(BIN)/lint-imports --config importlinter.toml
	tools/node.sh npm run check --silent
	$(BIN)/python tools/tracked_files.py

fix: $(VENV)/.dev ## let the tools repair what they can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.dev ## write the generated reference pages anew
	PEERHOUSE_MODE=test $(BIN)/python -m tools.reference

ci: check ## what .ci/run calls: check, then every test with branch coverage
	COVERAGE=1 $(MAKE) test
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

lock: ## resolve the dependencies anew (needs uv)
	uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 requirements/base.in -o requirements/base.txt
	uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 requirements/dev.in -o requirements/dev.txt

.PHONY: help demo demo-reset services test check fix docs ci lock
