"""A signed webhook, as the Standard Webhooks specification has it (standardwebhooks.com, v1 signatures)."""

import json
from datetime import UTC, datetime

import httpx
from pydantic import Field
from standardwebhooks import Webhook

from forms_engine.delivery.connectors import outbound
from forms_engine.delivery.connectors.interface import Connector, ConnectorSettings, render_json
from forms_engine.delivery.models import Delivery
from forms_engine.delivery.outcome import Fault, Outcome
from forms_engine.delivery.secrets import signing_secrets

# The receiver understood and will not take these words: a person has to look.
REFUSED = frozenset({400, 413, 415, 422})
# Nobody there takes anything of ours: a person has to look, before more is sent. A redirect is one: none is followed.
WRONG_ADDRESS_OR_CREDENTIALS = frozenset({401, 403, 404, 405, 410, *range(300, 400)})


class WebhookSettings(ConnectorSettings):
    """Where it is sent."""

    url: str = Field(
        title="Address", description="Starts with https:// and is on the operator's list.", max_length=500
    )


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
            WebhookSettings(**delivery.destination.settings).url, delivery.body.encode(), headers
        )
    except outbound.AddressRefused as error:
        return Outcome(Fault.SETTING, str(error))
    except (outbound.NameNotResolved, httpx.HTTPError) as error:
        return Outcome(Fault.PASSING, f"Could not be reached ({type(error).__name__}).")
    said = f"Answered {status}."
    if 200 <= status < 300:
        return Outcome(None, said, status_code=status, remote_id=_remote_id(answer))
    return Outcome(
        _fault(status), said, status_code=status, retry_after=_seconds(answer_headers.get("retry-after", ""))
    )


def _fault(status: int) -> Fault:
    """Whose failure a status is; one we do not know may pass."""
    if status in REFUSED:
        return Fault.THIS_ONE
    return Fault.SETTING if status in WRONG_ADDRESS_OR_CREDENTIALS else Fault.PASSING


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


CONNECTOR = Connector(
    kind="webhook", label="A signed webhook", settings=WebhookSettings, render=render_json, send=send
)
