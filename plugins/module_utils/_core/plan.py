# SPDX-License-Identifier: GPL-3.0-or-later
"""What a plan is made of: API calls as data."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

GONE = "GONE"


@dataclass(frozen=True)
class Call:
    """One API request that changes something.

    `ids` names the entry of `params` with what the call acts on, a list or one id (""; the call acts on
    nothing yet). To be awaited afterwards: `then`, the state of those (`GONE`: no longer listed), `until`,
    what their rows show, and with `tracked` the end of the operation that LatestOperation tells of.
    `per_call`: how many resources one request takes. `after`: what has to be at rest first, beside those.
    `of`: the machines that are changed, when the call acts on something of theirs.
    `makes`: what later calls call the one resource that the answer lists. `for_now`: a stop that a later
    call ends; should one be refused before that, the machines are started again.
    """

    service: str
    action: str
    params: dict = field(default_factory=dict)
    ids: str = ""
    then: str | None = None
    until: Callable[[dict], bool] | None = field(default=None, compare=False, repr=False)
    tracked: bool = False
    per_call: int = 100
    after: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    makes: str = ""
    for_now: bool = False

    def targets(self) -> list[str]:
        given = self.params.get(self.ids, [])
        return [given] if isinstance(given, str) else list(given)

    def acts_on(self) -> list[str]:
        """What the call acts on; resources of the tag service end in their id."""
        return [target.rpartition("/")[2] for target in self.targets()]

    def machines(self) -> list[str]:
        """The instances that the call changes."""
        return [id for id in (*self.acts_on(), *self.of) if id.startswith("ins-")]

    def narrowed(self, ids: list[str]) -> Call:
        return replace(self, params={**self.params, self.ids: ids})

    def named(self, names: dict[str, str]) -> Call:
        """The same call with the ids of what earlier calls have made."""
        if not names.keys() & set(self.targets()):
            return self
        return self.narrowed([names.get(id, id) for id in self.targets()])

    def shape(self) -> dict:
        """The call as it stands in a result: service, action and parameters."""
        return {"service": self.service, "action": self.action, "params": self.params}


def batched(items: list, size: int) -> list[list]:
    """`items` in lists of at most `size`, in order."""
    return [items[start : start + size] for start in range(0, len(items), size)]


def joined(calls: list[Call], ids: list[str]) -> Call:
    return replace(calls[0].narrowed(ids), of=tuple(id for call in calls for id in call.of))


def merged(calls: Iterable[Call]) -> list[Call]:
    """Calls that ask the same of different resources, as few as the API takes; a call on one id stays one."""
    alike: dict[str, list[Call]] = {}
    for call in calls:
        rest = {name: value for name, value in call.params.items() if name != call.ids}
        alone = call.makes or (
            call.params.get(call.ids) if isinstance(call.params.get(call.ids), str) else ""
        )
        key = json.dumps([call.action, call.per_call, rest, alone], sort_keys=True)
        alike.setdefault(key, []).append(call)
    return [
        joined(some, ids) if len(some) > 1 else some[0]
        for some in alike.values()
        for ids in batched([id for call in some for id in call.targets()], some[0].per_call) or [[]]
    ]
