# Two commands: `make brief` briefs the sample articles, `make test` checks everything.
PYTHON ?= python3
BIN := .venv/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: brief test check browser quality reliability speed clean

brief: .venv/ready
	$(BIN)/mujaz models build embedded
	$(BIN)/mujaz brief eval/samples -o out --offline

test: .venv/ready check browser
	$(BIN)/mujaz models build embedded
	$(BIN)/pytest

check: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The tests open the report in a real browser: Debian's Chromium where none is there.
browser:
	@command -v chromium || command -v chromium-browser || command -v google-chrome || \
	  { $(SUDO) apt-get update && $(SUDO) apt-get install --yes chromium; }

# torch is installed first and by its exact version: asked for through a dependency,
# pip may take another build.
.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet torch==2.13.0 -c constraints.txt
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	touch $@

# The tables of the README and of docs/adapter.md, from the records that they show.
quality: .venv/ready
	$(BIN)/python -m tests.quality
	$(BIN)/python -m tests.adapter_pages

# The table of what was tried to break a run, with its results.
reliability: .venv/ready
	$(BIN)/python -m tests.reliability

# Every measurement of docs/performance.md, over an hour on a machine that does nothing else.
speed: .venv/ready
	$(BIN)/mujaz bench --model embedded,embedded-brief,marian-base,marian-big,mt5-base,nllb-600m -o eval/speed/models.json
	$(BIN)/mujaz bench --growth --minutes 20 -o eval/speed/growth.json
	$(BIN)/python -m tests.speed_pages

clean:
	rm -rf .venv out
