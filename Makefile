# Two commands do everything: `make demo` and `make test`. `make` alone lists the targets.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
READY := $(VENV)/.ready
# How many tests run at once.
WORKERS ?= 2
ENGLISH := src/duixian/web/locale/en/LC_MESSAGES/django.po

.DEFAULT_GOAL := help
.PHONY: help demo test check fix bench clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(INSTALLED): pyproject.toml
	@test -x $(BIN)/python || $$(command -v $(PYTHON) || command -v python3) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

$(READY): $(INSTALLED) assets/build.py assets/package-lock.json $(ENGLISH)
	$(BIN)/python -m assets.build
	@touch $@

demo: $(READY) ## read the reports, fill an invented county's ledger, open it at 127.0.0.1:8000
	$(BIN)/duixian demo

test: check ## linters, then every test
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup
	$(BIN)/python tests/on_postgresql.py -n $(WORKERS)

check: $(READY) ## format, lint, types, layers
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: $(READY) ## format and mend what the linter can mend
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

bench: $(READY) ## accuracy and speed, beside other libraries, into benchmarks/results.md
	$(BIN)/python -m benchmarks

clean: ## remove what the targets made
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache assets/node_modules
