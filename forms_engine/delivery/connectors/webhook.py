"""A signed webhook, as the Standard Webhooks specification has it (standardwebhooks.com, v1 signatures)."""

import json
from datetime import UTC, datetime
from typing import Literal

from django.conf import settings
from pydantic import Field, field_validator
from standardwebhooks import Webhook

from forms_engine.delivery.connectors import outbound
from forms_engine.delivery.connectors.interface import Connector, ConnectorSettings, render_json
from forms_engine.delivery.connectors.typed_urls import allowed_when_typed
from forms_engine.delivery.models import Delivery
from forms_engine.delivery.outcome import Fault, Outcome
from forms_engine.delivery.retry import wait_asked
from forms_engine.delivery.secrets import signing_secrets

# The receiver understood and will not take these words: a person has to look.
REFUSED = frozenset({400, 413, 415, 422})
# Nobody there takes anything of ours: a person has to look, before more is sent. A redirect is one: none is followed.
WRONG_ADDRESS_OR_CREDENTIALS = frozenset({401, 403, 404, 405, 410, *range(300, 400)})


class WebhookSettings(ConnectorSettings):
    """Where it is sent, and how much of it."""

    url: str = Field(
        title="Address", description="Starts with https:// and is on the operator's list.", max_length=500
    )
    body: Literal["full", "thin"] = Field(
        default="full",
        title="How much is sent",
        description="“full” sends everything. “thin” sends the delivery's id and a link, and the back office fetches the "
        "rest from the pull door with a token of its own: for sensitive services, so that an address typed wrongly "
        "tells nobody anything.",
    )

    _is_allowed = field_validator("url")(allowed_when_typed)


def send(delivery: Delivery) -> Outcome:
    """POST the delivery's body, or the thin one that leads to it. ``webhook-id`` is the delivery's id at every try;
    only the time and so the signature differ."""
    chosen = WebhookSettings(**delivery.destination.settings)
    now = datetime.now(UTC)
    message_id = str(delivery.id)
    body = thin_body(delivery) if chosen.body == "thin" else delivery.body
    signatures = " ".join(
        Webhook(secret).sign(message_id, now, body) for secret in signing_secrets(delivery.destination_id)
    )
    headers = {
        "Content-Type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signatures,
        "Idempotency-Key": message_id,
        **({"Guildhall-Test": "1"} if delivery.is_marked_test else {}),
    }
    try:
        status, answer_headers, answer = outbound.post(chosen.url, body.encode(), headers)
    except outbound.AddressRefused as error:
        return Outcome(Fault.SETTING, str(error))
    except outbound.NotReached as error:
        return Outcome(Fault.PASSING, str(error))
    said = f"Answered {status}."
    if 200 <= status < 300:
        return Outcome(None, said, status_code=status, remote_id=_remote_id(answer))
    return Outcome(
        _fault(status),
        said,
        status_code=status,
        retry_after=wait_asked(answer_headers.get("retry-after", ""), now),
    )


def thin_body(delivery: Delivery) -> str:
    """The delivery's id, the digest of what it says, and where to fetch that: the same at every try."""
    url = f"{settings.ENVIRONMENT.origin('public')}/api/v1/deliveries/{delivery.id}"
    frame = {
        "type": delivery.subject,
        "timestamp": delivery.created_at.isoformat(),
        **({"test": True} if delivery.is_marked_test else {}),
        "data": {"id": str(delivery.id), "sha256": delivery.sha256, "links": {"self": url}},
    }
    return json.dumps(frame, separators=(",", ":"))


def _fault(status: int) -> Fault:
    """Whose failure a status is; one we do not know may pass."""
    if status in REFUSED:
        return Fault.THIS_ONE
    return Fault.SETTING if status in WRONG_ADDRESS_OR_CREDENTIALS else Fault.PASSING


def _remote_id(answer: bytes) -> str:
    """The ``id`` of a JSON answer, if it gives one."""
    try:
        body = json.loads(answer)
    except (ValueError, RecursionError):
        return ""
    found = body.get("id", "") if isinstance(body, dict) else ""
    return str(found)[:200] if isinstance(found, str | int) else ""


CONNECTOR = Connector(
    kind="webhook",
    label="A signed webhook",
    settings=WebhookSettings,
    render=render_json,
    send=send,
    replays=True,
)
