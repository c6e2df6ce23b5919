# SPDX-License-Identifier: GPL-3.0-or-later
"""TC3-HMAC-SHA256, from a published-by-hand vector and from every way to get it wrong."""

from hashlib import sha256
from typing import NamedTuple

import pytest
from cvm_emulator import signature
from cvm_emulator.errors import ApiError

NOW = 1700000000
HEADERS = {"content-type": "application/json", "host": "cvm.tencentcloudapi.com", "x-tc-timestamp": str(NOW)}
VECTOR = "021e95ecf71699f2c41c93718fc9e96ffa623d32712e6d06ff3f7ba6cbf790f8"
CREDENTIAL = "EXAMPLEID/2023-11-14/cvm/tc3_request"


class Key(NamedTuple):
    secret_key: str
    token: str | None
    expired: bool = False


KEYS = {"EXAMPLEID": Key("EXAMPLEKEY", None), "TEMPORARYID": Key("EXAMPLEKEY", "EXAMPLETOKEN")}


def authorization(credential=CREDENTIAL, signed="content-type;host", signature=VECTOR):
    return f"TC3-HMAC-SHA256 Credential={credential}, SignedHeaders={signed}, Signature={signature}"


def request(method="POST", query="", body=b"{}", **headers):
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return signature.Request(method, query, {"authorization": authorization(), **HEADERS, **given}, body)


def signed_request(
    names="content-type;host", date="2023-11-14", key="EXAMPLEID", secret="EXAMPLEKEY", **changes
):
    """A request signed right, by the code under test; the vector shows that the code is right."""
    unsigned = request(**changes)
    timestamp = int(unsigned.headers["x-tc-timestamp"])
    proof = signature.sign(secret, "cvm", timestamp, signature.canonical(unsigned, tuple(names.split(";"))))
    header = authorization(f"{key}/{date}/cvm/tc3_request", names, proof)
    return unsigned._replace(headers={**unsigned.headers, "authorization": header})


def refusal(signed, now=NOW):
    with pytest.raises(ApiError) as refused:
        signature.verify(signed, KEYS.get, now)
    return refused.value.code


def test_vector_step_by_step():
    canonical = signature.canonical(request(), ("content-type", "host"))
    assert sha256(canonical.encode()).hexdigest() == (
        "b7511c2a57e10458e52fe57af7b28c25796fc538db71eef3b256d94528d8834d"
    )
    assert signature.sign("EXAMPLEKEY", "cvm", NOW, canonical) == VECTOR


def test_the_vector_is_accepted():
    assert signature.verify(request(), KEYS.get, NOW) == (KEYS["EXAMPLEID"], "cvm")


@pytest.mark.parametrize(
    "changes",
    [
        {"content_type": "application/json; charset=utf-8"},
        {"names": "content-type;host;x-tc-action", "x_tc_action": "RunInstances"},
        {
            "method": "GET",
            "query": "Limit=1",
            "body": b"",
            "content_type": "application/x-www-form-urlencoded",
        },
        {"host": "127.0.0.1:8780"},
    ],
)
def test_what_was_signed_is_what_is_verified(changes):
    signature.verify(signed_request(**changes), KEYS.get, NOW)


@pytest.mark.parametrize(
    "tampered",
    [
        {"body": b"{ }"},
        {"headers": {"host": "vpc.tencentcloudapi.com"}},
        {"headers": {"content-type": "text/plain"}},
        {"headers": {"x-tc-timestamp": str(NOW + 1)}},
        {"headers": {"x-tc-action": "TerminateInstances"}},
        {"method": "GET"},
    ],
)
def test_what_is_changed_after_signing_is_refused(tampered):
    signed = signed_request("content-type;host;x-tc-action", x_tc_action="RunInstances")
    headers = {**signed.headers, **tampered.pop("headers", {})}
    assert refusal(signed._replace(headers=headers, **tampered)) == "AuthFailure.SignatureFailure"


def test_the_query_of_a_get_is_signed():
    signed = signed_request(method="GET", query="Limit=1", body=b"")
    assert refusal(signed._replace(query="Limit=2")) == "AuthFailure.SignatureFailure"


def test_the_action_may_be_signed_in_lower_case():
    signed = signed_request("content-type;host;x-tc-action", x_tc_action="RunInstances")
    assert "x-tc-action:runinstances\n" in signature.canonical(signed, ("x-tc-action",))


def test_an_unsigned_payload_may_change_if_it_is_declared():
    signed = signed_request(x_tc_content_sha256="UNSIGNED-PAYLOAD")
    signature.verify(signed._replace(body=b'{"Limit": 1}'), KEYS.get, NOW)


def test_a_local_date_is_refused():
    assert refusal(signed_request(date="2023-11-15")) == "AuthFailure.SignatureFailure"


@pytest.mark.parametrize(("away", "code"), [(300, None), (301, "AuthFailure.SignatureExpire")])
@pytest.mark.parametrize("direction", [1, -1])
def test_the_window_of_time(away, code, direction):
    now = NOW + away * direction
    if code:
        assert refusal(request(), now) == code
    else:
        signature.verify(request(), KEYS.get, now)


def test_keys():
    assert refusal(signed_request(key="OTHERID")) == "AuthFailure.SecretIdNotFound"
    assert refusal(signed_request(secret="OTHERKEY")) == "AuthFailure.SignatureFailure"


@pytest.mark.parametrize(
    ("key", "given"),
    [
        ("EXAMPLEID", {"x_tc_token": "EXAMPLETOKEN"}),
        ("EXAMPLEID", {"x_tc_token": ""}),
        ("TEMPORARYID", {"x_tc_token": "OTHERTOKEN"}),
        ("TEMPORARYID", {}),
    ],
)
def test_a_token_belongs_to_its_key(key, given):
    assert refusal(signed_request(key=key, **given)) == "AuthFailure.TokenFailure"


def test_a_temporary_key_with_its_token():
    signature.verify(signed_request(key="TEMPORARYID", x_tc_token="EXAMPLETOKEN"), KEYS.get, NOW)


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": ""},
        {"authorization": "Bearer x"},
        {"authorization": authorization(signed="host")},
        {"authorization": authorization(signed="content-type")},
        {"authorization": authorization(credential="EXAMPLEID/2023-11-14/tc3_request")},
        {"authorization": authorization(signature="abc")},
        {"authorization": authorization().replace("TC3-HMAC-SHA256", "TC3-HMAC-SHA1")},
        {"x_tc_timestamp": ""},
        {"x_tc_timestamp": "now"},
        {"x_tc_timestamp": "1700000000.5"},
    ],
)
def test_headers_that_cannot_be_read(headers):
    assert refusal(request(**headers)) == "AuthFailure.InvalidAuthorization"


def test_a_host_signed_without_its_port():
    """As the Node.js SDK signs it; another port may be named then, another host may not."""
    signed = signed_request(host="127.0.0.1")
    named = signed._replace(headers={**signed.headers, "host": "127.0.0.1:8780"})
    signature.verify(named, KEYS.get, NOW)
    other = signed._replace(headers={**signed.headers, "host": "127.0.0.2:8780"})
    assert refusal(other) == "AuthFailure.SignatureFailure"
