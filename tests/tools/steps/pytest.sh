#!/usr/bin/env bash
# The laws and the emulator's tests that need no patience; the step `units` runs tests/unit.
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/../prelude.sh"

pytest --numprocesses 2 -m 'not slow' --deselect tests/unit
