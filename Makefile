# Everything runs from .venv, which is made of the lock files alone. A stamp file says that a step is done, so that the
# next run has nothing to set up. Needs Python 3.11 or later; `make test` installs what else it needs with apt-get.
# On CI (CI=true), output is plain lines.

PYTHON ?= python3
ARGS ?=
UPGRADE ?=

TOOLS := browser nginx java pango strace faketime

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help site serve cms check docs quick test reliability mutants lint format lock bench clean node $(TOOLS)

export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONHOME PYTHONPATH
ifeq ($(CI),true)
export NO_COLOR := 1
export NPM_CONFIG_COLOR := false
export NPM_CONFIG_PROGRESS := false
unexport FORCE_COLOR
endif

PIP := .venv/bin/python -m pip --quiet
# What is watched in a browser, as fast as a reader has it: one by one.
WATCHED := tests/browser
RELIABILITY := tests/robustness tests/publish/test_faults.py tests/test_determinism.py
# What answers at once: each mistake with its report, and every part that works in memory.
QUICK := tests/test_structure.py tests/test_cases.py tests/test_schemas.py tests/source \
  tests/validate/test_schema_errors.py tests/bind tests/checks tests/vocabulary
MUTATED := generator tests schema site_templates notice mkdocs.yml pyproject.toml
NODE := tests/node/node_modules/.made
FORM := cms/node_modules/.made

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' Makefile

site: .venv/.runtime ## set everything up and build the site into site/
	.venv/bin/notice build $(ARGS)
	@echo 'The site is in $(CURDIR)/site/ ("make serve" shows it while you edit).'

serve: .venv/.runtime ## show the site in a browser, anew at each change
	.venv/bin/notice serve $(ARGS)

cms: .venv/.runtime $(FORM) ## edit the notice in a form, and see it change
	.venv/bin/notice serve --cms $(ARGS)

check: .venv/.runtime ## check the notice and list every mistake
	.venv/bin/notice check $(ARGS)

docs: .venv/.runtime ## build the documentation into build/docs/
	NO_MKDOCS_2_WARNING=1 .venv/bin/mkdocs build --strict --quiet --config-file docs/make/mkdocs.yml
	@echo 'The documentation is in $(CURDIR)/build/docs/.'

test: .venv/.dev $(NODE) $(FORM) $(TOOLS) ## set everything up and run lint, types and every test (ARGS="-k cases" runs some)
	$(lint)
	$(if $(ARGS),.venv/bin/pytest $(ARGS),$(tests))

quick: .venv/.dev ## run lint, types and the tests that need no browser, no Node and no build of a site
	$(lint)
	.venv/bin/pytest --numprocesses auto --dist loadfile $(QUICK) $(ARGS)

reliability: .venv/.dev $(NODE) $(TOOLS) ## try faults, laws and surroundings as often as is promised (takes hours)
	.venv/bin/pytest --numprocesses auto --dist load --many $(RELIABILITY) $(ARGS)

mutants: .venv/.dev ## change the code in one place after another and see whether a test notices (ARGS="generator.publish.staging*")
	rm -rf build/mutants
	mkdir -p build/mutants/tmp
	tar -c --exclude node_modules $(MUTATED) | tar -x -C build/mutants
	cd build/mutants && TMPDIR=$$PWD/tmp nice -n 10 ../../.venv/bin/mutmut run --max-children 2 $(ARGS)
	cd build/mutants && ../../.venv/bin/mutmut results

lint: .venv/.dev ## check style and types
	$(lint)

format: .venv/.dev ## lay the code out, and mend what can be mended
	.venv/bin/ruff check --fix-only
	.venv/bin/ruff format

lock: .venv/.dev node ## renew the lock files after a change of dependencies (UPGRADE=1 takes the newest of all)
	@.venv/bin/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { \
	  echo 'Locks are made with the oldest Python they serve: make clean, then make lock PYTHON=python3.11' >&2; exit 1; }
	$(compile) --output-file requirements.lock pyproject.toml
	$(compile) --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
	@echo 'asking whether Python 3.11.0 can install them'
	@$(PIP) install --dry-run --ignore-installed --python-version 3.11.0 --only-binary :all: --no-deps --target build/none \
	  --require-hashes -r requirements-dev.lock || { echo 'A package named above needs a later Python.' \
	  'Bound it in pyproject.toml, or make the locks with the earlier Python' >&2; exit 1; }
	cd tests/node && npm $(if $(UPGRADE),update,install) --package-lock-only
	cd cms && npm $(if $(UPGRADE),update,install) --package-lock-only

