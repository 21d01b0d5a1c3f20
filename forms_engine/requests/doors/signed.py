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

from audiences.http import GuildhallRequest
from audiences.keys import PUBLIC
from audiences.problems import Refused
from forms_engine.delivery.inbound_secrets import inbound_secrets
from forms_engine.delivery.models import Destination
from forms_engine.requests.models import InboundRefusal

logger = logging.getLogger(__name__)

Body = TypeVar("Body", bound=BaseModel)

MESSAGE_ID = re.compile(r"[\x21-\x7e]{1,200}")
KIBIBYTE = 1024


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
        Refused: 401 for whoever is not who the address says, 413, 415 and 422 for what cannot be taken.
    """
    if request.principal.audience != PUBLIC:
        raise Http404
    message_id = request.headers.get("webhook-id", "")
    destination = Destination.objects.filter(slug=slug, retired_at=None).first()
    # In this order, so that a stranger is answered alike whether there is such a destination or not.
    content = _body(request, most, destination)
    if destination is None or not MESSAGE_ID.fullmatch(message_id):
        raise _turned_away(destination, "no-signature")
    _verify(request, destination, content)
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
                {"pointer": "".join(f"/{part}" for part in one["loc"]), "message": one["msg"]}
                for one in error.errors(include_input=False, include_context=False, include_url=False)
            ][:20],
        ) from None
    return Signed(destination, message_id, body)


def _body(request: HttpRequest, most: int, destination: Destination | None) -> bytes:
    # Read here and not by Django, whose own limit is for forms.
    content = request.read(most + 1)
    if len(content) > most:
        if destination is not None:
            count_refusal(destination, "too-large")
        raise Refused(413, f"A message has at most {most // KIBIBYTE} KiB")
    return bytes(content)


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
