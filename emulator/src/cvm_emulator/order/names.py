# SPDX-License-Identifier: GPL-3.0-or-later
"""Display and host names: the patterns `{R:x}` and `{R:x,F:y}`, the suffix rule, what a host name may be."""

from __future__ import annotations

import re
from functools import partial

SYSTEMS = {"Ubuntu": "ubuntu", "Debian": "debian", "CentOS": "centos", "Windows": "windows"}
PATTERN = re.compile(r"\{R:(\d{1,9})(?:,F:([0-8]))?\}")
LABELS = r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"
OTHER_HOST = re.compile(rf"{LABELS}(?:\.{LABELS})*")
WINDOWS_HOST = re.compile(LABELS)


def expand(text: str, count: int) -> list[str]:
    """One name for each of `count`: ordinals up from x, F digits at least; without a pattern a suffix."""
    if PATTERN.search(text):
        return [PATTERN.sub(partial(_ordinal, index), text) for index in range(count)]
    return [text] if count == 1 else [f"{text}{index + 1}" for index in range(count)]


def _ordinal(index: int, found: re.Match[str]) -> str:
    return str(int(found[1]) + index).zfill(int(found[2] or 0))


def legal_host_name(name: str, windows: bool, longest: int = 60) -> bool:
    if windows:
        return 2 <= len(name) <= 15 and WINDOWS_HOST.fullmatch(name) is not None and not name.isdigit()
    return 2 <= len(name) <= longest and OTHER_HOST.fullmatch(name) is not None


def host_names(text: str, addresses: list[str], ordered: int) -> list[str]:
    """One host name per address, of the `ordered` ones; `{IP}` stands for the address."""
    return [
        name.replace("{IP}", address) for name, address in zip(expand(text, ordered), addresses, strict=False)
    ]


def given_host_name(address: str, platform: str) -> str:
    """What the cloud calls a machine whose order names none."""
    return f"VM-{'-'.join(address.split('.')[2:])}-{SYSTEMS.get(platform, 'tencentos')}"
