#!/usr/bin/env bash
# Every plugin of the installed collection has documentation that ansible-doc can show.
set -euo pipefail
shown=0
for kind in module inventory lookup filter test role; do
    while read -r name _; do
        ansible-doc --type "$kind" "$name" >/dev/null
        shown=$((shown + 1))
    done < <(ansible-doc --type "$kind" --list tencentcloud.cvm)
done
echo "$shown plugins and roles are documented."
[ "$shown" -gt 0 ]
