# SPDX-License-Identifier: GPL-3.0-or-later
"""What a plan is made of: API calls as data."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

GONE = "GONE"


@dataclass(frozen=True)
class Call:
    """One API request that changes something.

    `ids` names the entry of `params` that lists what the call acts on (""; the call acts on nothing yet),
    `then` is the InstanceState to await afterwards (`GONE`: no longer listed).
    """

    service: str
    action: str
    params: dict = field(default_factory=dict)
    ids: str = ""
    then: str | None = None

    def targets(self) -> list[str]:
        return list(self.params.get(self.ids, []))

    def narrowed(self, ids: list[str]) -> Call:
        return replace(self, params={**self.params, self.ids: ids})

    def shape(self) -> dict:
        """The call as it stands in a result: service, action and parameters."""
        return {"service": self.service, "action": self.action, "params": self.params}


def batched(items: list, size: int) -> list[list]:
    """`items` in lists of at most `size`, in order."""
    return [items[start : start + size] for start in range(0, len(items), size)]
