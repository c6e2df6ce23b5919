#!/usr/bin/env bash
# make_venv.sh FOLDER PYTHON REQUIREMENTS : put pinned requirements into the environment FOLDER, which is made
# when it is not there. `uv` does the work; pip puts uv into .cache/bootstrap first.
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$1 python=$2 requirements=$3
bootstrap=$root/.cache/bootstrap
pins=$root/requirements/bootstrap.txt

if ! cmp --silent "$pins" "$bootstrap/installed"; then
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
export UV_DEFAULT_INDEX=${UV_DEFAULT_INDEX:-${index:-https://pypi.org/simple}} UV_SYSTEM_CERTS=${UV_SYSTEM_CERTS:-1}
export VIRTUAL_ENV=$folder UV_PYTHON_DOWNLOADS=never
uv=$bootstrap/bin/uv
"$folder/bin/python" -c "" 2>/dev/null || "$uv" venv --quiet --clear --seed --python "$python" "$folder"
"$uv" pip install --quiet --requirement "$requirements"
