# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of the purchase protocol: what is asked for, what may be answered, and what holds throughout."""

from __future__ import annotations

from typing import NamedTuple

from .errors import CloudError
from .identity import Mark

LOOK, BY_NAME, PRICE, ORDER, WATCH = "look", "by_name", "price", "order", "watch"
COUNT, LAST_LOOK, TRIM, DONE, STUCK = "count", "last_look", "trim", "done", "stuck"


class Terms(NamedTuple):
    """`count`: the size of the fleet; `requests`: a digest per candidate, the best first; `zones`:
    their zones; `spread`: the zones are kept level.

    `window`: seconds within which the cloud shows a new instance with its tags. `wait`: await RUNNING and
    tags; `addressed`: await a public address too. `order_size`: the most machines in one order, `page`: in
    one look. `sends`: how
    often an order of unknown outcome is sent; `attempts`: how often one whose token is spent; `launches`: how
    often what failed to launch is bought again. `invisible`: seconds after which an id that never showed was
    an old order's.
    """

    region: str
    fleet: str
    count: int
    requests: tuple[str, ...]
    zones: tuple[str, ...] = ()
    spread: bool = False
    window: int = 60
    wait: bool = True
    addressed: bool = False
    order_size: int = 100
    page: int = 100
    sends: int = 4
    attempts: int = 5
    launches: int = 3
    invisible: int = 15


class Seen(NamedTuple):
    """An instance as a look shows it. `created` in seconds; `ordinal` 0: another display name."""

    id: str
    state: str
    created: int
    tagged: bool = True
    mark: Mark | None = None
    ordinal: int = 0
    addressed: bool = False
    zone: str = ""


class Order(NamedTuple):
    """One RunInstances call: its number in the fleet, how many of which candidate, the first ordinal, its
    token.
    """

    number: int
    size: int
    candidate: int
    ordinal: int
    token: str

    def mark(self) -> Mark:
        return Mark(self.number, self.size, self.token)


class Attempt(NamedTuple):
    """An order and what came of it; `error` None where instances came."""

    order: Order
    got: int
    error: CloudError | None = None


class Look(NamedTuple):
    """Show instances by "fleet" (its tag), "name" (its display names) or "ids"; or "count" the fleet's."""

    by: str
    ids: tuple[str, ...] = ()


class Inquire(NamedTuple):
    """What does this candidate cost?"""

    candidate: int


class Send(NamedTuple):
    """Send this order."""

    order: Order


class Pause(NamedTuple):
    """Wait about so many seconds."""

    seconds: float


class Trim(NamedTuple):
    """Terminate what this run bought beyond the fleet's size."""

    ids: tuple[str, ...]


class Sight(NamedTuple):
    """The instances shown, and the cloud's clock (seconds) at that moment."""

    members: tuple[Seen, ...]
    clock: int


class Total(NamedTuple):
    """How many instances carry the fleet's tag, dead ones that still show included."""

    count: int


class Bought(NamedTuple):
    """The ids that an order brought."""

    ids: tuple[str, ...]


class Failed(NamedTuple):
    """The cloud refused, or its answer was lost."""

    error: CloudError


class Carried(NamedTuple):
    """Done as asked; for an order: it was only rehearsed."""
