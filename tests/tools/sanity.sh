#!/usr/bin/env bash
# sanity.sh PLACE ARGUMENTS... : ansible-test sanity, strict about what it would only warn of.
# pslint is left out: it needs PowerShell, and there is no PowerShell in the collection.
set -euo pipefail
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/prelude.sh"

if git ls-files --cached --others --exclude-standard '*.ps1' '*.psm1' 'tests/sanity/ignore*' | grep .; then
    echo "Neither PowerShell nor ignore files for sanity tests belong here." >&2
    exit 1
fi

output=$(mktemp)
trap 'rm -f "$output"' EXIT
core=$1
shift
"$tools/ansible_test.sh" "$core" sanity --local --skip-test pslint "$@" 2>&1 | tee "$output"

no_python='^WARNING: Skipping sanity test .* on Python ([0-9.]+) because it could not be found\.$'
while read -r version; do
    not_covered "sanity of $core: Python $version"
done < <(sed -nE "s/$no_python/\1/p" "$output" | sort -Vu)
if grep -E '^WARNING: (Skipping|Required program|.*not (found|available|installed))' "$output" | grep -vE "$no_python"; then
    echo "Something was skipped without a reason that is known here." >&2
    exit 1
fi
