# SPDX-License-Identifier: GPL-3.0-or-later
"""Ask the emulator's ledger what was really bought, show it, and fail when it is not what was expected.

    python ledger.py --bought 3 --live 3 --instance-type S5.MEDIUM4 --fleet web

`--bought` counts every instance ever bought, `--live` those not released; the other two must hold for all.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import urllib.request

RELEASED = "RELEASED"
FLEET_TAG = "ansible-cvm-fleet"


def read_ledger(endpoint: str) -> list[dict]:
    """Every instance ever bought, as `GET /_emulator/ledger` shows it."""
    with urllib.request.urlopen(f"{endpoint}/_emulator/ledger", timeout=10) as answer:
        return json.load(answer)["instances"]


def mismatches(instances: list[dict], expected: argparse.Namespace) -> list[str]:
    """What is not as expected, one sentence each."""
    live = [one for one in instances if one["state"] != RELEASED]
    found = []
    for word, there, wanted in (("bought", instances, expected.bought), ("live", live, expected.live)):
        if len(there) != wanted:
            found.append(f"{len(there)} instances {word}, {wanted} expected.")
    for one in instances:
        if expected.instance_type not in (None, one["instance_type"]):
            found.append(f"{one['instance_id']} is an {one['instance_type']}.")
        if expected.fleet not in (None, one["tags"].get(FLEET_TAG)):
            found.append(f"{one['instance_id']} does not carry the fleet's tag.")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--endpoint", default=os.environ.get("TENCENTCLOUD_ENDPOINT"))
    parser.add_argument("--bought", type=int, required=True)
    parser.add_argument("--live", type=int, required=True)
    parser.add_argument("--instance-type")
    parser.add_argument("--fleet")
    expected = parser.parse_args()
    instances = read_ledger(expected.endpoint)
    for one in instances:
        price = f"{one['hourly_price']:.4f}"
        print(
            "  ",
            one["instance_id"],
            one["instance_type"],
            one["zone"],
            f"{price} an hour",
            one["state"],
            sep="  ",
        )
    found = mismatches(instances, expected)
    for sentence in found:
        print(sentence, file=sys.stderr)
    if not found:
        print(f"   The ledger agrees: {expected.bought} bought, {expected.live} live.")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
