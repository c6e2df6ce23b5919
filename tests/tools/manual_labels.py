# SPDX-License-Identifier: GPL-3.0-or-later
"""Write a Sphinx inventory of the labels of Ansible's manual that the pages of plugins refer to."""

from __future__ import annotations

import sys
import zlib
from pathlib import Path

HEAD = """\
# Sphinx inventory version 2
# Project: Ansible
# Version: devel
# The remainder of this file is compressed using zlib.
"""
LABELS = (
    (
        "ansible_configuration_settings",
        "reference_appendices/config.html#$",
        "Ansible Configuration Settings",
    ),
    ("common_return_values", "reference_appendices/common_return_values.html#$", "Return Values"),
)


def main(target: str) -> None:
    body = "".join(f"{label} std:label -1 {page} {title}\n" for label, page, title in LABELS)
    Path(target).write_bytes(HEAD.encode() + zlib.compress(body.encode()))


if __name__ == "__main__":
    main(sys.argv[1])
