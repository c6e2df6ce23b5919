# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep the tables of the README: `python tools/readme_tables.py` writes them, `--check` compares them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from cvm_emulator import (
    actions,  # noqa: F401  fills the registry
    contract,
)
from cvm_emulator.ask import ACTIONS
from cvm_emulator.catalogue.account import KEYS, ROLES
from cvm_emulator.idle_fields import IDLE
from cvm_emulator.refused import covers
from cvm_emulator.refused_fields import REFUSED
from cvm_emulator.settings import SETTINGS
from switches import switches

README = Path(__file__).parents[1] / "README.md"


def settings_table() -> str:
    rows = (
        f"| `{row.name}` | `{json.dumps(row.default)}` | {row.takes} | {row.meaning} |" for row in SETTINGS
    )
    return "\n".join(("| setting | default | takes | meaning |", "|---|---|---|---|", *rows))


def actions_table() -> str:
    """Per action: its fields at every depth, those that count here and all, and the settings it looks at."""
    rows = (
        f"| {service} | {name} | {fields(service, name)} "
        f"| {', '.join(f'`{each}`' for each in switches(name, found.carry_out))} |"
        for (service, name), found in sorted(ACTIONS.items())
    )
    head = ("| product | action | emulated fields / contract fields | switches |", "|---|---|---|---|")
    return "\n".join((*head, *rows))


def fields(service: str, name: str) -> str:
    every, action = contract.request_leaves(service, name), (service, name)
    without = [
        each for each in every if covers(REFUSED.get(action, {}), each) or each in IDLE.get(action, {})
    ]
    return f"{len(every) - len(without)} / {len(every)}"


def idle_table() -> str:
    rows = (
        f"| {service} | {name} | {', '.join(f'`{path}`' for path in paths)} | {reason} |"
        for (service, name), idle in sorted(IDLE.items())
        for reason, paths in by_reason(idle).items()
    )
    return "\n".join(("| product | action | fields | why |", "|---|---|---|---|", *rows))


def by_reason(idle: dict[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path, reason in idle.items():
        found.setdefault(reason, []).append(path)
    return found


def keys_table() -> str:
    rows = (
        f"| {key.about} | `{key.secret_id}` | `{key.secret_key}` | {key.account} | {key.user} |"
        for key in KEYS.values()
    )
    return "\n".join(("| whose | secret id | secret key | account | user |", "|---|---|---|---|---|", *rows))


def roles_table() -> str:
    rows = (
        f"| `qcs::cam::uin/{role.account}:roleName/{role.name}` | {role.role_id} "
        f"| {'anything' if role.may_write else 'read'} | {', '.join(role.trusts)} |"
        for role in ROLES
    )
    return "\n".join(("| role | id | may | taken by |", "|---|---|---|---|", *rows))


TABLES = {
    "settings": settings_table,
    "actions": actions_table,
    "idle": idle_table,
    "keys": keys_table,
    "roles": roles_table,
}


def filled(text: str, name: str, table: str) -> str:
    """The text with a table between the marks of that name."""
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
    head, _, rest = text.partition(begin)
    _, _, tail = rest.partition(end)
    return f"{head}{begin}\n{table}\n\n{end}{tail}"


def main() -> int:
    text = README.read_text(encoding="utf-8")
    wanted = text
    for name, table in TABLES.items():
        wanted = filled(wanted, name, table())
    if sys.argv[1:] == ["--check"]:
        return int(text != wanted)
    README.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
