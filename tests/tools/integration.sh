#!/usr/bin/env bash
# integration.sh PLACE CONTROLLER TARGET [WHICH...] : integration targets against a quick emulator of their own.
# PLACE is one of ansible_test.sh, CONTROLLER and TARGET are versions of Python, WHICH are targets or aliases.
set -euo pipefail
tools=$(dirname "$0")
output=$(mktemp)
trap 'rm -f "$output"' EXIT
place=$1 controller=$2 target=$3
shift 3
read -r -d "" -a quick <"$tools/quick.txt" || true
"$tools/with_emulator.sh" "${quick[@]}" -- "$tools/ansible_test.sh" "$place" integration "$@" \
    --controller "origin:python=venv/$controller" --target "controller:python=venv/$target" 2>&1 | tee "$output"
grep -q '^Running .* integration test' "$output" || {
    echo "No target was run." >&2
    exit 1
}
