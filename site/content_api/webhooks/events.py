"""What a webhook says."""

import datetime
from typing import Literal

from pydantic import Field

from content_api.schemas.base import Out

EventType = Literal[
    "content.published", "content.unpublished", "content.moved", "content.deleted", "content.test"
]


class PageChanged(Out):
    """A page or an article as the subscription's audience can read it now; its words are left to the API.

    ``id`` is its id there; ``kind`` its type. ``paths`` are the addresses on the subscription's own host that are to be
    made again: its own, before and after, those of its translations and aliases, the lists above them, and the pages
    that show it.
    ``and_below`` says that everything below its own addresses may have changed with it.
    """

    id: int
    translation_key: str
    kind: str = Field(examples=["service", "article"])
    language: str = Field(description="Empty where the audience can no longer read it.")
    paths: list[str]
    and_below: bool


class Event(Out):
    """The body of a webhook (Standard Webhooks). ``sequence`` counts the events of one subscription without a gap: a
    receiver that keeps the highest one knows what came late and what is missing."""

    type: EventType
    timestamp: datetime.datetime
    sequence: int
    audience: str
    data: PageChanged | None
