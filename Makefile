# Two commands: `make brief` briefs the sample articles, `make test` checks everything.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: brief test check clean

brief: .venv/ready
	$(BIN)/mujaz models build embedded
	$(BIN)/mujaz brief eval/samples -o out --offline

test: .venv/ready check
	$(BIN)/mujaz models build embedded
	$(BIN)/pytest

check: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# torch is installed first and by its exact version: asked for through a dependency,
# pip may take another build.
.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet torch==2.13.0 -c constraints.txt
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	touch $@

clean:
	rm -rf .venv out
