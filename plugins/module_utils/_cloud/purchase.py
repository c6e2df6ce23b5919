# SPDX-License-Identifier: GPL-3.0-or-later
"""Carries out what the purchase protocol asks for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from .._core import orders
from .._core.addresses import PER_ORDER, free
from .._core.candidates import Candidate, by_size
from .._core.errors import NEXT_CANDIDATE, UNKNOWN_OUTCOME, CloudError, Refused, Stuck
from .._core.identity import fleet_filter
from .._core.instance import INSTANCE
from .._core.plan import GONE, Call, batched
from .._core.price import sums
from .._core.purchase import Purchase, begin
from .._core.requests import dry_run, inquiry, request_digest, run_instances
from .._core.sight import name_filter, newborns, sight
from .._core.states import RUNNING, is_live, said
from .._core.terms import awaits_address
from .._core.timer import timer
from .._core.watch import OLD_ORDER
from . import money
from .apply import carry_out
from .cloud import Cloud
from .read import count, find, find_ids

ORDER_SIZE = 100


@dataclass
class Shop:
    """One purchase being carried out.

    `rows`: every instance of the fleet as last seen, by id. `prices`: a quote for one, per candidate.
    `given`: the addresses of each order, by token.
    """

    cloud: Cloud
    want: dict
    candidates: list[Candidate]
    rows: dict[str, dict]
    now: Purchase | None = None
    prices: dict[int, dict] = field(default_factory=dict)
    given: dict[str, list[str]] = field(default_factory=dict)

    def buy(self, size: int, clock: int) -> list[str]:
        """Brings the fleet to `size` members, from the rows that were seen when the cloud's clock said
        `clock`; the ids that this run trimmed again.
        """
        terms = orders.Terms(
            region=self.cloud.region,
            fleet=self.want["name"],
            count=size,
            requests=tuple(request_digest(self.want, candidate) for candidate in self.candidates),
            zones=tuple(candidate.zone for candidate in self.candidates),
            spread=self.want["spread"] == "zones",
            window=self.want["settle_window"],
            wait=self.want["wait"],
            launches=self.want["launch_attempts"],
            addressed=awaits_address(self.want["public_ip"]),
            order_size=PER_ORDER if self.want["private_ips"] else ORDER_SIZE,
        )
        self.want = {**self.want, "ttl": timer(self.want["ttl"] or 0, clock)}
        self.now = begin(terms, sight(self.rows.values(), self.want["name"], clock))
        while True:
            ask = self.now.ask()
            if ask is None:
                break
            self.now = self.now.told(ANSWERS[type(ask)](self, ask))
            self.cloud.bought = list(self.now.bought)
            self.cloud.attempts = [self.attempt_shape(attempt) for attempt in self.now.attempts]
            self.cloud.parts = self.parts()
        if self.now.missing() > 0:
            raise Stuck(self.complaint(), self.now.error)
        return list(self.now.trimmed)

    def look(self, ask: orders.Look) -> orders.Sight | orders.Total:
        fleet, given = self.want["name"], self.want["instance_name"]
        if ask.by == "count":
            return orders.Total(count(self.cloud, INSTANCE, fleet_filter(fleet)))
        if ask.by == "name":
            named = find(self.cloud, INSTANCE, name_filter(fleet, given, self.now.ordinal))
            return sight(newborns(named, fleet, given), fleet, self.cloud.clock)
        found = (
            find_ids(self.cloud, INSTANCE, ask.ids)
            if ask.by == "ids"
            else find(self.cloud, INSTANCE, fleet_filter(fleet))
        )
        self.rows.update((row[INSTANCE.id], row) for row in found)
        return sight(found, fleet, self.cloud.clock)

    def inquire(self, ask: orders.Inquire) -> orders.Carried | orders.Failed:
        candidate = self.candidates[ask.candidate]
        try:
            each = self.prices[ask.candidate] = money.price(self.cloud, inquiry(self.want, candidate))
            self.try_on(candidate)
        except CloudError as error:
            return orders.Failed(error)
        refusal = self.dry_run(candidate) if self.want["preflight"] else None
        if refusal and refusal.klass in NEXT_CANDIDATE:
            return orders.Failed(refusal)
        bill = money.Bill(candidate, self.now.missing(), each, self.cost() if self.weighs() else 0.0)
        against = money.objections(self.cloud, self.want, bill, self.now.terms.order_size)
        if against and refusal:
            raise Stuck("; ".join([*against, f"a dry run was refused: {refusal.message}"]), refusal)
        if against:
            raise Refused("; ".join(against))
        return orders.Failed(refusal) if refusal else orders.Carried()

    def try_on(self, candidate: Candidate) -> None:
        """Whether the image fits a type that nobody named."""
        if by_size(self.want) and not money.image_fits(
            self.cloud, self.want["image"], candidate.instance_type
        ):
            text = f"{self.want['image']} does not run on {candidate.instance_type}"
            raise CloudError("DescribeImages", "ImageDoesNotFit", text)

    def dry_run(self, candidate: Candidate) -> CloudError | None:
        """What the next order would be refused with; money is no part of a dry run."""
        try:
            money.rehearse(self.cloud, dry_run(self.call(candidate, self.now.order())))
        except CloudError as refusal:
            return refusal
        return None

    def call(self, candidate: Candidate, order: orders.Order) -> Call:
        """The request of an order; one that is sent again has the same addresses."""
        sold = {order.token for order in self.now.orders}
        some = free(self.want["private_ips"] or [], self.rows.values(), self.given, sold)
        given = self.given.setdefault(order.token, some[: order.size])
        return run_instances({**self.want, "private_ips": given or None}, candidate, order)

    def weighs(self) -> bool:
        """Whether it matters what the machines cost that are there already."""
        return any(self.want[option] is not None for option in ("max_hourly_price", "balance_hours"))

    def cost(self) -> float:
        """What the fleet costs per hour with what was bought so far."""
        there = [row for id, row in self.rows.items() if is_live(row) and id not in self.now.bought]
        return money.running_cost(self.cloud, there) + sum(part["hourly_price"] for part in self.parts())

    def send(self, ask: orders.Send) -> orders.Bought | orders.Carried | orders.Failed:
        candidate = ask.order.candidate
        try:
            answer = self.cloud.write(self.call(self.candidates[candidate], ask.order), once=True)
        except CloudError as error:
            return orders.Failed(error)
        if answer is None:
            return orders.Carried()
        ids = answer.get("InstanceIdSet")
        if not ids:
            text = "the answer names no instances"
            return orders.Failed(
                CloudError("RunInstances", "NoUsableAnswer", text, answer.get("RequestId", ""))
            )
        self.cloud.bought += ids
        return orders.Bought(tuple(ids))

    def parts(self) -> list[dict]:
        """What was bought, or in a rehearsal would be, and what it costs, a part per candidate."""
        counts = Counter(self.now.bought.values())
        if self.now.rehearsed:
            counts.update({order.candidate: order.size for order in self.now.orders})
        return [
            {
                **self.candidates[candidate].shape(),
                **self.prices[candidate],
                **sums(self.prices[candidate], size),
            }
            for candidate, size in sorted(counts.items())
        ]

    def stand_ins(self) -> list[dict]:
        """In a rehearsal: the machines that would be running now."""
        return [
            {INSTANCE.id: f"new-{number}", "InstanceState": RUNNING}
            for number in range(1, self.now.rehearsed + 1)
        ]

    def pause(self, ask: orders.Pause) -> orders.Carried:
        self.cloud.patience.pause(ask.seconds, "the new machines", self.now.unfinished())
        return orders.Carried()

    def trim(self, ask: orders.Trim) -> orders.Carried:
        calls = [
            Call("cvm", "TerminateInstances", {"InstanceIds": some}, ids="InstanceIds", then=GONE)
            for some in batched(list(ask.ids), 100)
        ]
        carry_out(self.cloud, calls, wait=True)
        return orders.Carried()

    def attempt_shape(self, attempt) -> dict:
        error = attempt.error
        return {
            **self.candidates[attempt.order.candidate].shape(),
            "asked": attempt.order.size,
            "got": attempt.got,
            "token": attempt.order.token,
            "code": error.code if error else None,
            "message": error.message if error else None,
            "request_id": error.request_id if error else None,
        }

    def fates(self) -> list[str]:
        """What became of machines that this run bought and that are none of the fleet's."""
        return [f"{id} {why}{said(self.rows.get(id))}" for id, why in self.now.lost]

    def replaced(self) -> list[str]:
        """What was bought anew, for the user."""
        told = [fate for fate, (_id, why) in zip(self.fates(), self.now.lost) if why != OLD_ORDER]
        return [f"{fate}; another was bought in its place" for fate in told]

    def complaint(self) -> str:
        """Why the purchase ended early, in words."""
        error, missing = self.now.error, self.now.missing()
        if self.now.lost and not error:
            return f"{missing} of {self.now.terms.count} machines are missing: {'; '.join(self.fates())}"
        if error.klass in UNKNOWN_OUTCOME:
            return (
                f"whether the last order was carried out is unknown after {self.now.sends} tries "
                f"(ClientToken {self.now.order().token}): {error.message}; "
                "run again: the next run takes up the same order"
            )
        return f"{missing} of {self.now.terms.count} machines are missing: {error.message}"


ANSWERS = {
    orders.Look: Shop.look,
    orders.Inquire: Shop.inquire,
    orders.Send: Shop.send,
    orders.Pause: Shop.pause,
    orders.Trim: Shop.trim,
}
