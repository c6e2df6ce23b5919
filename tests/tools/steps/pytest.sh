#!/usr/bin/env bash
# The tests that need neither ansible-test nor patience.
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/../prelude.sh"

pytest --numprocesses 2 -m 'not slow'
