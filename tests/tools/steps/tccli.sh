#!/usr/bin/env bash
# Tencent Cloud's own command line against the emulator.
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/../prelude.sh"

"$tools/make_venv.sh" "$cache/tccli" "$root/.venv/bin/python" requirements/tccli.txt
"$tools/with_emulator.sh" --boot 0 --tag-lag 0 -- \
    bash -c "emulator/tests/tccli.sh \"\$TENCENTCLOUD_ENDPOINT\" '$cache/tccli/bin/tccli'"
