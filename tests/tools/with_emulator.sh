#!/usr/bin/env bash
# Run a command with an emulator of its own: with_emulator.sh [emulator options] -- command...
# The command finds the endpoint, the keys and a region in its environment.
set -euo pipefail

PATH=$PATH:$(cd "$(dirname "$0")/../.." && pwd)/.venv/bin
options=()
while [ "$1" != -- ]; do
    options+=("$1")
    shift
done
shift

exec {answers}< <(exec cvm-emulator serve --port 0 "${options[@]}")
emulator=$!
trap 'kill "$emulator" 2>/dev/null || true; wait "$emulator" 2>/dev/null || true' EXIT

read -r -t 30 -u "$answers" ready || ready=
case $ready in
    *' listening on '*) ;;
    *)
        echo "The emulator did not start: ${ready:-no word of it in 30 seconds}" >&2
        exit 1
        ;;
esac

export TENCENTCLOUD_ENDPOINT=${ready##* }
export TENCENTCLOUD_SECRET_ID=AKIDEMULATOREMULATOREMULATOREMULATOR
export TENCENTCLOUD_SECRET_KEY=EmulatorSecretKeyEmulatorSecretKey
export TENCENTCLOUD_REGION=ap-guangzhou
unset TENCENTCLOUD_TOKEN TENCENTCLOUD_SECURITY_TOKEN TENCENTCLOUD_PROFILE TENCENTCLOUD_ROLE_ARN
"$@"
