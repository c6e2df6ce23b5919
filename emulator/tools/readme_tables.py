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
from cvm_emulator.settings import SETTINGS
from switches import switches

README = Path(__file__).parents[1] / "README.md"


def settings_table() -> str:
    rows = (
        f"| `{row.name}` | `{json.dumps(row.default)}` | {row.takes} | {row.meaning} |" for row in SETTINGS
    )
    return "\n".join(("| setting | default | takes | meaning |", "|---|---|---|---|", *rows))


def actions_table() -> str:
    """Per action: how many fields its request has, at every depth, and the settings it looks at."""
    rows = (
        f"| {service} | {name} | {fields(service, contract.request_fields(service, name))} "
        f"| {', '.join(f'`{each}`' for each in switches(name, found.carry_out))} |"
        for (service, name), found in sorted(ACTIONS.items())
    )
    return "\n".join(("| product | action | fields | settings |", "|---|---|---|---|", *rows))


def fields(service: str, known: dict[str, contract.Field]) -> int:
    """How many there are; an object counts for what is in it."""
    return sum(
        1 if contract.is_scalar(field.type) else fields(service, contract.object_fields(service, field.type))
        for field in known.values()
    )


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


TABLES = {"settings": settings_table, "actions": actions_table, "keys": keys_table, "roles": roles_table}


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
