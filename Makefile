# Everything from a bare machine with Python 3.11+ and make. `make help` lists the commands.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/resume-tailor
DATA_DIR ?=
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input
COMPILE := uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate

export PYTHONDONTWRITEBYTECODE = 1
ifneq ($(DATA_DIR),)
export RESUME_TAILOR_DATA_DIR = $(DATA_DIR)
endif

.PHONY: help run demo setup setup-dev setup-render test test-all chaos chaos-short cluster check format lock docs clean

help: ## List the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

run: setup ## Start everything: database, API and worker on http://127.0.0.1:8000
	@exec $(RUN) serve

demo: setup ## Tailor the example resume to the example posting, on the command line
	@exec $(RUN) tailor examples/resume.pdf examples/posting.html --no-questions -o demo-output/resume.pdf

setup: $(VENV)/.runtime ## Make the virtual environment in .venv (quick when nothing changed)

setup-dev: $(VENV)/.dev

setup-render: $(VENV)/.render ## Add what runs the scripts of pages (needs a Chromium besides)

test: setup-dev ## The fast tests (under five minutes), on a real PostgreSQL of their own
	$(BIN)/pytest -m "not slow" -n auto

test-all: setup-dev ## All tests, the slow ones too
	$(BIN)/pytest -n auto

chaos-short: setup-dev ## Twenty sessions while everything is killed, cut and restarted (two minutes)
	$(BIN)/python -m tests.chaos.run --sessions 20 --together 10 --pause 2

chaos: setup-dev ## The same with 500 sessions
	$(BIN)/python -m tests.chaos.run --sessions 500

cluster: setup-dev ## Two API processes, two workers, PostgreSQL and an S3 server on this machine
	$(BIN)/python examples/cluster.py $(if $(DATA_DIR),--data-dir $(DATA_DIR))

check: setup-dev ## Lint, types, import contracts, generated docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check

format: setup-dev ## Format the code and mend what lint can mend
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format .

docs: setup-dev ## Write anew the pages of docs/ that are made from the code
	$(BIN)/python docs/generate.py

lock: ## Resolve the dependencies anew (needs uv)
	$(COMPILE) pyproject.toml requirements/build.in --output-file requirements/runtime.txt
	$(COMPILE) pyproject.toml requirements/build.in --group dev \
		--constraint requirements/runtime.txt --output-file requirements/dev.txt
	$(COMPILE) pyproject.toml --extra render \
		--constraint requirements/runtime.txt --output-file requirements/render.txt
	$(COMPILE) pyproject.toml --extra otel \
		--constraint requirements/runtime.txt --output-file requirements/otel.txt

clean: ## Remove the environment and what tools left behind (never your data)
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis demo-output

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; '$(PYTHON)' is older. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Making the virtual environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing. On Debian: apt install python3-venv"; exit 1; }

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(BIN)/python
	@echo "Installing the locked dependencies ..."
	@$(PIP) --require-hashes -r requirements/runtime.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.runtime
	@echo "Installing the tools for development ..."
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.render: requirements/render.txt $(VENV)/.runtime
	@$(PIP) --require-hashes -r requirements/render.txt
	@touch $@
