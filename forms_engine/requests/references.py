"""References: random, easy to read out, and no key to anything by themselves."""

import secrets

# 23 signs (a prime, see check_sign): no vowels, so no words; none that is mistaken for another on the phone.
SIGNS = "346789CDFGHJKMNPQRTVWXY"
RANDOM_SIGNS = 9  # 23 ** 9 is a little over 2 ** 40


def new_reference() -> str:
    """A random reference such as ``K7W-Q3X-T9D4``: nine random signs and a check sign."""
    drawn = "".join(secrets.choice(SIGNS) for _ in range(RANDOM_SIGNS))
    return _spaced(drawn + check_sign(drawn))


def check_sign(drawn: str) -> str:
    """The sign that makes one mistyped sign, or two neighbours swapped, show: a weighted sum modulo 23."""
    return SIGNS[sum(weight * SIGNS.index(sign) for weight, sign in enumerate(drawn, start=2)) % len(SIGNS)]


def read_reference(typed: str) -> str | None:
    """The reference a person meant, however they spaced or wrote it; None when it cannot be one."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(signs) != RANDOM_SIGNS + 1 or any(sign not in SIGNS for sign in signs):
        return None
    return _spaced(signs) if check_sign(signs[:-1]) == signs[-1] else None


def _spaced(signs: str) -> str:
    return f"{signs[:3]}-{signs[3:6]}-{signs[6:]}"
