#!/usr/bin/env bash
# With the oldest ansible-core, which the integration targets and molecule do without.
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/../prelude.sh"

"$tools/make_oldest.sh" "$cache/examples"
python "$tools/run_examples.py" --ansible "$cache/examples/venv/bin" --python "$cache/examples/target/bin/python"
has_python "$oldest" || not_covered "modules on Python $oldest"
