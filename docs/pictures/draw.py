# SPDX-License-Identifier: GPL-3.0-or-later
"""Draw the README's picture: a fleet is quoted, bought, bought again, and the terminal becomes purchase.svg.

tests/tools/with_emulator.sh --boot 2 -- .venv/bin/python docs/pictures/draw.py
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[2]
OUT = Path(__file__).with_name("purchase.svg")
WISH = {
    "fleet_name": "web",
    "fleet_count": 3,
    "fleet_instance_types": ["S5.MEDIUM4"],
    "fleet_image": "img-487zeit5",
    "fleet_key_pairs": ["skey-rehearse"],
}
PLAYS = ("tencentcloud.cvm.quote", "tencentcloud.cvm.purchase", "tencentcloud.cvm.purchase")
QUIET_TASKS = "Validating|Prices are asked|SSH answers|Without a network|Such a"
BORING = re.compile(rf"^(ok|included|skipping): .*|^TASK .*({QUIET_TASKS}).*|^$")
COLUMNS = 120
QUIET = {
    "ANSIBLE_FORCE_COLOR": "1",
    "ANSIBLE_LOCALHOST_WARNING": "False",
    "ANSIBLE_INVENTORY_UNPARSED_WARNING": "False",
    "ANSIBLE_CALLBACK_RESULT_FORMAT": "yaml",
    "COLUMNS": str(COLUMNS),
}


def shown(play: str, folder: str) -> list[str]:
    """The lines of a play that say something, under the command that made them."""
    command = ["ansible-playbook", play, "-e", "@web.yml"]
    ran = subprocess.run(
        command, cwd=folder, env={**os.environ, **QUIET}, capture_output=True, text=True, check=True
    )
    lines = [
        line for line in ran.stdout.splitlines() if not BORING.match(re.sub(r"\x1b\[[0-9;]*m", "", line))
    ]
    return [f"\x1b[1m$ {' '.join(command)}\x1b[0m", *lines, ""]


def draw(lines: list[str]) -> str:
    console = Console(record=True, width=COLUMNS, file=io.StringIO())
    console.print(Text.from_ansi("\n".join(lines)))
    picture = console.export_svg(title="tencentcloud.cvm against its emulator", unique_id="purchase")
    return re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.S)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "web.yml").write_text(json.dumps(WISH))
        OUT.write_text(draw([line for play in PLAYS for line in shown(play, folder)]))
    print(f"wrote {OUT.relative_to(ROOT)}")
