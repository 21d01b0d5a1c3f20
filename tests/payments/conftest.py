"""A real sandbox and the real SDK for every test of payments; nothing is faked between us and HTTP."""

import json
import time
import uuid
from collections.abc import Callable

import pytest
import stripe
from django.db.models import Sum
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from audiences.keys import STAFF
from audiences.principal import Principal
from payments import owners, services
from payments.models import Cause, Charge, LedgerEntry, PaymentAttempt
from payments.services import LineSpec
from tests.stripe_sandbox import SECRET, SandboxClient, sandbox

__all__ = ["SandboxClient", "sandbox"]

RETURN_PATH = "/requests/ABC/"
LINES = (
    LineSpec("badge", "Blue Badge", 800, "7100-200", "outside"),
    LineSpec("post", "Posting your badge", 200, "7100-210", "zero"),
)


def balance_of(account: str) -> int:
    """What the books say is on an account, in pence; debits are positive."""
    return LedgerEntry.objects.filter(account=account).aggregate(total=Sum("amount_pence"))["total"] or 0


@pytest.fixture
def paid_owners(monkeypatch) -> list[str]:
    """Owner ids of type `test`, in the order they heard that their charge was paid."""
    heard: list[str] = []
    monkeypatch.setitem(owners._on_paid, "test", lambda charge: heard.append(charge.owner_id))
    return heard


@pytest.fixture
def new_charge(paid_owners) -> Callable[..., Charge]:
    """Opens a charge of £10."""

    def open_one(owner_id: str = "", return_path: str = RETURN_PATH, lines=LINES) -> Charge:
        return services.open_charge(
            owner_type="test",
            owner_id=owner_id or uuid.uuid4().hex,
            lines=lines,
            description="Apply for a Blue Badge",
            return_path=return_path,
        )

    return open_one


@pytest.fixture
def attempt(sandbox, new_charge, db) -> PaymentAttempt:
    """An open attempt at paying a new charge."""
    return services.start_attempt(new_charge().pk)


@pytest.fixture
def refunded_owners(monkeypatch) -> list[tuple[str, int, str]]:
    """Owner id, pence and the charge's state, in the order owners of type `test` heard of refunds."""
    heard: list[tuple[str, int, str]] = []

    def hear(refund):
        heard.append((refund.charge.owner_id, refund.amount_pence, refund.charge.state))

    monkeypatch.setitem(owners._on_refunded, "test", hear)
    return heard


@pytest.fixture
def paid(sandbox, attempt) -> PaymentAttempt:
    """An attempt that has paid its charge of £10."""
    sandbox.does(attempt.session_id, "pay")
    return services.settle(attempt.pk, Cause.WEBHOOK)


def who(*roles: str) -> Principal:
    """A new person on the staff host who holds these roles."""
    user = User.objects.create(name="Somebody", email=f"{uuid.uuid4().hex}@council.example", is_staff=True)
    return Principal(user=user, audience=STAFF, keys=frozenset({STAFF}), roles=frozenset(roles))


@pytest.fixture
def finance(db) -> Principal:
    """Somebody in finance."""
    return who(Role.FINANCE)


@pytest.fixture
def approver(db) -> Principal:
    """Somebody else in finance, who may approve refunds."""
    return who(Role.FINANCE, Role.FINANCE_APPROVER)


@pytest.fixture
def officer(db) -> Principal:
    """An officer on the phone."""
    return who(Role.OFFICER)


@pytest.fixture
def payer() -> Client:
    """A payer's browser on the public host, which checks CSRF as the site does."""
    return Client(enforce_csrf_checks=True, SERVER_NAME="localhost")


@pytest.fixture
def post_event(payer) -> Callable[..., int]:
    """Posts an event as Stripe would; every part of it can be spoilt. Answers the status."""

    def post(
        event: dict | str, *, secret: str = SECRET, at: float | None = None, signature: str | None = None
    ) -> int:
        body = event if isinstance(event, str) else json.dumps(event)
        if signature is None:
            stamp = int(at if at is not None else time.time())
            signature = stripe.WebhookSignature.generate_signature_header(body, secret, stamp)
        headers = {"stripe-signature": signature} if signature else {}
        return payer.post(
            "/payments/stripe/webhook", body, content_type="application/json", headers=headers
        ).status_code

    return post
