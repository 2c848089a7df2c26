# Everything runs from .venv in this checkout; nothing outside the checkout is written.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
export PIP_CACHE_DIR := $(CURDIR)/.run/pip-cache
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup run test check format bench soak screens wheel clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP)  ## make .venv with everything pinned in requirements/constraints.txt

$(STAMP): pyproject.toml requirements/constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "evaltui needs Python 3.11 or newer; set PYTHON=..." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --constraint requirements/constraints.txt --editable '.[dev]'
	@touch $@

run: setup  ## open the filled example (without a terminal: rate it and write its forms)
	@$(BIN)/evaltui demo .run/demo

test: setup  ## run the tests
	@$(BIN)/python -m pytest -q -n auto --dist worksteal

check: setup  ## format, lint, types, layers, duplicate names: everything but the tests
	@$(BIN)/ruff format --check src plugins tests benchmarks
	@$(BIN)/ruff check src plugins tests benchmarks
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

format: setup  ## let ruff format and mend what it can
	@$(BIN)/ruff format src plugins tests benchmarks
	@$(BIN)/ruff check --fix src plugins tests benchmarks

bench: setup  ## measure commands and terminal face beside baselines of the same run; writes docs/performance.md
	@mkdir -p .run
	@$(BIN)/python benchmarks/run.py --json > .run/commands.json
	@$(BIN)/python benchmarks/tui.py --json .run/tui.json
	@$(BIN)/python benchmarks/report.py .run/commands.json .run/tui.json docs/performance.md

soak: setup  ## the slow proofs: more cases, more kills, more processes
	@EVALTUI_SOAK=1 $(BIN)/python -m pytest -q tests/assess tests/store tests/crash

screens: setup  ## pictures of the screens into docs/screens
	@$(BIN)/python benchmarks/screens.py docs/screens

wheel: setup  ## build the wheel and the sdist into dist/
	@$(BIN)/python -m hatchling build

clean:  ## remove what the other targets made
	@rm -rf .venv .run build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
