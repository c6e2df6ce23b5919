# SPDX-License-Identifier: GPL-3.0-or-later
"""One request to the cloud and its answer, through the official SDK. Nothing is repeated here."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

from .._core.errors import CloudError, Refused
from .credentials import Access

try:
    from tencentcloud.common.common_client import CommonClient
    from tencentcloud.common.credential import Credential
    from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
    from tencentcloud.common.profile.client_profile import ClientProfile
    from tencentcloud.common.profile.http_profile import HttpProfile
except ImportError as error:
    SDK_MISSING: str | None = str(error)
else:
    SDK_MISSING = None

VERSIONS = {
    "cvm": "2017-03-12",
    "vpc": "2017-03-12",
    "cbs": "2017-03-12",
    "billing": "2018-07-09",
    "sts": "2018-08-13",
    "tag": "2018-08-13",
}


class Wire:
    """The connections of one run, one per service. `clock`: the cloud's time at its last answer (seconds)."""

    def __init__(self, access: Access) -> None:
        if SDK_MISSING:
            raise Refused(
                "the Python package tencentcloud-sdk-python-common is not installed for the interpreter "
                f"that runs this module ({SDK_MISSING}); install it there with pip"
            )
        self.access = access
        self.clients: dict = {}
        self.clock = 0

    def send(self, service: str, action: str, params: dict) -> dict:
        """The Response of one request. Raises `CloudError` for a refusal and for want of a usable answer."""
        client = self.clients.get(service) or self.clients.setdefault(service, self.client(service))
        try:
            answer = client.call_json(action, params)["Response"]
            problem = answer.get("Error")
        except TencentCloudSDKException as refusal:
            raise CloudError(
                action, refusal.code, readable(refusal.message), refusal.requestId or ""
            ) from None
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as failure:
            text = f"no usable answer ({type(failure).__name__}: {readable(failure)})"
            raise CloudError(action, "NoUsableAnswer", text) from None
        finally:
            self.clock = client_clock(client) or self.clock
        if problem:
            raise CloudError(action, problem["Code"], problem["Message"], answer.get("RequestId", ""))
        return answer

    def client(self, service: str) -> CommonClient:
        access = self.access
        scheme, host = access.endpoint or ("https", public_host(service, access.region))
        http = HttpProfile(
            protocol=scheme,
            endpoint=host,
            reqTimeout=access.timeouts,
            keepAlive=True,
            proxy=access.proxy,
            certification=access.ca_path,
        )
        profile = ClientProfile(httpProfile=http, language=access.language)
        profile.request_client = "ansible-tencentcloud.cvm"
        credential = Credential(access.secret_id, access.secret_key, access.token)
        client = CommonClient(service, VERSIONS[service], credential, access.region, profile)
        client.request.conn.request = remembered(client, client.request.conn.request)
        return client


def remembered(client: CommonClient, request):
    """Keeps the Date of each answer: the SDK hands out the body only."""

    def asked(*words, **settings):
        answer = request(*words, **settings)
        client.answered_at = answer.headers.get("Date")
        return answer

    return asked


def client_clock(client: CommonClient) -> int:
    try:
        return int(parsedate_to_datetime(getattr(client, "answered_at", None)).timestamp())
    except (TypeError, ValueError):
        return 0


def public_host(service: str, region: str) -> str:
    """The finance regions are reached by their own hosts only."""
    return (
        f"{service}.{region}.tencentcloudapi.com"
        if region.endswith("-fsi")
        else f"{service}.tencentcloudapi.com"
    )


def readable(message: object) -> str:
    text = message.decode("utf-8", "replace") if isinstance(message, bytes) else str(message)
    return " ".join(text.split())[:300]
