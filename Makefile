# Two commands do all the set-up: `make run` does the main job, `make test` passes every check.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
export UV_PROJECT_ENVIRONMENT := $(VENV)

.PHONY: run serve test full check format install clean

run: $(VENV)/.installed
	@$(BIN)/python -m sync.demo

# The page on http://127.0.0.1:8000/
serve: $(VENV)/.installed
	@$(BIN)/trialmatch serve

test: $(VENV)/.installed-dev check

# Everything, the slow tests too.
full: test
	$(BIN)/pytest -m slow

check:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 -m "not slow"

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

install: $(VENV)/.installed

$(VENV)/.uv: Makefile
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

# uv asks the same package index as pip where the environment names one.
UV_SYNC = $(if $(PIP_INDEX_URL),UV_DEFAULT_INDEX="$(PIP_INDEX_URL)") $(BIN)/uv sync --frozen --quiet --inexact

$(VENV)/.installed: $(VENV)/.uv pyproject.toml uv.lock
	@echo "Installing what the lock file says (once) ..."
	@$(UV_SYNC) --no-dev
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.uv pyproject.toml uv.lock
	@echo "Installing the checks (once) ..."
	@$(UV_SYNC) --all-groups
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
