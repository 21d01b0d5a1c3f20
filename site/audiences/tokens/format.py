"""How a reading token is written: ``ghr_``, 40 random signs, and 6 that check them.

The prefix lets scanners of source code recognise a token that was left in one; the check lets them, and us, tell a
token from what only looks like one without asking the database.
"""

import hashlib
import re
import secrets
import string
import zlib

PREFIX = "ghr_"
RANDOM_SIGNS = 40  # of 62: 238 bits
CHECK_SIGNS = 6
SIGNS = string.digits + string.ascii_uppercase + string.ascii_lowercase
SHAPE = re.compile(rf"[0-9A-Za-z]{{{RANDOM_SIGNS + CHECK_SIGNS}}}")


def new_token(prefix: str = PREFIX) -> str:
    """A token nobody has had before. Other kinds of tokens have a prefix of their own, four signs long too."""
    random = "".join(secrets.choice(SIGNS) for _ in range(RANDOM_SIGNS))
    return f"{prefix}{random}{_check(random)}"


def is_reading_token(value: str) -> bool:
    """Whether ``value`` claims to be one of ours, rightly or not."""
    return value.startswith(PREFIX)


def is_well_formed(value: str, prefix: str = PREFIX) -> bool:
    """Whether ``value`` is written as a token is, its check included."""
    signs = value.removeprefix(prefix)
    if signs == value or not SHAPE.fullmatch(signs):
        return False
    return signs[-CHECK_SIGNS:] == _check(signs[:-CHECK_SIGNS])


def digest_of(token: str) -> str:
    """What is kept of a token. It is random, so a plain SHA-256 cannot be guessed back; it does not depend on
    SECRET_KEY, so tokens outlive a change of that."""
    return hashlib.sha256(token.encode()).hexdigest()


def _check(random: str) -> str:
    """The CRC-32 of the random part in base 62."""
    rest = zlib.crc32(random.encode())
    signs = ""
    for _ in range(CHECK_SIGNS):
        rest, sign = divmod(rest, len(SIGNS))
        signs = SIGNS[sign] + signs
    return signs
