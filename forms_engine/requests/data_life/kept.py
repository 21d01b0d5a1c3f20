"""Why something may not be erased now. The database says so itself (``requests_kept_because``, migration 0027): what erases
asks it again, in its own transaction. Only that somebody's wish does not reach what they sent for an organisation is
said by ``people.finish``."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection

WORDS = {
    "unfinished": "It is not finished",
    "undelivered": "A back office has not got it yet",
    "unsent": "A message to its customer has not been sent yet",
    "unpaid": "It is not paid",
    "unsettled": "Finance has to see to its payment",
    "unposted": "A letter of it has to be printed and posted",
    "appointment": "Its appointment is still to come",
    "hold": "It is on legal hold",
    "organisation": "It was sent for an organisation, which it belongs to",
}


class Kept(Exception):
    """It may not be erased now; ``reasons`` are keys of ``WORDS``."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__(", ".join(reasons))


def reasons_of(request_ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """Of each of these requests, why it may not be erased now; an empty list where it may. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select one, requests_kept_because(one) from unnest(%s::uuid[]) as one", [list(request_ids)]
        )
        return {one: reasons or [] for one, reasons in cursor.fetchall()}


def in_words(reasons: list[str]) -> str:
    """The reasons, as officers read them."""
    return "; ".join(WORDS[one] for one in reasons)
