#!/usr/bin/env bash
# Sanity with the oldest ansible-core, as far as the ansible-core matters to it. Examples and playbooks are run with it in
# the steps `examples` and `slow`.
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/../prelude.sh"

if ! has_python 3.11; then
    not_covered "the oldest ansible-core: Python 3.11"
    exit
fi
"$tools/make_venv.sh" "$cache/minimum/venv" "$cache/pythons/python3.11" requirements/minimum.txt
looks=(ansible-doc action-plugin-docs compile import runtime-metadata validate-modules)
"$tools/sanity.sh" minimum --python 3.11 "${looks[@]/#/--test=}"
