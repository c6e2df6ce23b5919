#!/usr/bin/env bash
# Pin the requirements anew: requirements/*.in to requirements/*.txt.
set -euo pipefail
cd "$(dirname "$0")/../.."
pin() {
    UV_CUSTOM_COMPILE_COMMAND='make lock' .cache/bootstrap/bin/uv pip compile --quiet --upgrade "$@"
}
pin --universal --python-version 3.11 requirements/run.in emulator/pyproject.toml --output-file requirements/run.txt
pin --universal --python-version 3.11 requirements/dev.in --constraint requirements/run.txt --output-file requirements/dev.txt
pin --universal --python-version 3.11 requirements/minimum.in --output-file requirements/minimum.txt
pin --universal --python-version 3.11 requirements/tccli.in --output-file requirements/tccli.txt
