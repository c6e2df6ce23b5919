#!/usr/bin/env bash
# Print the first of the Python versions asked for that really runs: find_python.sh 3.13 3.12 3.11
# A shim that only looks like Python does not count; pyenv's own folders are looked into instead.
set -euo pipefail

candidates() {
    local version=$1 folder
    while IFS= read -r -d : folder; do
        case $folder in
            */shims) ;;
            *) printf '%s\n' "$folder/python$version" "$folder/python3" ;;
        esac
    done <<<"$PATH:"
    if command -v pyenv >/dev/null; then
        printf '%s\n' "$(pyenv root)"/versions/"$version".*/bin/python"$version"
    fi
}

runs() {
    [ -x "$2" ] && "$2" -c "import ssl, sys, zlib; sys.exit(f'{sys.version_info[0]}.{sys.version_info[1]}' != '$1')" 2>/dev/null
}

for version; do
    while IFS= read -r python; do
        if runs "$version" "$python"; then
            readlink -f "$python"
            exit
        fi
    done < <(candidates "$version")
done
exit 1
