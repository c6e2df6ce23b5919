#!/usr/bin/env bash
# ansible_test.sh CORE ARGUMENTS... : run ansible-test in a copy of the collection at a path it accepts.
# CORE names the environment: `newest` is .venv, `minimum` is .cache/minimum/venv.
# Copy, HOME and what ansible-test installs stay in .cache/CORE, so that the next run is quick.
set -euo pipefail
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/prelude.sh"

core=$1
shift
place=$cache/$core
venv=$place/venv
[ "$core" != newest ] || venv=$root/.venv
copy=$place/ansible_collections/tencentcloud/cvm

"$tools/copy_tree.sh" "$copy"
rm -rf "$copy/emulator" "$copy/benchmarks" "$copy/tests/tools" "$copy/tests/laws"
sdk=$("$venv/bin/python" -m pip freeze | grep '^tencentcloud-sdk-python-common==')
for suite in unit integration; do
    mkdir -p "$copy/tests/$suite"
    printf '%s\n' "$sdk" >"$copy/tests/$suite/requirements.txt"
done
if [ -n "${TENCENTCLOUD_ENDPOINT:-}" ]; then
    "$tools/integration_config.sh" >"$copy/tests/integration/integration_config.yml"
fi

enter_home "$place/home"
export PATH=$venv/bin:$PATH
python "$tools/prime_get_pip.py"
cd "$copy"
ansible-test "$@" --color no
