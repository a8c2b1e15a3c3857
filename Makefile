# Werkcentrum. `make` alone lists what can be done.
BIN := .venv/bin
SHELL := /bin/bash
# One more at a time than there are processors: many tests wait for a program that they started.
# What a file prepares for all its tests is made once.
PROCESSORS := $(shell nproc 2>/dev/null || echo 2)
WORKERS := $(shell expr $(PROCESSORS) + 1)
BY_FILE := -n $(WORKERS) --dist loadfile --no-loadscope-reorder
ON_POSTGRESQL := database or (touches_database and not slow)
# Where those are, when not everywhere: to read all tests takes each worker seconds.
FILES :=
IN_A_BROWSER := -n $(PROCESSORS) --dist worksteal -m browser tests/journeys tests/accessibility
# The names of work, which the encoder reads fastest.
WORK := $(addprefix werkcentrum/skills/data/,occupations.csv skills.csv)
# Images of containers often say so, and then every process reads all our source anew.
unexport PYTHONDONTWRITEBYTECODE
.DELETE_ON_ERROR:
.PHONY: help demo install prepare test test-fast e2e check fix bench lock screenshots postgres chromium clean

help:  ## list what can be done
	@grep -hE '^[a-z0-9-]+:.*##' Makefile | sed -E 's/^([a-z0-9-]+):.*## /\1\t/' | expand -t 14

demo: .venv/encoder.stamp .venv/frontend.stamp  ## install, load the example region and serve the site
	@$(BIN)/werkcentrum demo

install: .venv/encoder.stamp .venv/frontend.stamp  ## what a real site needs: no example data, no test tools
	@# A service often may not write beside the program, and would compile it at every start.
	@$(BIN)/python -m compileall -q werkcentrum

prepare: .venv/test.stamp .venv/encoder.stamp .venv/frontend.stamp  ## everything demo does except serving, test tools included
	@$(BIN)/werkcentrum demo --prepare-only

test: prepare chromium  ## all tests, browser tests included
	@# On a submission nobody used it yet: the browser tests begin with what was prepared.
	@if [ -n "$$WERKCENTRUM_TEST_RUN" ]; then cp -r var "$$WERKCENTRUM_TEST_RUN/site"; fi
	$(BIN)/python -m pytest -q $(BY_FILE) -m "not browser"
	$(BIN)/python -m pytest -q $(IN_A_BROWSER)

test-fast: .venv/test.stamp .venv/frontend.stamp  ## the tests of every day: no browser, nothing slow
	$(BIN)/python -m pytest -q $(BY_FILE) -m "not browser and not slow"

e2e: prepare chromium  ## the tests in a browser
	$(BIN)/python -m pytest -q $(IN_A_BROWSER)

check: .venv/test.stamp .venv/frontend.stamp  ## style, types, floors, migrations, dead code, scoreboard
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/werkcentrum makemigrations --check --dry-run
	$(BIN)/deptry .
	$(BIN)/vulture
	$(BIN)/python -m tests.scoreboard

fix: .venv/test.stamp  ## format, and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: prepare  ## what a page costs, beside a baseline in the same run; QUESTIONS=FILE for answers
	$(BIN)/python -m bench $(if $(QUESTIONS),--questions $(QUESTIONS))

screenshots: prepare chromium  ## every page at 1280 and 390 pixels, in screenshots/
	$(BIN)/python -m tests.screenshots

postgres: .venv/test.stamp .venv/frontend.stamp  ## what touches the database, on a PostgreSQL started for it
	@scripts/with-postgres $(BIN)/python -m pytest -q $(BY_FILE) --first-example --ignore=werkcentrum/search -m "not browser and ($(ON_POSTGRESQL))" $(FILES)

lock:  ## pin all dependencies anew, with hashes (needs uv)
	@scripts/lock

chromium:
	@scripts/install-chromium

clean:  ## remove everything that was installed, built or stored here
	rm -rf .venv var frontend/node_modules werkcentrum/core/static/build werkcentrum/search/data

.venv/made.stamp:
	@scripts/make-venv
	@touch $@

# Where Node is missing it comes as a package, before all others: never two pips at once.
.venv/node.stamp: .venv/made.stamp requirements-node.txt
	@scripts/find-node > $@

.venv/runtime.stamp: .venv/made.stamp requirements.txt | .venv/node.stamp
	@echo "Onderdelen installeren..."
	@$(BIN)/python -m pip install -q --require-hashes -r requirements.txt
	@scripts/link-package
	@touch $@

.venv/encoder.stamp: .venv/runtime.stamp $(addprefix werkcentrum/search/,unpacked.py forward.py store.py) $(WORK)
	@$(BIN)/python -m werkcentrum.search.embed regions/_base $(WORK)
	@touch $@

.venv/test.stamp: .venv/runtime.stamp requirements-test.txt
	@echo "Testgereedschap installeren..."
	@$(BIN)/python -m pip install -q --require-hashes -r requirements-test.txt
	@touch $@

.venv/frontend.stamp: .venv/node.stamp $(shell find frontend -type f -not -path '*/node_modules/*' 2>/dev/null)
	@echo "Stijl, pictogrammen en lettertypen bouwen..."
	@scripts/build-frontend
	@touch $@
