#!/usr/bin/env bash
# Fill .cache/pythons with a link to each Python of the collection's range that really runs.
# The oldest one and that of the oldest ansible-core are fetched when they are missing and can be had.
set -euo pipefail
cd "$(dirname "$0")/../.."
rm -rf .cache/pythons
mkdir -p .cache/pythons

link() {
    ln -s "$2" ".cache/pythons/python$1"
}

fetched() {
    export UV_PYTHON_INSTALL_DIR=$PWD/.cache/fetched UV_PYTHON_DOWNLOADS=manual UV_HTTP_RETRIES=0
    tests/tools/uv.sh python install --quiet --no-bin "$1" && tests/tools/uv.sh python find --managed-python "$1"
}

for version in 3.9 3.10 3.11 3.12 3.13 3.14; do
    if python=$(tests/tools/find_python.sh "$version"); then
        link "$version" "$python"
    fi
done
for version in 3.9 3.11; do
    if [ ! -e ".cache/pythons/python$version" ] && python=$(fetched "$version" 2>/dev/null); then
        link "$version" "$python"
    fi
done
