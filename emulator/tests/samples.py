# SPDX-License-Identifier: GPL-3.0-or-later
"""The official samples of requests and answers that the command line client ships; none are kept here.

They are taken from the folder that the environment variable TCCLI_SERVICES names (`tccli/services` of an
unpacked tccli), or else from the pinned tccli, downloaded once into `.cache`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from cvm_emulator import contract, wire

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "samples"
PINS = ROOT / "requirements" / "tccli.txt"
LINE_BREAKS = re.compile(r"\s*[\r\n]+\s*")


class Sample(NamedTuple):
    """`params` is None where the sample's request cannot be read, `answer` where its answer cannot."""

    service: str
    action: str
    number: int
    params: dict[str, Any] | None
    answer: dict[str, Any] | None


def folder() -> Path:
    """The folder `tccli/services`; subprocess.CalledProcessError when it cannot be had."""
    if named := os.environ.get("TCCLI_SERVICES"):
        return Path(named)
    pin = re.search(r"^tccli==\S+", PINS.read_text(), re.MULTILINE)[0]
    unpacked = CACHE / pin
    if not unpacked.exists():
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(CACHE), pin]
        subprocess.run(command, check=True)
        [wheel] = CACHE.glob("tccli-*.whl")
        with zipfile.ZipFile(wheel) as archive:
            names = [name for name in archive.namelist() if name.endswith("/examples.json")]
            archive.extractall(unpacked, names)
        wheel.unlink()
    return unpacked / "tccli" / "services"


def samples(services: Path, service: str) -> list[Sample]:
    version = "v" + contract.version_of(service).replace("-", "")
    text = (services / service / version / "examples.json").read_text(encoding="utf-8")
    return [
        Sample(service, action, number, request(service, action, each["input"]), answer(each["output"]))
        for action, found in sorted(json.loads(text)["actions"].items())
        for number, each in enumerate(found)
    ]


def request(service: str, action: str, text: str) -> dict[str, Any] | None:
    """From the text of a POST request, or from an address with a flattened query."""
    if text.lstrip().startswith("POST"):
        _, _, body = text.partition("\n\n")
        return parsed(body)
    query = LINE_BREAKS.sub("", text).partition("?")[2]
    pairs = [pair.partition("=")[::2] for pair in query.split("&") if pair and not pair.startswith("<")]
    named = [(unquote(name), unquote(value)) for name, value in pairs if name != "Action"]
    return wire.typed(service, contract.request_fields(service, action), wire.nest(named))


def answer(text: str) -> dict[str, Any] | None:
    found = parsed(text)
    return found.get("Response") if found else None


def parsed(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
