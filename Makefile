# run and test set themselves up: all they need is make and Python 3.11 or later with venv.
PORT ?= 8501
WORKERS ?= auto
export PYTHON

BIN := .venv/bin
RUN := .venv/requirements.stamp
DEV := .venv/requirements-dev.stamp
LOCK := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links $(ARGS)

.PHONY: run test check format lock bench laws clean

run: $(RUN)  ## the app, on PORT; nothing is served unless all of data/ is whole
	@$(BIN)/python -m scripts.check
	@$(BIN)/python -m scripts.warm $(PORT) & exec $(BIN)/streamlit run app.py --server.port $(PORT)

test: $(DEV)  ## the tests; ARGS go to pytest
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

check: $(DEV)  ## format, lint, types, the direction of imports (a test), then the tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

format: $(DEV)
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(DEV)
	@$(BIN)/python tests/bench.py

laws: $(DEV)  ## the laws at length
	@HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest tests/answer/test_laws*.py $(ARGS)

lock: $(DEV)  ## both requirements files from pyproject.toml; ARGS=--upgrade for newer versions
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) and \
		"Lock with the oldest supported Python: make clean, then make lock PYTHON=python3.11")'
	@CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) -o requirements.txt pyproject.toml
	@CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml

clean:
	@rm -rf .venv .pytest_cache .hypothesis .mypy_cache .ruff_cache
	@find . -name __pycache__ -prune -exec rm -rf {} +

.venv/%.stamp: %.txt
	@sh scripts/setup.sh $<
	@touch $@
