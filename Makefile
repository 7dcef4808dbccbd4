# `make app` and `make test` do all the set-up; both are quick when repeated.
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin
# Where the environment forbids it, every process would translate the whole package anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: app serve check test thorough lint types bench fuzz snapshot schemas docs screenshots locks audit sbom clean

app: .venv/runtime
	PORT=$(PORT) $(BIN)/python server.py

# Several processes on one machine behind nginx, a visitor always at the same one (deploy/README.md).
REPLICAS ?= 2
serve: .venv/runtime
	PORT=$(PORT) $(BIN)/python deploy/replicas.py $(REPLICAS)

# A worker for each processor; the tests of a file stay together,
# since they share what is slow to make, and files are begun in the order that tests/conftest.py gives them.
# Memory that a large array leaves stays with the process: asking the system for it anew takes a tenth of the suite's time.
MALLOC := MALLOC_MMAP_THRESHOLD_=33554432 MALLOC_TRIM_THRESHOLD_=1073741824 MALLOC_TOP_PAD_=16777216 MALLOC_ARENA_MAX=1
PYTEST := $(MALLOC) $(BIN)/python -m pytest --numprocesses $$(nproc) --dist loadfile --no-loadscope-reorder

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

docs: .venv/development
	$(BIN)/python tools/write_cli_docs.py
	$(BIN)/python tools/write_model_docs.py
	$(BIN)/python tools/write_licences.py

screenshots: .venv/development programs
	$(BIN)/python docs/make_screenshots.py

.PHONY: programs
programs:
	@sh tools/install_programs.sh

# The locks after a change of a requirements file; UPGRADE=package, or UPGRADE=all, takes newer releases (locks/README.md).
locks: build/tools/installed
	UV=build/tools/bin/uv sh tools/renew_locks.sh

# Known weaknesses of what is locked. It asks the package index, so it needs the network.
audit: build/tools/installed
	for lock in runtime cluster development tools; do \
		build/tools/bin/pip-audit --strict --require-hashes --disable-pip --requirement locks/$$lock.txt || exit 1; done

# What runs in production, as CycloneDX: from an environment that holds nothing else.
sbom: build/tools/installed
	rm -rf build/runtime
	$(PYTHON) -m venv --without-pip build/runtime
	build/tools/bin/python -m pip --python build/runtime $(INSTALL) locks/runtime.txt
	build/tools/bin/cyclonedx-py environment --output-reproducible --output-file build/sbom.json build/runtime

# A stamp for each lock: pip runs again only when the file is newer. With hashes, nothing but the files that were locked is installed.
INSTALL := install --quiet --disable-pip-version-check --require-hashes --requirement

.venv/runtime: locks/runtime.txt | .venv/bin/python
	$(BIN)/python -m pip $(INSTALL) locks/runtime.txt
	@touch $@

.venv/development: locks/development.txt | .venv/bin/python
	$(BIN)/python -m pip $(INSTALL) locks/development.txt
	@touch $@ .venv/runtime

build/tools/installed: locks/tools.txt
	$(PYTHON) -m venv build/tools
	build/tools/bin/python -m pip $(INSTALL) locks/tools.txt
	@touch $@

.venv/bin/python:
	$(PYTHON) -m venv .venv || { echo "On Debian and Ubuntu: apt-get install python3-venv"; rm -rf .venv; exit 1; }

clean:
	rm -rf .venv build .pytest_cache .ruff_cache .hypothesis
