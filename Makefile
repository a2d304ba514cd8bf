# make ask Q='what is the RSU band for Meta in Singapore?'   sets up, indexes, answers
# make test                                                  lint, types and every test
# Needs Python 3.11 or newer, make and pip; nothing else.
#
# PYTHON       the interpreter to build .venv with
# TORCH_INDEX  another package index for torch alone, e.g. PyTorch's own index of CPU wheels
#              (on most Linux machines the default torch is a large CUDA build)

SHELL := /bin/sh
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
TORCH_INDEX ?=
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

# The question reaches the program through the environment: in a recipe, make and the shell would
# each eat the "$$2" of "$$230K".
export COUNTEROFFER_Q := $(value Q)

.DEFAULT_GOAL := help
.PHONY: help setup ask test lint bench clean
.SILENT:

help:
	sed -n '1,8s/^# \{0,1\}//p' Makefile

# pip compiles what it copies; an editable install copies nothing, and the first answers would compile it.
.venv/ready: pyproject.toml constraints.txt
	if [ -z "$(PYTHON)" ]; then echo "Python 3.11 or newer was not found. To mend it: install it, or say make PYTHON=/path/to/python" >&2; exit 1; fi
	echo "Setting up .venv (a few minutes the first time) …" >&2
	[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	if [ -n "$(TORCH_INDEX)" ]; then $(PIP) --index-url "$(TORCH_INDEX)" torch; fi
	$(PIP) -e .
	$(BIN)/python -m compileall -q corpus index assistant
	touch $@

.venv/ready-test: .venv/ready
	$(PIP) -e '.[test]'
	touch $@

setup: .venv/ready

ask: .venv/ready
	if [ -z "$$COUNTEROFFER_Q" ]; then echo "No question. To mend it: make ask Q='what is the RSU band for Meta in Singapore?'" >&2; exit 2; fi
	$(BIN)/counteroffer ask -- "$$COUNTEROFFER_Q"

lint: .venv/ready-test
	$(BIN)/ruff check .
	$(BIN)/mypy

test: lint
	$(BIN)/python -m pytest -n auto

bench: .venv/ready
	$(PIP) -e '.[bench]'
	$(BIN)/python -m evals.bench

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache
