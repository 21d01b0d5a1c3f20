"""What a kind of back office has to say for itself: one ``Connector`` in a file of its own, named in ``CONNECTORS``."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from forms_engine.delivery.message import Message
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.delivery.outcome import Outcome


class ConnectorSettings(BaseModel):
    """A connector's settings, as ``Destination.settings`` holds them. Each field's ``title`` and ``description`` are
    what an administrator reads beside it."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class CannotRender(ValueError):
    """A message cannot be put into this destination's words; the message says what is missing, and in which field."""


@dataclass(frozen=True, slots=True)
class Connector:
    """A kind of back office.

    ``render`` makes the exact text of a delivery, once, in the transaction that releases it; it may raise
    ``CannotRender``, and then a person has to look. It does not go outside.

    ``send`` gives it to the other end, outside any transaction, within ``outbound.LONGEST`` seconds. It may be called
    again for the same delivery: what it does for the second time changes nothing at the other end, or carries the
    delivery's id so that the other end can tell. It is None where the other end comes for it, or where a batch takes
    many at once.

    A test (``delivery.is_test``) is sent as anything else, marked so that nobody takes it for a request.

    ``due_at`` says when a delivery that is ready now may leave, where that is not at once.
    """

    kind: str
    label: str
    settings: type[ConnectorSettings]
    render: Callable[[Destination, Message], str]
    send: Callable[[Delivery], Outcome] | None
    due_at: Callable[[Destination, datetime], datetime] | None = None
    tests: bool = True  # whether the other end can tell a test from a request
    replays: bool = False  # whether what has arrived can be sent again, for a back office that has lost it
    takes_mapping: bool = True  # whether a destination of this kind can have fields of its own


def render_json(destination: Destination, message: Message) -> str:
    """The message in JSON, in the destination's own fields where it has a mapping: for a connector without words of
    its own."""
    return message.in_their_words()
