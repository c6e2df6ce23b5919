#!/usr/bin/env bash
# The scenarios of the roles; they share one emulator, on a free port.
# shellcheck source=tests/tools/prelude.sh
. "$(dirname "$0")/../prelude.sh"

process=$cache/molecule/emulator.pid
stop_emulator() {
    [ ! -f "$process" ] || kill "$(cat "$process")" || true
    rm -f "$process"
}
stop_emulator
trap stop_emulator EXIT

rm -rf "$HOME/.ansible/tmp/molecule."*
CVM_EMULATOR_PORT=$(python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export CVM_EMULATOR_PORT
molecule test --all
