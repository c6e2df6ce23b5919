#!/usr/bin/env bash
# Forty random schedules of faults and kills; the emulator's ledger judges.
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/../prelude.sh"

python "$tools/chaos.py" --runs 40
