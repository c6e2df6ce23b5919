#!/usr/bin/env bash
# make_oldest.sh FOLDER : FOLDER/venv with the oldest ansible-core and SDK that are promised, on the oldest Python that
# runs them, and FOLDER/target, on the oldest Python that runs modules. Without Python 3.11 that is the newest, of .venv.
set -euo pipefail
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/prelude.sh"

mkdir -p "$1"
if ! has_python 3.11; then
    ln -sfn "$root/.venv" "$1/venv"
    ln -sfn "$root/.venv" "$1/target"
    exit
fi
target=$oldest
has_python "$target" || target=3.11
"$tools/make_venv.sh" "$1/venv" "$cache/pythons/python3.11" requirements/minimum.txt
"$tools/make_venv.sh" "$1/target" "$cache/pythons/python$target" requirements/target.txt
