# `make demo` and `make test` need only Python 3.11+, pip and make: they set up everything else in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help demo test lint types contracts unit test-deep test-spark test-rules mutate bench fuzz differ corpus-report golden docs lock clean

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "auditor needs Python 3.11 or later; try: make PYTHON=python3.12 ...")'
	@$(PYTHON) -m venv $(VENV)

# A stamp per lock: nothing is installed again while the lock is unchanged. The development set includes the run-time set.
$(VENV)/runtime.stamp: requirements/runtime.txt pyproject.toml | $(BIN)/python
	@echo "Installing what auditor needs into $(VENV) (once; about a minute) ..."
	@$(PIP) install -q --require-hashes -r requirements/runtime.txt
	@$(PIP) install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt pyproject.toml | $(BIN)/python
	@echo "Installing what auditor and its tests need into $(VENV) (once; about a minute) ..."
	@$(PIP) install -q --require-hashes -r requirements/dev.txt
	@$(PIP) install -q --no-deps --no-build-isolation -e .
	@touch $@

demo: $(VENV)/runtime.stamp  ## set up, audit the sample, say where the scorecard lies
	@$(BIN)/auditor demo

test: lint types contracts unit  ## set up, run every check and test

lint: $(VENV)/dev.stamp  ## ruff
	$(BIN)/ruff check .

types: $(VENV)/dev.stamp  ## mypy --strict
	$(BIN)/mypy

contracts: $(VENV)/dev.stamp  ## the layers: imports point inward
	$(BIN)/lint-imports --no-cache

unit: $(VENV)/dev.stamp  ## pytest with 300 examples of each property
	$(BIN)/pytest -q -n auto --dist loadgroup

test-deep: $(VENV)/dev.stamp  ## the properties with 20,000 examples each
	HYPOTHESIS_PROFILE=deep $(BIN)/pytest -q -m "hypothesis and not slow"

test-spark: $(VENV)/dev.stamp  ## the check cases on a local Spark (needs Java; installs pyspark)
	$(PIP) install -q --require-hashes -r requirements/spark.txt
	$(BIN)/pytest -q -m slow -k spark

test-rules: $(VENV)/dev.stamp  ## the cases of all rules and check kinds on pandas and DuckDB
	$(BIN)/pytest -q -n auto -m slow tests/test_ruletests.py tests/checks -k "not spark"

mutate: $(VENV)/dev.stamp  ## change each bound and filter line of the rules: a case must notice
	$(BIN)/python scripts/mutate_rules.py

bench: $(VENV)/dev.stamp  ## paired medians beside the floor and the hand-written baselines; reading beside calamine alone
	$(BIN)/python -m benchmarks.run
	$(BIN)/python -m benchmarks.reading

fuzz: $(VENV)/dev.stamp  ## broken files through reading and through whole audits: nothing crashes, hangs or turns green
	$(BIN)/python -m scripts.fuzz
	$(BIN)/python -m scripts.fuzz_audits --count 10000

differ: $(VENV)/dev.stamp  ## 5,000 random workbooks: our reader beside openpyxl and calamine
	$(BIN)/python -m scripts.differ

corpus-report: $(VENV)/dev.stamp  ## 2,000 made ledgers: what was planted beside what was read
	$(BIN)/python -m scripts.corpus_report

golden: $(VENV)/dev.stamp  ## accept the present output as the expected one (read the diff before committing)
	AUDITOR_ACCEPT=1 $(BIN)/pytest -q -k golden

docs: $(VENV)/dev.stamp  ## write docs/cli.md and docs/checks.md from the program
	$(BIN)/python -m scripts.write_docs

lock: | $(BIN)/python  ## resolve the locks again, for every platform and Python version
	$(PIP) install -q 'uv>=0.9'
	$(BIN)/python scripts/lock.py

clean:  ## remove what the other targets made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist out
