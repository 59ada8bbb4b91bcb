# Kansli needs Python 3.11 or newer and nothing else: every target makes .venv first (see deploy/local/bootstrap.py).

# The first Python on the path that is new enough, unless one is named: make run PYTHON=/path/to/python3.13
ifndef PYTHON
PYTHON := $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$name; break; }; done)
endif
BOOTSTRAP = $(if $(PYTHON),,$(error Kansli needs Python 3.11 or newer, and found none; \
	name one with PYTHON=/path/to/python3.13))$(PYTHON) deploy/local/bootstrap.py
WORKERS ?= 2
VENV := .venv/bin
MEMBERS := shared services/case-registry services/delegation-rules services/referral-tracking \
	services/financial-follow-up gateway deploy/local
TEST_TREES := shared/tests services/case-registry/tests services/delegation-rules/tests services/referral-tracking/tests \
	services/financial-follow-up/tests gateway/tests deploy/local/tests tests
UV_COMPILE := $(VENV)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-header --no-emit-index-url --no-emit-find-links --no-emit-package boardkit \
	--no-emit-package kansli-case-registry --no-emit-package kansli-delegation-rules \
	--no-emit-package kansli-referral-tracking --no-emit-package kansli-financial-follow-up \
	--no-emit-package kansli-gateway --no-emit-package kansli-local

.DEFAULT_GOAL := help
.PHONY: help run reset demo secrets test check bench format lock types \
	test-boardkit test-case-registry test-delegation-rules test-referral-tracking test-financial-follow-up test-gateway
# One target at a time also under make -j: they share .venv and the two cores.
.NOTPARALLEL:

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-26s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: ## start the whole suite with the demonstration board (Ctrl-C stops it; data stays in .kansli/)
	@$(BOOTSTRAP) run
	@exec $(VENV)/python -m kansli_local run

demo: ## walk the journey of one board meeting through the gateway of a running suite
	@$(BOOTSTRAP) run
	@exec $(VENV)/python -m kansli_local demo

reset: ## throw away .kansli/: the next make run starts over
	@$(BOOTSTRAP) run
	@exec $(VENV)/python -m kansli_local reset

secrets: ## passwords and keys for docker-compose.yml (.env and deploy/secrets/)
	@$(BOOTSTRAP) run
	@exec $(VENV)/python -m kansli_local secrets

test: check ## everything that must hold: make check and all tests, in parallel
	@$(VENV)/pytest -n $(WORKERS)

check: ## format, lint, import contracts and types
	@$(BOOTSTRAP) test
	@$(VENV)/ruff format --check --quiet --diff
	@$(VENV)/ruff check --quiet
	@$(VENV)/lint-imports --no-logo > .venv/lint-imports.log || { cat .venv/lint-imports.log; exit 1; }
	@$(MAKE) --no-print-directory types
	@echo "make check: format, lint, import contracts and types are in order"

# The test trees have files of the same names (conftest.py), so mypy takes them one at a time.
types:
	@$(VENV)/mypy --no-error-summary $(MEMBERS) --exclude '/tests/'
	@for tree in $(TEST_TREES); do \
		if [ -n "$$(find $$tree -name '*.py' 2>/dev/null)" ]; then $(VENV)/mypy --no-error-summary $$tree || exit 1; fi; \
	done

format: ## put the code in the house's form and mend what ruff can mend
	@$(BOOTSTRAP) test
	@$(VENV)/ruff check --fix --quiet || true
	@$(VENV)/ruff format

bench: ## the measurements of the gateway, the numbering and the evaluations
	@$(BOOTSTRAP) test
	@$(VENV)/python -m tests.benchmarks

lock: ## remake requirements/*.txt from the members' pyproject files
	@$(BOOTSTRAP) lock
	@$(UV_COMPILE) requirements/run.in --output-file requirements/run.txt
	@$(UV_COMPILE) --constraint requirements/run.txt requirements/serve.in --output-file requirements/serve.txt
	@$(UV_COMPILE) --constraint requirements/run.txt requirements/test.in --output-file requirements/test.txt
	@$(UV_COMPILE) requirements/lock.in --output-file requirements/lock.txt

test-boardkit: ## the tests of one member
	@$(BOOTSTRAP) test
	@$(VENV)/pytest -n $(WORKERS) shared/tests

test-case-registry test-delegation-rules test-referral-tracking test-financial-follow-up:
	@$(BOOTSTRAP) test
	@$(VENV)/pytest -n $(WORKERS) services/$(@:test-%=%)/tests

test-gateway:
	@$(BOOTSTRAP) test
	@$(VENV)/pytest -n $(WORKERS) gateway/tests
