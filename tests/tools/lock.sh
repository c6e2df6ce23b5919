#!/usr/bin/env bash
# Pin the requirements anew: requirements/*.in to requirements/*.txt.
set -euo pipefail
cd "$(dirname "$0")/../.."

export UV_CUSTOM_COMPILE_COMMAND='make lock'
pin() {
    local python=$1
    shift
    tests/tools/uv.sh pip compile --quiet --upgrade --universal --python-version "$python" "$@"
}
pin 3.11 requirements/run.in emulator/pyproject.toml --output-file requirements/run.txt
pin 3.11 requirements/dev.in --constraint requirements/run.txt --output-file requirements/dev.txt
pin 3.11 requirements/minimum.in --output-file requirements/minimum.txt
pin 3.9 requirements/target.in --output-file requirements/target.txt
pin 3.11 requirements/tccli.in --output-file requirements/tccli.txt
