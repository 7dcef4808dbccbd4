# `make app` and `make test` do all the set-up; both are quick when repeated.
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin

.PHONY: app check test thorough lint types bench fuzz snapshot schemas docs screenshots clean

app: .venv/runtime
	PORT=$(PORT) $(BIN)/python server.py

# A worker more than there are processors, since tests that use a browser mostly wait; the tests of a file stay together,
# since they share what is slow to make, and files are begun in the order that tests/conftest.py gives them.
PYTEST := $(BIN)/python -m pytest --numprocesses $$(($$(nproc) + 1)) --dist loadfile --no-loadscope-reorder

# While one works: no browser, no spreadsheet program, no page.
check: .venv/development lint types
	$(PYTEST) tests/model tests/assumptions tests/scenarios tests/analysis tests/conventions

test: .venv/development programs lint types
	$(PYTEST)

# With large numbers of random cases: before something is called done.
thorough: .venv/development programs lint types
	THOROUGH=1 $(PYTEST)

lint: .venv/development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/development
	$(BIN)/basedpyright --project pyproject.toml --level error

bench: .venv/development
	$(BIN)/python -m benchmarks

# 20 000 damaged copies of the assumption files; CASE=number shows what one of them does and what comes of it.
fuzz: .venv/development
ifdef CASE
	PYTHONPATH=.:tests $(BIN)/python tests/support/fuzzing.py $(CASE)
else
	FUZZ_CASES=20000 $(BIN)/python -m pytest tests/assumptions/test_fuzz.py
endif

# What the model says of the shipped scenarios, to be read as a diff.
snapshot: .venv/development
	PYTHONPATH=.:tests $(BIN)/python tests/support/snapshot.py

schemas: .venv/runtime
	$(BIN)/python -m costmodel.assumptions.json_schemas

docs: .venv/runtime
	$(BIN)/python tools/write_cli_docs.py
	$(BIN)/python tools/write_model_docs.py

screenshots: .venv/development programs
	$(BIN)/python docs/make_screenshots.py

.PHONY: programs
programs:
	@sh tools/install_programs.sh

# A stamp for each requirements file: pip runs again only when the file is newer.
.venv/runtime: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/development: requirements-dev.txt requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ .venv/runtime

.venv/bin/python:
	$(PYTHON) -m venv .venv || { echo "On Debian and Ubuntu: apt-get install python3-venv"; rm -rf .venv; exit 1; }

clean:
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis
