#!/usr/bin/env bash
# The tests that need no ansible-test.
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/../prelude.sh"

pytest --numprocesses 2
