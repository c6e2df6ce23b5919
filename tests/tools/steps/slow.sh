#!/usr/bin/env bash
# The tests that `make check` leaves out.
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/../prelude.sh"

"$tools/get_chromium.sh"
pytest --numprocesses 2 -m slow
