#!/usr/bin/env bash
# copy_tree.sh FOLDER : make FOLDER a copy of the files that git knows or would take, as a repository of its own.
# tests/output in FOLDER stays: ansible-test keeps its environments there.
set -euo pipefail
target=$1
cd "$(dirname "$0")/../.."
mkdir -p "$target"
find "$target" -mindepth 1 -maxdepth 1 ! -name tests ! -name .git -exec rm -rf {} +
if [ -d "$target/tests" ]; then
    find "$target/tests" -mindepth 1 -maxdepth 1 ! -name output -exec rm -rf {} +
fi
git ls-files --cached --others --exclude-standard -z |
    while IFS= read -r -d '' file; do [ ! -f "$file" ] || printf '%s\0' "$file"; done |
    tar --create --null --files-from - | tar --extract --directory "$target"
git -C "$target" init --quiet
