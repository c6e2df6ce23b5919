#!/usr/bin/env bash
# ansible-test units with the newest ansible-core, on both ends of the range of Pythons.
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/../prelude.sh"

"$tools/ansible_test.sh" newest units --venv --python "$newest"
if has_python "$oldest"; then
    "$tools/ansible_test.sh" newest units --venv --python "$oldest"
else
    not_covered "unit tests on Python $oldest"
fi
