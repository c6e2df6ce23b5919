#!/usr/bin/env bash
# The rehearsal that the README begins with.
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/../prelude.sh"

"$tools/demo.sh"
