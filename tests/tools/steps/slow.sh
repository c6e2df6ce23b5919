#!/usr/bin/env bash
# The tests that `make check` leaves out.
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/../prelude.sh"

"$tools/get_chromium.sh"
# Some of them wait for minutes: more than there are cores, and whoever is done takes over what others have left.
pytest --numprocesses 3 --dist worksteal -m slow
