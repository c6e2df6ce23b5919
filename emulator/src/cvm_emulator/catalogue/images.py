# SPDX-License-Identifier: GPL-3.0-or-later
"""The public images, the same in every region."""

from __future__ import annotations

from typing import NamedTuple


class Image(NamedTuple):
    """`size` in GiB. `system`: the operating system, where the image has a name of its own."""

    image_id: str
    name: str
    platform: str
    arch: str
    size: int
    user: str
    created: str
    system: str = ""
    custom: bool = False

    @property
    def os_name(self) -> str:
        return self.system or self.name

    @property
    def windows(self) -> bool:
        return self.platform == "Windows"

    @property
    def login_port(self) -> int:
        return 3389 if self.windows else 22


IMAGES = {
    image.image_id: image
    for image in (
        Image(
            "img-6n21msk1",
            "TencentOS Server 4 for x86_64",
            "TencentOS",
            "x86_64",
            20,
            "root",
            "2024-05-20T08:00:00Z",
        ),
        Image(
            "img-eb30mz89",
            "TencentOS Server 3.1 (TK4)",
            "TencentOS",
            "x86_64",
            20,
            "root",
            "2021-09-14T08:00:00Z",
        ),
        Image(
            "img-487zeit5",
            "Ubuntu Server 22.04 LTS 64bit",
            "Ubuntu",
            "x86_64",
            20,
            "ubuntu",
            "2022-07-11T08:00:00Z",
        ),
        Image(
            "img-mmytdhbn",
            "Ubuntu Server 24.04 LTS 64bit",
            "Ubuntu",
            "x86_64",
            20,
            "ubuntu",
            "2024-06-18T08:00:00Z",
        ),
        Image("img-btd6n1zr", "Debian 12.4 64bit", "Debian", "x86_64", 20, "root", "2024-01-16T08:00:00Z"),
        Image(
            "img-9xqekomx", "CentOS Stream 9 64bit", "CentOS", "x86_64", 20, "root", "2023-03-02T08:00:00Z"
        ),
        Image(
            "img-no575grb",
            "Rocky Linux 9.3 64bit",
            "Rocky Linux",
            "x86_64",
            20,
            "root",
            "2024-02-06T08:00:00Z",
        ),
        Image(
            "img-g9yh2ulb",
            "TencentOS Server 3.1 (TK4) ARM64",
            "TencentOS",
            "arm",
            20,
            "root",
            "2022-03-21T08:00:00Z",
        ),
        Image(
            "img-m2s4nkqd",
            "Windows Server 2022 DataCenter 64bit EN",
            "Windows",
            "x86_64",
            50,
            "Administrator",
            "2023-11-08T08:00:00Z",
        ),
    )
}
