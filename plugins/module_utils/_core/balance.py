# SPDX-License-Identifier: GPL-3.0-or-later
"""What the account can pay (DescribeAccountBalance); the API counts in hundredths."""

from __future__ import annotations


def available(answer: dict) -> float:
    """Money at hand, credit included: with a credit line the balance itself may be 0 while buying works."""
    return max(float(answer.get(name) or 0) for name in ("RealBalance", "RealCreditBalance")) / 100
