"""What a back office needs to send us something: messages in the standard frame, signed with its secret."""

import itertools
import json
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from standardwebhooks import Webhook

from forms_engine.catalogue.models import Service
from forms_engine.delivery.inbound_secrets import inbound_secrets
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.requests.models import StatusMapping
from forms_engine.requests.owner import OWNER_TYPE
from tests.factories import client

_numbers = itertools.count(1)


def back_office(slug="tramway", **fields):
    """A destination that sends callbacks, working for the potholes' team, with meanings for its statuses."""
    team = Service.objects.get(slug="highways-maintenance", locale__language_code="en").team
    made = Destination.objects.create(
        slug=slug,
        kind="webhook",
        settings={"url": "https://tramway.example/in"},
        team=team,
        **{"name": slug.title(), **fields},
    )
    for theirs, ours in (("OPEN", "in-progress"), ("FIXED", "resolved"), ("CLOSED", "closed"), ("SEEN", "")):
        StatusMapping.objects.create(
            destination=made,
            theirs=theirs,
            ours=ours,
            words_en=f"The crew says {theirs.lower()}." if ours else "",
        )
    return made


def sent_to(request, destination, case="T-1", state=Delivery.State.DELIVERED):
    """The delivery with which that back office had the request, under its number ``case``."""
    ready = {"next_at": timezone.now(), "give_up_at": timezone.now() + timedelta(hours=72)}
    return Delivery.objects.create(
        owner_type=OWNER_TYPE,
        owner_id=str(request.id),
        subject="request.received",
        destination=destination,
        state=state,
        body="{}",
        sha256="0" * 64,
        remote_id=case,
        delivered_at=timezone.now() if state == Delivery.State.DELIVERED else None,
        **(ready if state == Delivery.State.READY else {}),
    )


def frame(kind="request.status", at=None, **data):
    """A message as a back office writes it."""
    return {"type": kind, "timestamp": (at or timezone.now()).isoformat(), "data": data}


def post(door, destination, message, *, message_id="", at=None, secret=None, host="public", **changed):
    """POST a message to ``callbacks``, ``cases`` or ``letters``, signed; ``changed`` replaces headers."""
    body = message if isinstance(message, str) else json.dumps(message)
    at = at or datetime.now(UTC)
    message_id = message_id or f"msg_{next(_numbers)}"
    signature = Webhook(secret or inbound_secrets(destination)[0]).sign(message_id, at, body)
    headers = {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signature,
        **changed,
    }
    return client(host).post(
        f"/api/v1/{door}/{destination.slug}", body, content_type="application/json", headers=headers
    )
