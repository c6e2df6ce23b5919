# SPDX-License-Identifier: GPL-3.0-or-later
"""Run every example of the documentation against a fresh emulator: what is printed works.

    python run_examples.py --ansible FOLDER --python PYTHON

FOLDER has the commands of Ansible; on PYTHON the modules of playbooks run.

Run are the EXAMPLES of modules and filters; and of the README, the roles and docs/ every ```yaml block that
is a whole playbook, and every ```bash block with the line `<!-- run -->` above it.
"""

from __future__ import annotations

import argparse
import ast
import re
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml
from ansible_collections.tencentcloud.cvm.tests.tools.local_cloud import LocalCloud, local_cloud

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("README.md", "docs/**/*.md", "roles/*/README.md")
BLOCK = re.compile(
    r"^(?P<mark><!-- run -->\n+)?```(?P<word>\w+)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE
)
QUICK = Path(__file__).with_name("quick.txt").read_text().split()
PATIENCE = 120


class Example(NamedTuple):
    """A text that runs, and the place it stands at; `bash`, or else a playbook."""

    place: str
    text: str
    bash: bool = False


def of_modules() -> Iterator[Example]:
    for path in sorted([*ROOT.glob("plugins/modules/*.py"), *ROOT.glob("plugins/filter/*.py")]):
        for statement in ast.parse(path.read_text()).body:
            if isinstance(statement, ast.Assign) and statement.targets[0].id == "EXAMPLES":
                yield Example(f"{path.relative_to(ROOT)}", ast.literal_eval(statement.value))


def of_documents() -> Iterator[Example]:
    for pattern in DOCUMENTS:
        for path in sorted(ROOT.glob(pattern)):
            yield from of_document(path.relative_to(ROOT), path.read_text())


def of_document(path: Path, text: str) -> Iterator[Example]:
    for block in BLOCK.finditer(text):
        line = text.count("\n", 0, block.start("text"))
        place = f"{path}:{line}"
        if block["word"] == "bash" and block["mark"]:
            yield Example(place, block["text"], bash=True)
        if block["word"] == "yaml" and is_playbook(block["text"]):
            yield Example(place, block["text"])


def is_playbook(text: str) -> bool:
    content = yaml.safe_load(text)
    return isinstance(content, list) and bool(
        {"hosts", "ansible.builtin.import_playbook"} & content[0].keys()
    )


def run(cloud: LocalCloud, example: Example, ansible: Path, python: Path) -> tuple[int, str]:
    """Exit status and output, in a folder and a world of its own."""
    cloud.control("reset", {})
    environment = cloud.environment()
    playbook = shlex.join(["ansible-playbook", "example.yml", "-e", f"ansible_python_interpreter={python}"])
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "example.yml").write_text(example.text)
        done = subprocess.run(
            [
                "bash",
                "-euo",
                "pipefail",
                "-c",
                example.text if example.bash else playbook,
            ],
            cwd=folder,
            env={**environment, "PATH": f"{ansible}:{environment['PATH']}"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    return done.returncode, done.stdout


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--ansible", type=Path, default=Path(sys.executable).parent)
    parser.add_argument("--python", type=Path, default=Path(sys.executable))
    wish = parser.parse_args()
    examples = [*of_modules(), *of_documents()]
    failed = 0
    with local_cloud(*QUICK) as cloud:
        for example in examples:
            began = time.monotonic()
            code, output = run(cloud, example, wish.ansible, wish.python)
            failed += code != 0
            verdict = f"FAILED ({code})\n{output}" if code else "ok"
            print(f"{example.place:40} {time.monotonic() - began:5.1f} s  {verdict}", flush=True)
    print(f"{len(examples)} examples, {failed} failed")
    return 1 if failed or not examples else 0


if __name__ == "__main__":
    sys.exit(main())
