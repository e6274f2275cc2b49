# Two commands matter: `make run` and `make test`. Each sets up what it needs on a machine with Python, venv and make.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
UV_COMPILE := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-header --quiet

# Else each worker of the tests, and each process that they start, would compile what it imports.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test lint format bench model quality drawings photograph lock clean

run: $(READY)
	$(BIN)/kuule run

test: lint
	# Two for each core: many tests wait for a pace that a platform sets.
	$(BIN)/pytest --numprocesses $$($(BIN)/python -c "import os; print(os.cpu_count() * 2)") --dist worksteal

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)
	$(BIN)/python -m benchmarks.intake
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.tagging

model: $(READY)
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.model.train

quality: $(READY)
	$(BIN)/python -m benchmarks.model.quality
	$(BIN)/python -m benchmarks.choice
	$(BIN)/python -m benchmarks.trends
	$(BIN)/python -m benchmarks.mutations

drawings: $(READY)
	$(BIN)/python -m docs.images.draw

photograph: $(READY)
	$(BIN)/python -m docs.images.photograph
	$(BIN)/python -m docs.images.digest

lock: $(READY)
	$(UV_COMPILE) --upgrade --group dev pyproject.toml -o requirements.lock
	echo uv | $(UV_COMPILE) --upgrade --no-annotate - -o bootstrap.lock

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis

# uv reads no pip configuration, so a machine that reaches its packages only through pip falls back to pip.
$(READY): requirements.lock bootstrap.lock pyproject.toml
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/pip install --quiet --require-hashes --no-deps -r bootstrap.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --no-deps -r requirements.lock \
	  || $(BIN)/pip install --quiet --require-hashes --no-deps -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@
