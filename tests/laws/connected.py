# SPDX-License-Identifier: GPL-3.0-or-later
"""The collection's own connection to a local cloud, in this process."""

from __future__ import annotations

from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.cloud import Cloud
from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.credentials import Access, parted
from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.interrupts import Interrupts
from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.patience import Patience
from ansible_collections.tencentcloud.cvm.plugins.module_utils._cloud.transport import Wire
from ansible_collections.tencentcloud.cvm.tests.tools.local_cloud import LocalCloud


def connected(cloud: LocalCloud) -> Cloud:
    words = cloud.environment()
    access = Access(
        secret_id=words["TENCENTCLOUD_SECRET_ID"],
        secret_key=words["TENCENTCLOUD_SECRET_KEY"],
        token=None,
        role_arn=None,
        region=words["TENCENTCLOUD_REGION"],
        endpoint=parted(cloud.endpoint),
        ca_path=None,
        proxy=None,
        timeouts=(10, 60),
        language="en-US",
    )
    return Cloud(Wire(access), Patience(600, Interrupts()), rehearsal=False)
