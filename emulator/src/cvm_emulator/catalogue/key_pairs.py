# SPDX-License-Identifier: GPL-3.0-or-later
"""The key pairs that a fresh account has; nobody keeps their private halves."""

from __future__ import annotations

from typing import NamedTuple


class KeyPair(NamedTuple):
    key_id: str
    name: str
    public: str


KEY_PAIRS = (
    KeyPair(
        "skey-rehearse",
        "rehearsal",
        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCYi/EkxGRLSUEs2eWpguchGMq7sW0AmwwYGc+Tmf9vRkayvJrps52IFyWGzPpB"
        "DXV/ZM3zvG6k/59PKIjFmhUH//QJDc+uxQC8oBkmlqWy2faHpH/omyyM/hjlb/0Q9IfH1mPggrudfmdaJyFDAiXhz+3m6N2z7ckE"
        "Xa3UEOQWwCMNlSlVxgdQysjsNwhp3y7wbIilb1+8+B+AfyrqZHXXgqC8ttSVhLcwIntoTM7TJl1l5+DVXFJ5jZWZVN7tLOA9M35u"
        "6YZl6ukEpJj5+Vkj0vNWHBYXgacGN7HS9NrV9cXwlElF54F6vU8d/65mMMJzd1D5YrJncoVoUoJkGOvT",
    ),
    KeyPair(
        "skey-operator",
        "operator",
        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDcIqLqoBfTvaf3vSax6fcmT2oOF4Cdg+zsD9tNiZKDSozn2ZwtAsV2FLmEq3ky"
        "MIlKqDRc+Z+lX73vWdCH9DpaTOq40yGUOsiewnZhaQ5KlpKGYnJawD2yc1he+/FJAoz6Z5wOIXM2cOLlFRW3S0CKlzzYmQ3JlnI9"
        "Wq54KiV7lHElW96BssPxd8+RskOrEttalnCa2oW9CVztBp4k/M7zqjqanEB3G9aa+EB/qbld686w8QeO6YqZ+0D+9UIjpJyzNq0y"
        "sW2uI26UMQ9pg92Hdnx0djjzO+vdnRfUArnZNIHfvGB+eEAgu8kukqqYsjJHZlDIrTKHj2ro3Ztg5uwv",
    ),
)
