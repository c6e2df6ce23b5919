#!/usr/bin/env bash
# The integration targets with the newest ansible-core, on both ends of the range of Pythons.
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/../prelude.sh"

"$tools/integration.sh" newest "$newest" "$newest"
if has_python "$oldest"; then
    "$tools/integration.sh" newest "$newest" "$oldest"
else
    not_covered "integration targets on Python $oldest"
fi
