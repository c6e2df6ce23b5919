#!/usr/bin/env bash
# uv.sh ARGUMENTS... : run the pinned uv, which pip puts into .cache/bootstrap when it is not there.
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
bootstrap=$root/.cache/bootstrap
pins=$root/requirements/bootstrap.txt

if ! cmp --silent "$pins" "$bootstrap/installed"; then
    python=${PYTHON:-$("$root/tests/tools/find_python.sh" 3.13 3.12 3.11)}
    rm -rf "$bootstrap"
    mkdir -p "$root/.cache"
    "$python" -m venv "$bootstrap" || {
        echo "$python cannot make an environment; on Debian and Ubuntu: apt-get install python3-venv" >&2
        exit 1
    }
    "$bootstrap/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$pins"
    cp "$pins" "$bootstrap/installed"
fi

# uv does not read pip's settings: it gets the same index and the same certificates from here.
index=${PIP_INDEX_URL:-$("$bootstrap/bin/python" -m pip config get global.index-url 2>/dev/null || true)}
[ -z "$index" ] || export UV_DEFAULT_INDEX=${UV_DEFAULT_INDEX:-$index}
export UV_SYSTEM_CERTS=${UV_SYSTEM_CERTS:-1} UV_PYTHON_DOWNLOADS=${UV_PYTHON_DOWNLOADS:-never}
exec "$bootstrap/bin/uv" "$@"
