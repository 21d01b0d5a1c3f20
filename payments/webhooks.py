"""Stripe's webhook, up to the inbox: prove where it came from, store it, promise to look. No call to Stripe."""

import json
import time

import stripe
from django.conf import settings
from django.db import transaction

from payments import gateway, inbox, tasks
from payments.models import ProviderEvent

TOLERANCE_SECONDS = 300


class NotFromStripe(Exception):
    """No configured secret signed this body, or not just now."""


def receive(body: bytes, signature: str) -> bool:
    """Store a genuine event once and defer its processing in the same transaction; False: had it already.

    Raises:
        NotFromStripe: missing, wrong, old or future signature, or a signed body that is no event.
    """
    event = _verified(body, signature)
    wrong_mode = bool(event.get("livemode")) != gateway.is_live()
    with transaction.atomic():
        stored, is_new = ProviderEvent.objects.get_or_create(
            event_id=event["id"], defaults={"kind": event["type"], "body": body.decode()}
        )
        if is_new and wrong_mode:
            inbox.finish(stored, ProviderEvent.Result.WRONG_MODE)
        elif is_new:
            tasks.process_event.defer(provider_event_pk=stored.pk)
    return is_new


def _verified(body: bytes, signature: str) -> dict:
    """The event, once any configured secret (two are valid while one is being replaced) has signed it just now."""
    if not any(_is_signed(body, signature, secret) for secret in settings.STRIPE_WEBHOOK_SECRETS):
        raise NotFromStripe("no configured secret signed this body within the last five minutes")
    try:
        event = json.loads(body)
        if event["object"] == "event" and _is_word(event["id"], 255) and _is_word(event["type"], 100):
            return event
    except (ValueError, KeyError, TypeError, RecursionError) as error:  # the last: nested too deep
        raise NotFromStripe("the signed body is not an event") from error
    raise NotFromStripe("the signed body is not an event")


def _is_word(value: object, most: int) -> bool:
    """Whether it can be kept as an id or a kind."""
    return isinstance(value, str) and value.isprintable() and 0 < len(value) <= most


def _is_signed(body: bytes, signature: str, secret: str) -> bool:
    try:
        stripe.WebhookSignature.verify_header(body, signature, secret, TOLERANCE_SECONDS)
    except (stripe.SignatureVerificationError, UnicodeDecodeError, TypeError):  # the last: not ASCII
        return False
    # The SDK refuses the past only; a header dated ahead could be replayed until its day comes.
    stamps = [
        value for name, _, value in (part.partition("=") for part in signature.split(",")) if name == "t"
    ]
    return int(stamps[0]) <= time.time() + TOLERANCE_SECONDS
