# `make` alone lists what there is. Everything installs what it needs by itself.
PYTHON ?= $(shell python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo python3 || echo python3.11)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
JOBS ?= 2
PIP_INSTALL := -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help install demo test test-api graphiql apps-script web schema lint lint-apps-script lint-web format bench requirements clean

help: ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

install: $(STAMP) ## Make the environment .venv with everything pinned and hashed

$(STAMP): pyproject.toml requirements/runtime.txt requirements/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try: make PYTHON=python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python $(PIP_INSTALL) --require-hashes -r requirements/runtime.txt -r requirements/dev.txt
	$(BIN)/python $(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(STAMP) ## Plan a sample organisation in the spreadsheet optimization-center.xlsx
	@$(BIN)/optengine demo

test: $(STAMP) ## All tests, JOBS=2 at a time
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal $(ARGS)

test-api: $(STAMP) .venv-api/.installed ## Probe the API with schemathesis and clairvoyance; API_EXAMPLES=500 for each operation
	@$(BIN)/python scripts/probe_api.py

.venv-api/.installed: requirements/api.txt
	@test -x .venv-api/bin/python || $(PYTHON) -m venv .venv-api
	.venv-api/bin/python $(PIP_INSTALL) --require-hashes -r requirements/api.txt
	@touch $@

schema: $(STAMP) ## Write the schema of the API to graphql_api/schema.graphql
	$(BIN)/python scripts/export_schema.py

graphiql: node_modules/.package-lock.json ## Make the files of GraphiQL anew, which are committed
	$(PYTHON) scripts/copy_graphiql.py

apps-script: node_modules/.package-lock.json ## Bundle the Apps Script of the spreadsheet into sheets/apps_script/dist
	npm run --silent build

web: web/node_modules/.package-lock.json ## Build the explorer into graphql_api/web/files, which is committed
	npm --prefix web run --silent codegen
	npm --prefix web run --silent build

web/node_modules/.package-lock.json: web/package-lock.json
	npm --prefix web ci
	@touch $@

node_modules/.package-lock.json: package-lock.json
	npm ci
	@touch $@

lint: $(STAMP) ## Style, types, imports between rooms, repository
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/check_repository.py
	@if command -v npm > /dev/null; then $(MAKE) --no-print-directory lint-apps-script lint-web; fi

lint-apps-script: node_modules/.package-lock.json
	npm run --silent lint

lint-web: web/node_modules/.package-lock.json
	npm --prefix web run --silent check
	npm --prefix web run --silent test

format: $(STAMP) ## Rewrite the source in the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(STAMP) .venv-bench/.installed ## Measure against the public problems; BENCH_ONLY=name picks some
	@$(BIN)/python -m benchmarks

.venv-bench/.installed: requirements/bench.txt
	@test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python $(PIP_INSTALL) --require-hashes -r requirements/bench.txt
	@touch $@

requirements: ## Pin and hash requirements/*.txt anew from requirements/*.in
	@scripts/pin_requirements.sh

clean: ## Remove what make made
	rm -rf $(VENV) sheets/apps_script/dist .venv-bench .venv-api .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info
