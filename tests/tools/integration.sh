#!/usr/bin/env bash
# integration.sh PLACE CONTROLLER TARGET : the integration targets against an emulator of their own.
# PLACE is one of ansible_test.sh, CONTROLLER and TARGET are versions of Python.
set -euo pipefail
tools=$(dirname "$0")
output=$(mktemp)
trap 'rm -f "$output"' EXIT
"$tools/with_emulator.sh" --boot 1 -- "$tools/ansible_test.sh" "$1" integration \
    --controller "origin:python=venv/$2" --target "controller:python=venv/$3" 2>&1 | tee "$output"
grep -q '^Running .* integration test' "$output" || {
    echo "No target was run." >&2
    exit 1
}
