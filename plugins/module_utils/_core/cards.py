# SPDX-License-Identifier: GPL-3.0-or-later
"""The network cards a machine is born with: its own, in the subnet it is bought in, and further ones."""

from __future__ import annotations

from .errors import Refused

MOST_ADDRESSES = 50


def cards_sent(further: list[dict] | None, vpc: str | None, subnet: str | None) -> list[dict] | None:
    """All cards, as RunInstances takes them; the machine's own has to be among them."""
    if not further:
        return None
    own = {"InterfaceType": "PRIMARY", "VpcId": vpc, "SubnetId": subnet, "PrivateIpv4AddressCount": 1}
    return [own, *(card_sent(card, vpc) for card in further)]


def card_sent(card: dict, vpc: str | None) -> dict:
    more = {"SecurityGroupIds": "security_groups", "DeleteWithInstance": "delete_with_instance"}
    return {
        "InterfaceType": "SECONDARY",
        "VpcId": vpc,
        "SubnetId": card["subnet"],
        "PrivateIpv4AddressCount": card.get("private_ip_count") or 1,
        **{name: card[option] for name, option in more.items() if card.get(option) is not None},
    }


def refuse_cards(cards: list[dict]) -> None:
    for card in cards:
        count = card.get("private_ip_count")
        if count is not None and not 1 <= count <= MOST_ADDRESSES:
            raise Refused(
                f"network_interfaces: private_ip_count {count} is not accepted; 1 to {MOST_ADDRESSES} is"
            )
    subnets = [card["subnet"] for card in cards]
    if len(set(subnets)) < len(subnets):
        raise Refused("network_interfaces: two in one subnet; each is in a subnet of its own")
