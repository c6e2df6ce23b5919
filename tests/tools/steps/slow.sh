#!/usr/bin/env bash
# The tests that `make check` leaves out.
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/../prelude.sh"

"$tools/get_chromium.sh"
"$tools/make_oldest.sh" "$cache/playbooks"
export PLAYED_WITH=$cache/playbooks  # molecule and make demo play the same roles with the newest
# Some of them wait for minutes: more than there are cores, and whoever is done takes over what others have left.
pytest --numprocesses 3 --dist worksteal -m slow
