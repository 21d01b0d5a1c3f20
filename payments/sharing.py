"""Amounts shared out to the penny, so that the parts come to the whole."""

from collections.abc import Mapping
from typing import TypeVar

Key = TypeVar("Key", int, str)


def share_out(pence: int, weights: Mapping[Key, int]) -> dict[Key, int]:
    """An amount (negative too) over what bears it, in proportion to the weights, by largest remainders; among equal ones
    the first key. Nothing where the weights come to nothing."""
    total = sum(weights.values())
    if not pence or not total:
        return {}
    amount, sign = abs(pence), 1 if pence > 0 else -1
    parts = {key: amount * weight // total for key, weight in weights.items()}
    rest = amount - sum(parts.values())
    for key in sorted(weights, key=lambda key: (-(amount * weights[key] % total), key))[:rest]:
        parts[key] += 1
    return {key: sign * part for key, part in parts.items()}
