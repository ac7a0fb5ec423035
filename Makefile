# Everything starts here. On a fresh machine: Python 3.11 or newer, and make.
#   make run    the demo, with make-believe networks (PORT=8000 KINDRED_DATA=var)
#   make test   the machine-held rules, then all tests on both sizes of the house
SHELL := /bin/sh
PORT ?= 8000
export PORT
# Else every process of ours, and there are many, compiles all it imports anew.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
PY := $(BIN)/python
PYTHONS := $(or $(PYTHON),python3 python3.11 python3.12 python3.13 python3.14 python)

# $(call install,<requirement files>): one virtual environment, made again only when
# a requirement file has changed.
define install
@for name in $(PYTHONS); do \
  if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
  then exec $$name hub/install.py $(1); fi; \
done; \
echo "Kindred needs Python 3.11 or newer, and found none ($(PYTHONS)). Install it, or say where it is: make $@ PYTHON=/path/to/python3" >&2; \
exit 1
endef

.PHONY: run test test-peers check audit requirements pictures install install-test

run: install
	@KINDRED_DEMO=1 exec $(PY) manage.py demo

test: install-test
	@exec $(PY) -m tests.run

check: install-test
	@exec $(PY) -m tests.run --rules

# Asks on the open net whether a package of ours is known to be unsafe.
audit: install-test
	@$(PY) -m pip_audit --version >/dev/null 2>&1 || $(PY) -m pip install --quiet pip-audit
	@exec $(PY) -m tests.rules.packages

test-peers: install-test
	@exec tests/peers/run.sh

pictures: install-test
	@exec $(PY) -m docs.pictures

# The short lists of direct needs are the .in files; the pinned ones are made from them.
requirements: install-test
	@$(PY) -m uv --version >/dev/null 2>&1 || $(PY) -m pip install --quiet uv
	@for name in requirements requirements-test; do \
	  $(PY) -m uv pip compile $$name.in -o $$name.txt --python-version 3.11 --no-header --quiet || exit 1; \
	done

install:
	$(call install,requirements.txt)

install-test:
	$(call install,requirements.txt requirements-test.txt)
