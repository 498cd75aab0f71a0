# Every task of the project. `make help` lists them.
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
# Tests copy hundreds of databases: in memory where 2 GB of it are free for that, else where the machine puts such files.
SCRATCH := $(shell [ "$$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 {print $$4}')" -gt 2000000 ] 2>/dev/null && echo /dev/shm || echo "$${TMPDIR:-/tmp}")
export LIANGMA_DATA_DIR ?= var

.PHONY: help run test check bench lock services compose-check setup-run setup-test clean

help: ## list the tasks
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

run: setup-run ## set up, migrate, load the demo city once, serve on http://127.0.0.1:8000
	@LIANGMA_DEMO=$${LIANGMA_DEMO:-1} ./liangma serve --prepare

test: setup-test ## set up what tests need, then check and run every test on SQLite and PostgreSQL
	@$(MAKE) --no-print-directory check
	TMPDIR=$(SCRATCH) $(PYTHON) -m pytest -q -n $${TEST_PROCESSES:-2} --dist loadfile

check: setup-test ## ruff, mypy, import-linter: no warnings
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports --no-logo

bench: setup-test ## measure against floors taken in the same run; prints ratios
	@missed=0; for program in verify_code issue_sdjwt import_issue verifications; do \
		echo "== $$program"; $(PYTHON) -m benchmarks.$$program || missed=1; done; exit $$missed

compose-check: setup-test ## validate docker-compose.yml and the proxy's configuration without a daemon
	$(PYTHON) -m pytest -q tests/deploy

services: setup-test ## start throwaway PostgreSQL and Redis for development; Ctrl-C stops them
	$(PYTHON) -m tests.services

lock: setup-run ## resolve the dependencies anew; the lock keeps file names and hashes, no registry address
	$(PYTHON) -m uv lock
	$(PYTHON) tools/strip_lock.py uv.lock

setup-run:
	@tools/setup run

setup-test:
	@tools/setup test

clean: ## remove what the tasks made, demo data included
	rm -rf .venv var .pytest_cache .mypy_cache .ruff_cache .hypothesis tests/interop/node_modules
