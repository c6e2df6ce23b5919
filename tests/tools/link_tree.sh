#!/usr/bin/env bash
# link_tree.sh FOLDER : make the emulator and this collection, as they lie here, part of the environment FOLDER.
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
VIRTUAL_ENV=$1 "$root/tests/tools/uv.sh" pip install --quiet --no-deps \
    --build-constraints "$root/requirements/bootstrap.txt" --editable "$root/emulator"
packages=$("$1/bin/python" -c "import sysconfig; print(sysconfig.get_path('purelib'))")
mkdir -p "$packages/ansible_collections/tencentcloud"
ln -sfn "$root" "$packages/ansible_collections/tencentcloud/cvm"
