"""No card number is ever typed into Guildhall: whatever a person may type about money is looked at for one.

The council's page never takes a card (PCI SAQ A), so a card number here is always somebody's mistake, and the first place
it could be kept. It is refused before anything is stored, and neither logged nor shown again.
"""

import re

from django.core.exceptions import ValidationError

from payments.errors import CardNumberTyped

SHORTEST, LONGEST = 13, 19
# Groups of digits with nothing between them but what people put there.
_GROUPS = re.compile(r"\d+(?:[\s.\-\u2010-\u2015_/]{1,3}\d+)*")
# What the cards that are paid with begin with; a number of our own that happens to pass the check may begin otherwise.
_FIRST = "23456"

WORDS = "This looks like a card number. Never type one here. Write the payment’s own reference instead."


def looks_like_card_number(text: str) -> bool:
    """Whether some groups of digits, put together, are 13 to 19 digits of a card that pass the check of ISO/IEC 7812
    (Luhn). A security code or an expiry date beside it hides nothing, nor does a letter before it."""
    for found in _GROUPS.finditer(text):
        groups = re.findall(r"\d+", found[0])
        for first in range(len(groups)):
            digits = ""
            for group in groups[first:]:
                digits += group
                if len(digits) > LONGEST:
                    break
                if len(digits) >= SHORTEST and _is_a_card(digits):
                    return True
    return False


def refuse_card_numbers(*texts: str) -> None:
    """Nothing, where none of the texts holds a card number. Every verb that keeps what a person typed about money calls
    it.

    Raises:
        CardNumberTyped: where one does.
    """
    if any(looks_like_card_number(text) for text in texts):
        raise CardNumberTyped(WORDS)


def no_card_number(text: str) -> None:
    """A validator for fields of forms about money.

    Raises:
        ValidationError: where the text holds a card number.
    """
    if looks_like_card_number(text):
        raise ValidationError(WORDS, code="card-number")


def _is_a_card(digits: str) -> bool:
    values = [int(digit) for digit in digits]
    if str(values[0]) not in _FIRST or len(set(values)) == 1:
        return False
    doubled = (sum(divmod(2 * value, 10)) for value in values[-2::-2])
    return (sum(values[-1::-2]) + sum(doubled)) % 10 == 0
