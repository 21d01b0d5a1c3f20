"""Reading JSON that strangers send. What PostgreSQL cannot keep, and what readers of JSON disagree about, is refused
here, once, so that nothing behind it has to think of it."""

import json
import math
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser

from audiences.problems import Refused

DEEPEST = 20  # an answer is at most three levels deep
LARGEST_NUMBER = 40  # signs: more than any amount, and no work to read


class StrictParser(Parser):
    """Bodies are JSON objects in UTF-8, read whole or refused. Their size Django has checked before
    (``DATA_UPLOAD_MAX_MEMORY_SIZE``)."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The object that the request carries.

        Raises:
            Refused: 415 for another content type, 400 for anything but one object (RFC 8259) of text that can be
                stored, without a name twice, without numbers beyond a float, and no more than 20 levels deep.
        """
        if request.content_type != "application/json":
            raise Refused(415, "Send JSON, with Content-Type: application/json")
        try:
            read = json.loads(
                request.body.decode(),
                object_pairs_hook=_object,
                parse_constant=_no_number,
                parse_float=_float,
                parse_int=_int,
            )
        except (UnicodeDecodeError, json.JSONDecodeError):
            raise Refused(400, "The body is not JSON in UTF-8") from None
        except RecursionError:
            raise _too_deep() from None
        if not isinstance(read, dict):
            raise Refused(400, "The body has to be one JSON object")
        _check(read)
        return read


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise Refused(400, "An object of the body has a name twice")
    return read


def _no_number(written: str) -> NoReturn:
    raise Refused(400, "A number of the body is none that JSON knows")


def _float(written: str) -> float:
    number = float(written)
    if len(written) > LARGEST_NUMBER or math.isinf(number):
        raise Refused(400, "A number of the body is too long")
    return number


def _int(written: str) -> int:
    if len(written) > LARGEST_NUMBER:
        raise Refused(400, "A number of the body is too long")
    return int(written)


def _too_deep() -> Refused:
    return Refused(400, f"The body nests deeper than {DEEPEST} levels")


def _check(read: Any) -> None:
    """Refuse what is too deep, and text that no database holds."""
    waiting = [(read, 1)]
    while waiting:
        part, depth = waiting.pop()
        if depth > DEEPEST:
            raise _too_deep()
        if isinstance(part, dict):
            waiting += [(value, depth + 1) for pair in part.items() for value in pair]
        elif isinstance(part, list):
            waiting += [(value, depth + 1) for value in part]
        elif isinstance(part, str) and ("\0" in part or (not part.isprintable() and _is_half(part))):
            raise Refused(400, "A text of the body holds signs that cannot be stored")


def _is_half(text: str) -> bool:
    """Whether the text holds half of a UTF-16 pair, which JSON can write and UTF-8 cannot."""
    return any("\ud800" <= sign <= "\udfff" for sign in text)
