# Everything that a fresh machine needs: Python 3.11 or later, Node 20.19 or later, and this file.
# Written for make 3.81 and a POSIX shell, which is what macOS has.

SIZE = 1x
BIN = .venv/bin

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_ROOT_USER_ACTION = ignore

INSTALLED = .venv/.installed
PACKAGES = node_modules/.installed
ASSETS = network/ui/static/built/.built

.PHONY: help setup run test check bench dist lock migration screenshots clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 20

setup: $(INSTALLED) $(ASSETS) ## install what the others need, at the locked versions; they call it themselves

run: setup ## serve the demonstration network at http://127.0.0.1:8000 (DATABASE_URL=..., PORT=...)
	@exec $(BIN)/python -m scripts.run

test: setup ## every check and every test, on SQLite and on PostgreSQL, in Chromium
	@sh scripts/test.sh

check: setup ## the quick ones, within a minute: lint, types, contracts, unit tests
	@sh scripts/check.sh

bench: setup ## time the product against hand-written floors (SIZE=10x)
	@$(BIN)/python -m bench --size $(SIZE)

dist: setup ## build the wheel into dist/; it carries its assets, a server needs no Node
	@rm -rf build dist
	@$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@$(BIN)/python -m scripts.check_wheel dist

lock: | $(BIN)/python ## write requirements/ from pyproject.toml (UPGRADE=yes for the newest versions)
	@sh scripts/lock.sh

migration: setup ## write the difference between the migrations and the models (MESSAGE="...")
	@$(BIN)/python -m scripts.new_migration $(MESSAGE)

screenshots: setup ## walk the journeys and keep a picture of each page in screenshots/
	@sh scripts/browser.sh
	@mkdir -p screenshots
	@SCREENSHOTS=screenshots TEST_DATABASE=sqlite $(BIN)/python -m pytest -m journey tests/journeys

clean: ## remove what these commands made, other than the data in instance/ and the settings in .env
	rm -rf .venv node_modules network/ui/static/built build dist *.egg-info test-results screenshots
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# By its presence alone: it is a link, and as old as the system's own Python.
$(BIN)/python:
	@sh scripts/prerequisites.sh
	@echo "Making the virtual environment"
	@"$$(sh scripts/python.sh)" -m venv --clear .venv

$(INSTALLED): requirements/test.txt pyproject.toml | $(BIN)/python
	@echo "Installing the Python packages"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/test.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(PACKAGES): package.json package-lock.json .npmrc | $(BIN)/python
	@sh scripts/prerequisites.sh
	@echo "Installing the Node packages"
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

$(ASSETS): $(PACKAGES) $(shell find network/ui/assets -type f 2>/dev/null)
	@echo "Building the assets"
	@npm run --silent build
	@touch $@
