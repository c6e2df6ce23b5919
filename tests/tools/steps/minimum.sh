#!/usr/bin/env bash
# The oldest ansible-core and SDK that are promised, on the Python that runs them; the modules on the oldest one.
# Of the integration targets it runs those marked `minimum/`, which start every module; the unit tests run no
# Ansible and are left to the step `units`. What pylint says of the same files, the step `sanity` shows.
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/../prelude.sh"

if ! has_python 3.11; then
    not_covered "the oldest ansible-core: Python 3.11"
    exit
fi
"$tools/make_venv.sh" "$cache/minimum/venv" "$cache/pythons/python3.11" requirements/minimum.txt
"$tools/sanity.sh" minimum --python 3.11 --skip-test pylint
target=$oldest
has_python "$target" || target=3.11
"$tools/integration.sh" minimum 3.11 "$target" minimum/
