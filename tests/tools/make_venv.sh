#!/usr/bin/env bash
# make_venv.sh FOLDER PYTHON REQUIREMENTS : put pinned requirements into the environment FOLDER, which is made
# when it is not there.
set -euo pipefail

uv=$(dirname "$0")/uv.sh
folder=$1 python=$2 requirements=$3
export VIRTUAL_ENV=$folder
"$folder/bin/python" -c "" 2>/dev/null || "$uv" venv --quiet --clear --seed --python "$python" "$folder"
"$uv" pip install --quiet --requirement "$requirements"
