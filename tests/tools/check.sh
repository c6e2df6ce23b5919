#!/usr/bin/env bash
# The fast checks: format, lint, and the tests that need neither ansible-test nor patience.
set -euo pipefail
cd "$(dirname "$0")/../.."
PATH=$PWD/.venv/bin:$PATH

ruff check .
ruff format --check .
yamllint --strict .
pytest --quiet --numprocesses 2 -m 'not slow'
pytest --quiet --collect-only -m slow | sed -nE 's/^([0-9]+)\/.*collected.*/Left for make test: \1 tests that are marked as slow./p'
