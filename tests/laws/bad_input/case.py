# SPDX-License-Identifier: GPL-3.0-or-later
"""What a mistake looks like, and what is to be said about it."""

from __future__ import annotations

from typing import Any, NamedTuple

from ansible_collections.tencentcloud.cvm.tests.tools.local_cloud import LocalCloud
from ansible_collections.tencentcloud.cvm.tests.tools.module_run import MACHINE

WEB = {"name": "web", **MACHINE}


class Case(NamedTuple):
    """The message names `option` and matches `accepted`, a regular expression of what would do.

    `options` are added to WEB (None takes one away); with `whole`, they are all there is. `environment` and
    `world` (path and body for the control interface) make the surroundings of the mistake. `asked`: how often
    the cloud is asked at most before it is noticed; requests that are not signed right do not count.
    """

    about: str
    option: str
    accepted: str
    options: dict[str, Any]
    module: str = "instance"
    environment: dict[str, str | None] = {}
    world: tuple[tuple[str, dict], ...] = ()
    whole: bool = False
    asked: int = 0

    def arguments(self) -> dict[str, Any]:
        given = self.options if self.whole else {**WEB, **self.options}
        return {name: value for name, value in given.items() if value is not None}


class Surroundings(NamedTuple):
    """A cloud whose users have another environment; None takes a variable away."""

    cloud: LocalCloud
    changes: dict[str, str | None]

    def environment(self) -> dict[str, str]:
        changed = {**self.cloud.environment(), **self.changes}
        return {name: value for name, value in changed.items() if value is not None}
