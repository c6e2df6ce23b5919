#!/usr/bin/env bash
# Everything that reads the files and runs none of them.
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/../prelude.sh"

ruff check .
ruff format --check .
yamllint --strict .
ansible-lint
"$tools/lint_docs.sh"
"$tools/lint_changelog.sh"
git ls-files --cached --others --exclude-standard -z '*.sh' .ci/run | xargs -0 shellcheck --external-sources
