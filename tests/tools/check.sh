#!/usr/bin/env bash
# The fast checks: format, lint, and the tests that need no ansible-test.
set -euo pipefail
cd "$(dirname "$0")/../.."
PATH=$PWD/.venv/bin:$PATH

ruff check .
ruff format --check .
yamllint --strict .
pytest --quiet --numprocesses 2
