# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the contract files from the API specifications that the official command line client ships.

    pip download --no-deps tccli && unzip -q tccli-*.whl -d unpacked
    python tools/make_contract.py unpacked/tccli/services

The result holds names, types and marks, and no prose. `cvm_emulator.contract` says how a field is written.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

PRODUCTS = {
    "billing": "2018-07-09",
    "cbs": "2017-03-12",
    "cvm": "2017-03-12",
    "sts": "2018-08-13",
    "tag": "2018-08-13",
    "vpc": "2017-03-12",
}
SCALARS = ("object", "string", "int", "float", "bool")
TARGET = Path(__file__).parents[1] / "src" / "cvm_emulator" / "contract"


def field(member: dict) -> str:
    """One field as text, such as `[Filter]`, `string!` or `int64+?`."""
    kind, inner = member["type"], member["member"]
    if kind == "list":
        inner = f"[{inner}]"
    elif kind not in SCALARS:
        raise SystemExit(f"{member['name']}: unknown type {kind!r}")
    marks = (("required", "!"), ("output_required", "+"), ("value_allowed_null", "?"))
    return inner + "".join(sign for mark, sign in marks if member.get(mark))


def fields(shape: dict) -> dict[str, str]:
    return {member["name"]: field(member) for member in shape["members"]}


def product(specification: dict, service: str, version: str) -> dict:
    """The contract of one product: its actions, and the objects that the actions refer to."""
    shapes = specification["objects"]
    ends = {action[end] for action in specification["actions"].values() for end in ("input", "output")}
    return {
        "service": service,
        "version": version,
        "actions": {
            name: {"request": fields(shapes[action["input"]]), "response": fields(shapes[action["output"]])}
            for name, action in specification["actions"].items()
        },
        "objects": {name: fields(shape) for name, shape in shapes.items() if name not in ends},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the contract files.")
    parser.add_argument("services", type=Path, help="the folder tccli/services of an unpacked tccli")
    services = parser.parse_args().services
    TARGET.mkdir(exist_ok=True)
    for service, version in PRODUCTS.items():
        source = services / service / f"v{version.replace('-', '')}" / "api.json"
        content = product(json.loads(source.read_text(encoding="utf-8")), service, version)
        text = json.dumps(content, sort_keys=True, ensure_ascii=True, indent=0, separators=(",", ":"))
        (TARGET / f"{service}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