bench: .venv/.runtime ## measure how long a build takes beside plain MkDocs, and a thousand suppliers beside others
	.venv/bin/python benchmarks/build.py
	.venv/bin/python benchmarks/fleet.py $(ARGS)

clean: ## remove everything that was made or installed here
	rm -rf .venv site .site.* pdf build dist clients/*/dist tests/node/node_modules cms/node_modules .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find generator tests benchmarks clients -name __pycache__ -type d -prune -exec rm -rf {} +

define tests
.venv/bin/pytest --numprocesses auto --dist loadfile $(WATCHED:%=--ignore %)
.venv/bin/pytest $(WATCHED)
endef

define lint
.venv/bin/ruff check
.venv/bin/ruff format --check
.venv/bin/mypy
endef

compile = CUSTOM_COMPILE_COMMAND='make lock' .venv/bin/pip-compile --quiet $(if $(UPGRADE),--upgrade) \
  --generate-hashes --allow-unsafe --strip-extras --build-deps-for editable \
  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options

# Install Debian packages $(1), which are needed $(2): as root, or with sudo. Says what to do where neither works.
define install
{ echo '$(1): needed $(2); installing with apt-get'; as=; \
  if [ "$$(id -u)" != 0 ]; then as='sudo -n'; if [ -t 0 ]; then as=sudo; fi; fi; \
  { $$as apt-get -q update \
    && $$as env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends $(1); } </dev/null || { \
  echo >&2; echo '$(1) could not be installed from here. Install it (on Debian, as root: apt-get install $(1)),' >&2; \
  echo 'then run make again.' >&2; exit 1; }; }
endef

# A .venv whose Python is gone, or whose folder has moved, is made anew.
ifneq ($(shell .venv/bin/python -c '' 2>&1; cat .venv/.made 2>&1),$(CURDIR))
.PHONY: .venv/.made
endif

.venv/.made:
	@command -v '$(PYTHON)' >/dev/null || { \
	  echo '$(PYTHON) is not to be found. Install Python 3.11 or later, or name it: make PYTHON=/path/to/python3' >&2; \
	  exit 1; }
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$(PYTHON) is $$('$(PYTHON)' --version 2>&1); Python 3.11 or later is needed. Name one: make PYTHON=python3.12" >&2; \
	  exit 1; }
	@'$(PYTHON)' -c 'import ensurepip, venv' 2>/dev/null || $(call install,$(venv_package),to make .venv)
	'$(PYTHON)' -m venv --clear .venv
	@printf '%s\n' '$(CURDIR)' >$@

venv_package = $(shell '$(PYTHON)' -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')

.venv/.runtime: .venv/.made requirements.lock pyproject.toml
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.made requirements-dev.lock pyproject.toml
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch .venv/.runtime $@ # what runs is locked to the same versions in both

$(FORM): cms/package.json cms/package-lock.json | node
	cd cms && npm ci
	@touch $@

$(NODE): tests/node/package.json tests/node/package-lock.json | node
	cd tests/node && npm ci
	@touch $@

node:
	@{ command -v node && command -v npm; } >/dev/null || \
	  $(call install,$(strip $(shell command -v node >/dev/null || echo nodejs) npm),by tests and the form)

browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	  $(call install,chromium,by tests that look at pages)

java:
	@command -v java >/dev/null || $(call install,default-jre-headless,by the checker of HTML)

nginx:
	@command -v nginx >/dev/null || test -x /usr/sbin/nginx || $(call install,nginx-light,by tests that serve the site)

pango: .venv/.dev
	@.venv/bin/python -c 'import weasyprint' 2>/dev/null || \
	  $(call install,libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0,by tests that print the notice)

strace:
	@command -v strace >/dev/null || $(call install,strace,by tests that let system calls fail)

faketime:
	@command -v faketime >/dev/null || $(call install,faketime,by tests that set the clock)
