# make demo and make test need Python 3.11 or later and make, nothing else prepared.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: setup demo desk test check format bench accuracy clean

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	$(BIN)/dateline setup
	touch $(STAMP)

demo: setup
	mkdir -p out
	rm -f out/demo.db out/demo.db-wal out/demo.db-shm
	$(BIN)/dateline add examples --record out/demo.db
	$(BIN)/dateline brief --record out/demo.db --most 4
	@echo "Open a line by its number: $(BIN)/dateline show 12 --record out/demo.db"

# The desk over the examples, for one person on this machine, until it is stopped.
desk: setup
	mkdir -p out
	test -f out/desk.db || $(BIN)/dateline add examples --record out/desk.db
	$(BIN)/dateline serve --record out/desk.db --single-user

test: setup
	$(BIN)/python -m pytest -n 2

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	$(BIN)/python -m dateline.bench

# The accuracy table; DATA names the folders that hold the public sets, one folder a set, and tests for our own.
accuracy: setup
	$(BIN)/python -m dateline.measure.accuracy $(addprefix --data ,$(DATA)) --output docs/accuracy.md

clean:
	rm -rf $(VENV) build dist *.egg-info
