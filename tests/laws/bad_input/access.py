# SPDX-License-Identifier: GPL-3.0-or-later
"""Mistakes about keys, region and endpoint."""

from __future__ import annotations

from ansible_collections.tencentcloud.cvm.tests.laws.bad_input.case import Case

NO_KEYS = {
    "TENCENTCLOUD_SECRET_ID": None,
    "TENCENTCLOUD_SECRET_KEY": None,
    "HOME": "/nonexistent",
}
KEYS = {
    "secret_id": "AKIDEMULATOREMULATOREMULATOREMULATOR",
    "secret_key": "EmulatorSecretKeyEmulatorSecretKey",
}
PLACES = (
    r"the options.*TENCENTCLOUD_SECRET_ID.*TENCENTCLOUD_SECRET_KEY.*\.tccli/\w+\.credential.*\.tencentcloud/"
)
ADDRESS = "http://host:port or https://host is accepted"
LATE = (("settings", {"clock_skew": 400}),)

ACCESS = (
    Case("no credentials", "secret_id, secret_key", PLACES, {}, environment=NO_KEYS),
    Case(
        "a profile without file",
        "secret_id",
        r"nobody\.credential",
        {},
        environment={**NO_KEYS, "TENCENTCLOUD_PROFILE": "nobody"},
    ),
    Case("half a key", "secret_key", "from one and the same place", {"secret_id": KEYS["secret_id"]}),
    Case("the other half", "secret_id", "from one and the same place", {"secret_key": KEYS["secret_key"]}),
    Case(
        "unknown key", "secret_id", "exists and is enabled", {**KEYS, "secret_id": "AKIDnobodynobodynobody"}
    ),
    Case(
        "wrong key", "secret_key", "the pair as it was issued", {**KEYS, "secret_key": "NotTheKeyNotTheKey"}
    ),
    Case(
        "token with a lasting key",
        "token",
        "none with a lasting key",
        {**KEYS, "token": "SomeTokenSomeToken"},
    ),
    Case("token alone", "token", "secret_id and secret_key", {"token": "SomeTokenSomeToken"}),
    Case("unknown profile", "profile", r"nobody\.credential", {"profile": "nobody"}),
    Case("clock", "clock of this machine", "300 s", {}, world=LATE),
    Case(
        "no region",
        "region",
        "TENCENTCLOUD_REGION",
        {},
        environment={"TENCENTCLOUD_REGION": None, "HOME": "/x"},
    ),
    Case("unknown region", "region", "ap-guangzhou", {"region": "ap-atlantis"}, asked=1),
    Case("region by its English name", "region", "ap-guangzhou", {"region": "Guangzhou"}, asked=1),
    Case(
        "unknown region, zones",
        "region",
        "ap-guangzhou",
        {"region": "ap-atlantis"},
        "zone_info",
        whole=True,
        asked=1,
    ),
    Case("unknown language", "language", "en-US, zh-CN", {"language": "de-DE"}),
    Case("endpoint that is words", "endpoint", ADDRESS, {"endpoint": "the emulator"}),
    Case("endpoint without scheme", "endpoint", ADDRESS, {"endpoint": "127.0.0.1:8780"}),
    Case("endpoint of another scheme", "endpoint", ADDRESS, {"endpoint": "ftp://127.0.0.1"}),
    Case("endpoint with a path", "endpoint", ADDRESS, {"endpoint": "http://127.0.0.1:8780/api"}),
    Case("endpoint with a port there is not", "endpoint", ADDRESS, {"endpoint": "http://127.0.0.1:99999"}),
    Case(
        "endpoint in the environment",
        "endpoint",
        ADDRESS,
        {},
        environment={"TENCENTCLOUD_ENDPOINT": "emulator"},
    ),
    Case("no time to read", "read_timeout", "above 0", {"read_timeout": 0}),
    Case("no time to connect", "connect_timeout", "above 0", {"connect_timeout": -1}),
    Case("certificates that are not there", "ca_path", "file", {"ca_path": "/nonexistent/ca.pem"}),
)
