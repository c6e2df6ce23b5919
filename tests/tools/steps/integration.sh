#!/usr/bin/env bash
# The integration targets with the newest ansible-core on the newest Python.
# The oldest of both meet in the step `minimum`; where that cannot run, the oldest Python is a target here.
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/../prelude.sh"

"$tools/integration.sh" integration "$newest" "$newest"
if ! has_python "$oldest"; then
    not_covered "integration targets on Python $oldest"
elif ! has_python 3.11; then
    "$tools/integration.sh" integration "$newest" "$oldest"
fi
