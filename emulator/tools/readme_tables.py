# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep the tables of the README: `python tools/readme_tables.py` writes them, `--check` compares them."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

from cvm_emulator import actions  # noqa: F401  fills the registry
from cvm_emulator.ask import ACTIONS
from cvm_emulator.settings import SETTINGS

README = Path(__file__).parents[1] / "README.md"


def settings_table() -> str:
    rows = (
        f"| `{row.name}` | `{json.dumps(row.default)}` | {row.takes} | {row.meaning} |" for row in SETTINGS
    )
    return "\n".join(("| setting | default | takes | meaning |", "|---|---|---|---|", *rows))


def actions_table() -> str:
    names = defaultdict(list)
    for service, name in sorted(ACTIONS):
        names[service].append(name)
    rows = (f"| {service} | {', '.join(found)} |" for service, found in names.items())
    return "\n".join(("| product | emulated |", "|---|---|", *rows))


def filled(text: str, name: str, table: str) -> str:
    """The text with a table between the marks of that name."""
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
    head, _, rest = text.partition(begin)
    _, _, tail = rest.partition(end)
    return f"{head}{begin}\n{table}\n\n{end}{tail}"


def main() -> int:
    text = README.read_text(encoding="utf-8")
    wanted = filled(filled(text, "settings", settings_table()), "actions", actions_table())
    if sys.argv[1:] == ["--check"]:
        return int(text != wanted)
    README.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
