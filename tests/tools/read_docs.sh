#!/usr/bin/env bash
# Every plugin of the installed collection has documentation that ansible-doc can show.
set -euo pipefail
total=0
for kind in module inventory lookup filter test role; do
    mapfile -t names < <(ansible-doc --type "$kind" --list tencentcloud.cvm | grep -oE '^tencentcloud\.cvm\.\w+')
    [ ${#names[@]} -gt 0 ] || continue
    shown=$(ansible-doc --type "$kind" "${names[@]}" | grep -c '^> ')
    [ "$shown" = ${#names[@]} ] || {
        echo "Of ${names[*]} $shown are documented." >&2
        exit 1
    }
    total=$((total + shown))
done
echo "$total plugins and roles are documented."
[ "$total" -gt 0 ]
