"""The code in a payment link's address: short enough to be read out on the phone and typed by hand.

It is derived from the link's id with the site's key, so that an officer can read it out again for as long as it is good,
while only its hash is stored. Twelve signs of 23 are some 54 bits: not to be guessed in the days that a link lives, and
what it opens is a bill without a name.
"""

import hashlib
from uuid import UUID

from django.utils.crypto import salted_hmac

# No vowels, so no words; none that is mistaken for another on the phone. As in references of requests.
SIGNS = "346789CDFGHJKMNPQRTVWXY"
LENGTH = 12


def code_of(link_uuid: UUID) -> str:
    """The code of a link, such as ``K7WQ-3XT9-D4MR``."""
    digest = salted_hmac("payments.link", str(link_uuid), algorithm="sha256").digest()
    number, signs = int.from_bytes(digest), ""
    for _ in range(LENGTH):
        number, place = divmod(number, len(SIGNS))
        signs += SIGNS[place]
    return _spaced(signs)


def read_code(typed: str) -> str | None:
    """The code that somebody meant, however they spaced or wrote it; None where it cannot be one."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(signs) != LENGTH or any(sign not in SIGNS for sign in signs):
        return None
    return _spaced(signs)


def hash_of_code(code: str) -> str:
    """What is stored and looked up, of a code as `code_of` and `read_code` write it."""
    return hashlib.sha256(code.encode()).hexdigest()


def _spaced(signs: str) -> str:
    return f"{signs[:4]}-{signs[4:8]}-{signs[8:]}"
