#!/usr/bin/env bash
# Every example of the README and of the modules is a whole one, and runs.
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/../prelude.sh"

python "$tools/run_examples.py"
