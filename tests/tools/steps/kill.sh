#!/usr/bin/env bash
# A run that dies at any moment, and is run again, ends with the machines that were asked for.
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/../prelude.sh"

python "$tools/kill.py"
