#!/usr/bin/env bash
# ansible-test sanity with the newest ansible-core.
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/../prelude.sh"

"$tools/sanity.sh" newest
if [ "$newest" = 3.11 ]; then
    not_covered "the newest ansible-core, which needs Python 3.12 or later"
fi
