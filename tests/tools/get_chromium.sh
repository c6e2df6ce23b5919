#!/usr/bin/env bash
# Install Chromium for the tests of the emulator's page, where that can be done; the tests tell when it is not there.
set -euo pipefail

if command -v chromium >/dev/null || [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    exit
fi
export DEBIAN_FRONTEND=noninteractive
patiently=(-o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
apt-get update --quiet "${patiently[@]}" &&
    apt-get install --quiet --yes --no-install-recommends "${patiently[@]}" chromium ||
    echo "Chromium could not be installed." >&2
