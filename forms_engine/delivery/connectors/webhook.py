"""A signed webhook, as the Standard Webhooks specification has it (standardwebhooks.com, v1 signatures)."""

import json
from datetime import UTC, datetime

import httpx
from standardwebhooks import Webhook

from forms_engine.delivery.connectors import outbound
from forms_engine.delivery.models import Delivery
from forms_engine.delivery.outcome import Outcome
from forms_engine.delivery.secrets import signing_secrets

# The receiver understood and will not take it: a person has to look. The rest may pass.
PERMANENT = {400, 401, 403, 404, 405, 410, 413, 415, 422}


def send(delivery: Delivery) -> Outcome:
    """POST the delivery's body. ``webhook-id`` is the delivery's id at every try; only the time and so the
    signature differ."""
    now = datetime.now(UTC)
    message_id = str(delivery.id)
    signatures = " ".join(
        Webhook(secret).sign(message_id, now, delivery.body)
        for secret in signing_secrets(delivery.destination_id)
    )
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Guildhall",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signatures,
        "Idempotency-Key": message_id,
    }
    try:
        status, answer_headers, answer = outbound.post(
            delivery.destination.url, delivery.body.encode(), headers
        )
    except outbound.AddressRefused as error:
        return Outcome(succeeded=False, permanent=True, detail=str(error))
    except (outbound.NameNotResolved, httpx.HTTPError) as error:
        return Outcome(succeeded=False, detail=f"Could not be reached ({type(error).__name__}).")
    if 200 <= status < 300:
        return Outcome(
            succeeded=True, status_code=status, remote_id=_remote_id(answer), detail=f"Answered {status}."
        )
    return Outcome(
        succeeded=False,
        status_code=status,
        permanent=status in PERMANENT or 300 <= status < 400,
        retry_after=_seconds(answer_headers.get("retry-after", "")),
        detail=f"Answered {status}.",
    )


def _remote_id(answer: bytes) -> str:
    """The ``id`` of a JSON answer, if it gives one."""
    try:
        body = json.loads(answer)
    except ValueError:
        return ""
    found = body.get("id", "") if isinstance(body, dict) else ""
    return str(found)[:200] if isinstance(found, str | int) else ""


def _seconds(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 8 else None
