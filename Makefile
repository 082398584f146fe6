# Two commands matter: `make run` opens the dashboard, `make test` checks everything.
# Without make (Windows, macOS) the README gives the same steps with pip.

PYTHON ?= python3
PORT ?= 8501
PY := .venv/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
AXE := node_modules/axe-core/axe.min.js
RESULTS := .pytest_cache
DEMO_OF_THIS_RUN := $(CURDIR)/$(RESULTS)/demo-of-this-run
WITH_ONE_DEMO := DEMO_OF_THIS_RUN=$(DEMO_OF_THIS_RUN)
TIMED = $(shell grep -rl --include='test_*.py' 'mark\.timed' tests)
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header

.DEFAULT_GOAL := help
.PHONY: help run test test-all check format lock screenshots bench simulate fuzz attack clean chromium office
.DELETE_ON_ERROR:

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/installed ## Open the dashboard on 127.0.0.1:8501 (PORT=... for another port)
	@$(PY) -m dashboard start --port $(PORT)

test: .venv/installed-tests chromium $(AXE) check ## Check everything but the long forms, under 10 minutes
	rm -rf $(RESULTS)/*.xml $(DEMO_OF_THIS_RUN)
	$(WITH_ONE_DEMO) $(PY) -m pytest -n 2 --dist loadscope --no-loadscope-reorder -m "not long and not timed" --junitxml=$(RESULTS)/side-by-side.xml
	$(WITH_ONE_DEMO) $(PY) -m pytest -m "timed and not long" --junitxml=$(RESULTS)/timed.xml $(TIMED)

test-all: test office ## Check everything, the long forms too
	$(PY) -m pytest -n 2 --dist loadscope --no-loadscope-reorder -m "long and not timed" --junitxml=$(RESULTS)/long.xml
	$(PY) -m pytest -m "long and timed" --junitxml=$(RESULTS)/long-timed.xml $(TIMED); test $$? -eq 0 -o $$? -eq 5

check: .venv/installed-tests ## Check format, lint, types and the direction of imports
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/sqlfmt --quiet --check queries
	.venv/bin/mypy
	.venv/bin/lint-imports

format: .venv/installed-tests ## Format the code and the SQL
	@! grep -rn --include='*.sql' '[^:]//' queries || { echo "sqlfmt reads // as a comment: write divide(a, b)." >&2; exit 1; }
	.venv/bin/ruff check --fix --exit-zero .
	.venv/bin/ruff format .
	.venv/bin/sqlfmt --quiet queries

screenshots: .venv/installed-tests chromium ## Write screenshots/<page>-<light|dark>-<1440|390>.png
	$(PY) -m tests.browser.screenshots

bench: .venv/installed-tests ## Print how long ingest, publishing and looking up take, at up to 1,000,000 cases
	$(PY) -m tests.bench
	$(PY) -m tests.bench.ingest

simulate: .venv/installed-tests ## Simulate how well each method of the statistics keeps its word, into docs/statistics.md
	OPENBLAS_NUM_THREADS=1 nice $(PY) -m tests.simulate --write docs/statistics.md

fuzz: .venv/installed-tests ## Take 50,000 spoilt exports (MUTANTS=... for fewer) and say what became of them
	$(PY) -m tests.faults.fuzz --mutants $(or $(MUTANTS),50000) --seed $(or $(SEED),1)

attack: .venv/installed-tests ## Send 100,000 random requests (REQUESTS=... for fewer) and trace every number to the ledger
	$(PY) -m tests.disclosure.requests --requests $(or $(REQUESTS),100000) --seed $(or $(SEED),1)

lock: .venv/installed-tests ## Write the lock files anew from requirements.txt and requirements-test.in
	.venv/bin/$(LOCK) requirements.txt -o requirements.lock
	.venv/bin/$(LOCK) -c requirements.lock requirements-test.in -o requirements-test.lock

clean: ## Remove what was installed and built here, not a department's home
	rm -rf .venv node_modules homes/demo-* screenshots .pytest_cache .mypy_cache .ruff_cache

$(PY):
	@sh .ci/machine.sh python "$(PYTHON)"
	$(PYTHON) -m venv .venv

.venv/installed: $(PY) requirements.lock
	@echo "Installing what the dashboard needs into .venv, once: about a minute."
	@$(PIP) -r requirements.lock
	@touch $@

.venv/installed-tests: $(PY) requirements-test.lock
	@echo "Installing what the checks need into .venv, once: about a minute."
	@$(PIP) -r requirements-test.lock
	@touch $@ .venv/installed

chromium:
	@sh .ci/machine.sh chromium

office:
	@sh .ci/machine.sh office

$(AXE): package-lock.json
	@sh .ci/machine.sh npm
	npm ci --silent
	@touch $@
