#!/usr/bin/env bash
# ansible_test.sh PLACE ARGUMENTS... : run ansible-test in a copy of the collection at a path it accepts.
# Copy, HOME and what ansible-test installs stay in .cache/PLACE, so that the next run is quick. The ansible-core
# is that of .cache/PLACE/venv if there is one, else the newest, of .venv.
set -euo pipefail
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/prelude.sh"

place=$cache/$1
shift
venv=$place/venv
[ -d "$venv" ] || venv=$root/.venv
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
