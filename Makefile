# Everything from nothing: `make demo` audits a faulty report, `make test` runs all checks of the project.
# Without make (Windows): see README.md.

PYTHON ?= python3
VENV ?= .venv
DEMO ?= fixtures/county-bureau/faulty.docx

ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
APP := $(VENV)/.jihe-installed
TOOLS := $(VENV)/.jihe-test-tools

.PHONY: demo test lint clean
.DEFAULT_GOAL := demo

# Findings are what the demo is for, so exit status 1 is a success here; 2 (the program could not work) is not.
demo: $(APP)
	@$(BIN)/jihe check $(DEMO) || [ $$? -eq 1 ]

test: $(TOOLS) lint
	$(BIN)/python -m pytest -q

lint: $(TOOLS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy extract checks jihe

clean:
	rm -rf $(VENV) build dist *.egg-info

# The stamps make a second run instant; a change of the dependencies installs again.
$(APP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "需要 Python 3.11 或更高版本 / Python 3.11 or later is needed: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check -e .
	@$(BIN)/python -m compileall -q extract checks jihe # half of a first run would be compiling
	@touch $@

$(TOOLS): $(APP)
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[test]'
	@touch $@
