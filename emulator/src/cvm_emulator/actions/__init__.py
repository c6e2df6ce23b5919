# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulated actions, one file per group; importing this package registers them all."""

from __future__ import annotations

from ..ask import Ask
from ..errors import ApiError
from ..order.tokens import remember_failure
from . import (  # noqa: F401
    account,
    address_changes,
    address_tasks,
    addresses,
    attachments,
    attributes,
    bandwidth,
    bandwidth_packages,
    catalogue,
    charge_type,
    dedicated_hosts,
    describe_addresses,
    describe_disks,
    describe_instances,
    describe_templates,
    disk_catalogue,
    disk_changes,
    disk_orders,
    identity,
    images,
    instance_facts,
    ipv6_blocks,
    key_pairs,
    larger_disks,
    launch_templates,
    login_keys,
    network,
    network_account,
    network_changes,
    other_type,
    own_images,
    placement_groups,
    policies,
    power,
    projects,
    rebuild,
    relocate,
    run_instances,
    security_groups,
    snapshots,
    subnets,
    subscription,
    tag_queries,
    tags,
    timers,
    type_catalogue,
    vpcs,
)


def remember_refusal(ask: Ask, refused: ApiError) -> None:
    """What a refused request leaves behind, although its transaction was rolled back."""
    if ask.action in ("RunInstances", "AllocateAddresses"):
        remember_failure(ask, refused)
