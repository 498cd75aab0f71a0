# Every task of the project. `make help` lists them.
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
NODE_PATH := PATH="$(CURDIR)/.venv/bin:$$PATH"
# Tests copy hundreds of databases: in memory where 2 GB of it are free for that, else where the machine puts such files.
SCRATCH := $(shell [ "$$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 {print $$4}')" -gt 2000000 ] 2>/dev/null && echo /dev/shm || echo "$${TMPDIR:-/tmp}")
export LIANGMA_DATA_DIR ?= var
unexport PYTHONDONTWRITEBYTECODE  # hundreds of processes are started: each would compile everything anew

.PHONY: help run run-two-regions test check check-office check-pages test-pages bench simulate faults browsers screenshots lock sbom services compose-check setup-run setup-test clean

help: ## list the tasks
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

run: setup-run ## set up, build the pages, migrate, load the demo city once, serve on http://localhost:8000
	@LIANGMA_DEMO=$${LIANGMA_DEMO:-1} ./liangma serve --prepare --lived-in --with-worker

run-two-regions: setup-run ## two cities on ports 8001 and 8002 that recognise each other, and a walk through both; Ctrl-C ends them
	@$(PYTHON) -m examples.two_regions

test: setup-test ## set up what tests need, then check and run every test on SQLite and PostgreSQL
	@$(MAKE) --no-print-directory -j2 --output-sync=target check-office check-pages test-pages
	TMPDIR=$(SCRATCH) $(PYTHON) -m pytest -q -n $${TEST_PROCESSES:-2} --dist loadfile

check: setup-test ## ruff, mypy, import-linter, vue-tsc, eslint: no warnings
	@$(MAKE) --no-print-directory -j2 --output-sync=target check-office check-pages

check-office: ## ruff, mypy, import-linter
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports --no-logo

check-pages: ## vue-tsc, eslint
	cd pwa && $(NODE_PATH) npm run --silent check

test-pages: ## the pages' own tests
	cd pwa && $(NODE_PATH) npm test --silent

bench: setup-test ## measure against floors taken in the same run; prints ratios and writes docs/performance.md
	@missed=0; $(PYTHON) -m benchmarks.report || missed=1; echo "== pages"; $(PYTHON) -m tests.e2e.page_speed || missed=1; exit $$missed

simulate: setup-test ## 10,000 citizens through one day in virtual time on SQLite and PostgreSQL; fails when an invariant breaks
	TMPDIR=$(SCRATCH) $(PYTHON) -m tests.simulate

faults: setup-test ## kill, cut, freeze and fill a running city (as root, some 25 minutes) and write docs/faults.md; FAULTS=kills,power: these only
	@tools/setup faults
	$(PYTHON) -m tests.faults

browsers: setup-test ## drive the phone's main path through WebKitGTK, Firefox and Chromium (some three minutes) and write docs/browsers.md; BROWSERS=firefox: this one only
	@tools/setup browsers
	$(PYTHON) -m tests.browsers

compose-check: setup-test ## validate docker-compose.yml and the proxy's configuration without a daemon
	$(PYTHON) -m pytest -q tests/deploy

sbom: setup-test ## the bill of materials (CycloneDX) of server and pages, from the locks, into dist/
	$(PYTHON) -m tools.sbom

services: setup-test ## start throwaway PostgreSQL and Redis for development; Ctrl-C stops them
	$(PYTHON) -m tests.services

screenshots: setup-test ## every page on a phone and a desk, zh/en, light/dark/elder, into docs/screenshots-out
	$(PYTHON) -m tests.e2e.screenshots

lock: setup-test ## resolve the dependencies anew; the lock keeps file names and hashes, no registry address
	$(PYTHON) -m uv lock
	$(PYTHON) tools/strip_lock.py uv.lock
	cd pwa && $(NODE_PATH) npm install --silent --no-fund --no-audit && $(NODE_PATH) node tools/strip_lock.mjs

setup-run:
	@tools/setup run

setup-test:
	@tools/setup test

clean: ## remove what the tasks made, demo data included
	rm -rf .venv var .pytest_cache .mypy_cache .ruff_cache .hypothesis tests/interop/node_modules pwa/node_modules pwa/dist
