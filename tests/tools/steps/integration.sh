#!/usr/bin/env bash
# The integration targets with the newest ansible-core on the newest Python.
# The oldest ansible-core has modules run on the oldest Python, in the steps `examples` and `slow`; where that ansible-core
# cannot run, the targets do.
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/../prelude.sh"

"$tools/integration.sh" integration "$newest" "$newest"
if has_python "$oldest" && ! has_python 3.11; then
    "$tools/integration.sh" integration "$newest" "$oldest"
fi
