"""Who sends a message, proved by its signature (Standard Webhooks, standardwebhooks.com), before anything of it is read.

Nothing is kept of what is turned away but how often it happened.
"""

import logging
import re
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import Http404, HttpRequest
from django.utils import timezone
from pydantic import BaseModel, ValidationError
from standardwebhooks import Webhook, WebhookVerificationError

from accounts.throttle import Limit, is_used_up, network_of, take_slot
from audiences.http import GuildhallRequest
from audiences.keys import PUBLIC
from audiences.problems import Refused
from forms_engine.delivery.inbound_secrets import inbound_secrets
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.requests.doors.shapes import CALLBACK_TYPES
from forms_engine.requests.models import InboundRefusal, OutsideCase

logger = logging.getLogger(__name__)

Body = TypeVar("Body", bound=BaseModel)

GOOD_FOR_SECONDS = 5 * 60  # either way, as the library has it
MESSAGE_ID = re.compile(r"[\x21-\x7e]{1,200}")
KIBIBYTE = 1024
# Of whoever has shown nothing yet, and of a destination that can have nothing large to say.
LARGEST_OF_A_STRANGER = 64 * KIBIBYTE
REFUSED_BY_NETWORK = Limit(attempts=100, seconds=15 * 60)


@dataclass(frozen=True, slots=True)
class Signed(Generic[Body]):
    """A message whose sender is known."""

    destination: Destination
    message_id: str
    body: Body


def read_signed(request: GuildhallRequest, slug: str, shape: type[Body], *, most: int) -> Signed[Body]:
    """The message that a back office sends, once its signature is right.

    Args:
        slug: the destination's, from the address.
        shape: what the body has to be.
        most: how many bytes it may have.

    Raises:
        Http404: on another host than the public one.
        Refused: 401 for whoever is not who the address says, 413, 415 and 422 for what cannot be taken, 429 for a network
            that has been turned away too often.
    """
    if request.principal.audience != PUBLIC:
        raise Http404
    refused = f"inbound-refused:{network_of(request)}"
    if is_used_up(refused, REFUSED_BY_NETWORK):
        raise Refused(429, "Too many messages from your network were turned away. Wait 15 minutes")
    destination = Destination.objects.filter(slug=slug, retired_at=None).first()
    try:
        content = _proved(request, destination, most)
    except Refused:
        take_slot(refused, REFUSED_BY_NETWORK)
        raise
    assert destination is not None
    message_id = request.headers["webhook-id"]
    if request.content_type != "application/json":
        raise Refused(415, "Send JSON, with Content-Type: application/json")
    try:
        body = shape.model_validate_json(content)
    except ValidationError as error:
        # By its own kind and place, never the value: what was sent may be personal.
        raise Refused(
            422,
            "The message is not what this address takes",
            errors=[
                {"pointer": _pointer(one["loc"]), "message": one["msg"].removeprefix("Value error, ")}
                for one in error.errors(include_input=False, include_context=False, include_url=False)
            ][:20],
        ) from None
    return Signed(destination, message_id, body)


def _pointer(place: tuple[int | str, ...]) -> str:
    """A JSON Pointer into what was sent: without the name of the shape, which pydantic puts first where it could be one of
    several."""
    return "".join(f"/{part}" for part in place if part not in CALLBACK_TYPES)


def _proved(request: HttpRequest, destination: Destination | None, most: int) -> bytes:
    """The body, once its signature is right. In this order, so that a stranger is answered alike whether there is such a
    destination or not."""
    content = _body(request, most, destination)
    if (
        destination is None
        or content is None
        or not MESSAGE_ID.fullmatch(request.headers.get("webhook-id", ""))
    ):
        raise _turned_away(destination, "no-signature")
    _verify(request, destination, content)
    return content


def _body(request: HttpRequest, most: int, destination: Destination | None) -> bytes | None:
    """What was sent; None where it is more than this sender may send before anything is known of them."""
    may = most
    if most > LARGEST_OF_A_STRANGER and not _may_send_much(request, destination):
        may = LARGEST_OF_A_STRANGER
    length = _length(request)
    # Read here and not by Django, whose own limit is for forms. What says that it is too large is not read at all.
    content = b"" if length > may else bytes(request.read(may + 1))
    if max(length, len(content)) > most:
        if destination is not None:
            count_refusal(destination, "too-large")
        raise Refused(413, f"A message has at most {most // KIBIBYTE} KiB")
    return content if max(length, len(content)) <= may else None


def _length(request: HttpRequest) -> int:
    try:
        return int(request.headers.get("Content-Length") or 0)
    except ValueError:
        return 0


def _may_send_much(request: HttpRequest, destination: Destination | None) -> bool:
    """Whether this may be a letter: it names a time of these minutes and a signature, and its destination has a case of
    ours that it could be about."""
    at, signature = request.headers.get("webhook-timestamp", ""), request.headers.get("webhook-signature", "")
    if destination is None or not signature.startswith("v1,") or not (at.isdecimal() and len(at) < 12):
        return False
    if abs(timezone.now().timestamp() - int(at)) > GOOD_FOR_SECONDS:
        return False
    return (
        Delivery.objects.filter(destination=destination).exists()
        or OutsideCase.objects.filter(destination=destination).exists()
    )


def _verify(request: HttpRequest, destination: Destination, content: bytes) -> None:
    headers = {
        name: request.headers.get(name, "")
        for name in ("webhook-id", "webhook-timestamp", "webhook-signature")
    }
    for secret in inbound_secrets(destination):
        try:
            Webhook(secret).verify(content, headers, json_parse=False)
        except (WebhookVerificationError, ValueError):
            # The library lets what is no base64, no pair and no UTF-8 through as ValueError.
            continue
        return
    raise _turned_away(destination, "bad-signature")


def _turned_away(destination: Destination | None, reason: str) -> Refused:
    """The same words for every reason: a stranger learns nothing from them."""
    if destination is not None:
        count_refusal(destination, reason)
    return Refused(
        401,
        "This is not signed with the secret of this destination, or not within the last five minutes",
    )


def count_refusal(destination: Destination, reason: str) -> None:
    """Count what was turned away, for operators."""
    logger.warning("a message said to be from %s was turned away: %s", destination.slug, reason)
    day = timezone.localdate()
    counted = InboundRefusal.objects.filter(destination=destination, day=day, reason=reason)
    if counted.update(count=F("count") + 1):
        return
    try:
        with transaction.atomic():
            InboundRefusal.objects.create(destination=destination, day=day, reason=reason, count=1)
    except IntegrityError:
        counted.update(count=F("count") + 1)
