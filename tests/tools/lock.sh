#!/usr/bin/env bash
# Pin the requirements anew: requirements/*.in to requirements/*.txt.
set -euo pipefail
cd "$(dirname "$0")/../.."

export UV_CUSTOM_COMPILE_COMMAND='make lock'
pin() {
    tests/tools/uv.sh pip compile --quiet --upgrade --universal --python-version 3.11 "$@"
}
pin requirements/run.in emulator/pyproject.toml --output-file requirements/run.txt
pin requirements/dev.in --constraint requirements/run.txt --output-file requirements/dev.txt
pin requirements/minimum.in --output-file requirements/minimum.txt
pin requirements/tccli.in --output-file requirements/tccli.txt
