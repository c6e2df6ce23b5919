#!/usr/bin/env bash
# build.sh FOLDER : build the collection's tarball into FOLDER, from what git knows and nothing else.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$1"
target=$(cd "$1" && pwd)
clean=$(mktemp -d)
trap 'rm -rf "$clean"' EXIT
"$root/tests/tools/copy_tree.sh" "$clean/cvm"
cd "$clean/cvm"
ansible-galaxy collection build --force --output-path "$target"
