#!/usr/bin/env bash
# Fill .cache/pythons with a link to each Python of the collection's range that really runs.
set -euo pipefail
cd "$(dirname "$0")/../.."
rm -rf .cache/pythons
mkdir -p .cache/pythons
for version in 3.9 3.10 3.11 3.12 3.13 3.14; do
    if python=$(tests/tools/find_python.sh "$version"); then
        ln -s "$python" ".cache/pythons/python$version"
    fi
done
