# make briefs   builds the example briefs into out/
# make quick    the tests that lay out no page and start no other Python (under a minute)
# make test     runs the tests
# make check    format, lint, types, layers
# make conformance   veraPDF, Open XML and other programs over every example, and drafts and specimens
# make thorough   test and conformance with everything of which they take a sample (about an hour)
# make bench    the same papers made by us and by others, as ratios (minutes)
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

# tests start the command hundreds of times: its modules are compiled once, whatever the machine prefers
export PYTHONDONTWRITEBYTECODE =

.PHONY: briefs quick test check conformance thorough bench clean

briefs: $(VENV)/.installed
	$(BIN)/brief build

quick: $(VENV)/.test
	QUICK=1 $(BIN)/python -m pytest -n 2 -q -r fE

test: $(VENV)/.test
	$(BIN)/python -m pytest -n 2 -q --dist loadfile

check: $(VENV)/.check
	$(BIN)/ruff format --check src tests benchmarks tools
	$(BIN)/ruff check src tests benchmarks tools
	$(BIN)/mypy
	$(BIN)/lint-imports

conformance: $(VENV)/.conformance
	$(BIN)/python -m pytest -n 2 -q --durations=5 tests/conformance

thorough: $(VENV)/.conformance
	THOROUGH=1 $(BIN)/python -m pytest -n 2 -q --durations=20
	THOROUGH=1 $(BIN)/python -m pytest -n 2 -q --durations=20 tests/conformance

bench: $(VENV)/.bench
	-command -v npm >/dev/null && npm install --silent --no-save --ignore-scripts --prefix benchmarks/contenders docx@9
	$(BIN)/python -m compileall -q src  # as pip does when it installs: cold starts are measured
	$(BIN)/python benchmarks/compare.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) -e '.[fast]'
	touch $@

$(VENV)/.test: $(VENV)/.installed
	$(PIP) -e '.[test]'
	touch $@

$(VENV)/.check: $(VENV)/.installed
	$(PIP) -e '.[check]'
	touch $@

$(VENV)/.conformance: $(VENV)/.installed
	$(PIP) -e '.[conformance]'
	touch $@

$(VENV)/.bench: $(VENV)/.conformance
	$(PIP) -e '.[bench]'
	touch $@

clean:
	rm -rf $(VENV) out .brief
