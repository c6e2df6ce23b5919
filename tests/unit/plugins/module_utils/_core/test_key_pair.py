# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of plans for a key pair, and keys that are none."""

from __future__ import annotations

import pytest
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.errors import Refused
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.key_pair import (
    IMPORTED,
    MADE,
    fits,
    shape,
)
from ansible_collections.tencentcloud.cvm.plugins.module_utils._core.public_key import (
    fingerprint,
    public_half,
)
from ansible_collections.tencentcloud.cvm.plugins.modules.key_pair import ARGUMENTS
from ansible_collections.tencentcloud.cvm.tests.unit.plugins.module_utils._core.keys import (
    ONE,
    TWO,
    key,
)
from ansible_collections.tencentcloud.cvm.tests.unit.plugins.module_utils._core.resource_plans import (
    brief,
    wished,
)

ID = "skey-12345678"
ROW = {
    "KeyId": ID,
    "KeyName": "web",
    "ProjectId": 0,
    "Description": "",
    "PublicKey": f"{ONE} {ID}",
    "AssociatedInstanceIds": [],
    "CreatedTime": "2026-01-01T00:00:00Z",
    "Tags": [],
}


def calls(have=..., resource=IMPORTED, **options):
    have = ROW if have is ... else have
    return brief(resource, wished(resource, ARGUMENTS, **options), have)


def test_one_that_is_there():
    assert calls() == calls(public_key=ONE, description="", project=0) == []
    changed = {"KeyId": ID, "KeyName": "db", "Description": "x"}
    assert calls(key_pair_id=ID, name="db", description="x") == [("ModifyKeyPairAttribute", changed)]
    assert calls(state="absent") == [("DeleteKeyPairs", {"KeyIds": [ID]})]


def test_one_that_is_imported():
    tags = [{"ResourceType": "keypair", "Tags": [{"Key": "a", "Value": "b"}]}]
    assert calls(None, public_key=ONE, tags={"a": "b"}, description="x") == [
        (
            "ImportKeyPair",
            {"KeyName": "web", "ProjectId": 0, "PublicKey": ONE, "TagSpecification": tags},
        ),
        ("ModifyKeyPairAttribute", {"KeyId": "new-key_pair", "Description": "x"}),
    ]


def test_one_that_the_cloud_makes():
    made = calls(None, MADE, private_key_file="/tmp/web.pem", project=1000001)
    assert made == [("CreateKeyPair", {"KeyName": "web", "ProjectId": 1000001})]


def test_a_pair_keeps_its_key():
    with pytest.raises(
        Refused, match=r"^public_key: key pair skey-12345678 has the key SHA256:\S+, asked for is S"
    ):
        calls(public_key=TWO)


def test_a_new_pair_needs_a_key_or_a_place_for_one():
    with pytest.raises(Refused, match=r"^private_key_file: not given"):
        fits(wished(MADE, ARGUMENTS), [])
    fits(wished(MADE, ARGUMENTS, private_key_file="/tmp/web.pem"), [])
    fits(wished(IMPORTED, ARGUMENTS, public_key=ONE), [])


def test_the_comment_is_the_clouds():
    assert shape(ROW)["public_key"] == ONE
    assert fingerprint(f"{ONE} comment") == fingerprint(ONE) != fingerprint(TWO)
    assert fingerprint("") is fingerprint(None) is fingerprint("ssh-rsa !") is None
    assert public_half("public_key", f" {ONE}  me@home\n") == ONE


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is no RSA key"),
        ("# my keys", "is no RSA key"),
        (key(b"ssh-ed25519", b"x"), "is no RSA key in the form of OpenSSH; one that begins with ssh-rsa"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl", "is a private key; the public half"),
        ("-----BEGIN RSA PRIVATE KEY-----", "is a private key"),
        (ONE[:-8], "begins with ssh-rsa, but what follows is no key; it may be cut off"),
        ("ssh-rsa not*base64", "begins with ssh-rsa, but"),
        (key(b"ssh-dss", b"a", b"b").replace("ssh-dss ", "ssh-rsa "), "begins with ssh-rsa, but"),
    ],
)
def test_what_is_no_public_key(text, message):
    with pytest.raises(Refused, match=f"^public_key_file: {message}"):
        public_half("public_key_file", text)


@pytest.mark.parametrize("name", ["web-1", "n" * 26, "with space"])
def test_names_that_are_none(name):
    with pytest.raises(Refused, match=r"^name: .*letters, digits and underscores"):
        calls(name=name)
