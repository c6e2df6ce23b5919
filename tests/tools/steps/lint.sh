#!/usr/bin/env bash
# Everything that reads the files and runs none of them.
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/../prelude.sh"

ruff check .
ruff format --check .
yamllint --strict .
ansible-lint
"$tools/lint_docs.sh"
git ls-files --cached --others --exclude-standard -z '*.sh' .ci/run | xargs -0 shellcheck --external-sources

antsibull-changelog lint
copy=$cache/changelog
"$tools/copy_tree.sh" "$copy"
(cd "$copy" && antsibull-changelog generate --reload-plugins)
diff -u CHANGELOG.rst "$copy/CHANGELOG.rst" || {
    echo "The changelog does not name all plugins: antsibull-changelog generate --reload-plugins" >&2
    exit 1
}
