#!/usr/bin/env bash
# integration.sh CORE CONTROLLER TARGET : the integration targets against an emulator of their own.
# CONTROLLER and TARGET are versions of Python.
set -euo pipefail
"$(dirname "$0")/with_emulator.sh" --boot 1 -- \
    "$(dirname "$0")/ansible_test.sh" "$1" integration \
    --controller "origin:python=venv/$2" --target "controller:python=venv/$3"
