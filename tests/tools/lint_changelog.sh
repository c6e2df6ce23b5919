#!/usr/bin/env bash
# The changelog is well formed, and the entry of this version names every plugin that says it came with it.
# `lint_changelog.sh --mend` writes what is missing.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
write() { antsibull-changelog release --update-existing --reload-plugins --refresh-plugins 2>/dev/null; }

if [ "${1:-}" = --mend ]; then
    write
    exit
fi
antsibull-changelog lint
copy=$root/.cache/changelog
tests/tools/copy_tree.sh "$copy"
(cd "$copy" && find changelogs -path '*/fragments/*' -delete && write)
diff -u CHANGELOG.rst "$copy/CHANGELOG.rst" || {
    echo "Out of date: tests/tools/lint_changelog.sh --mend" >&2
    exit 1
}
