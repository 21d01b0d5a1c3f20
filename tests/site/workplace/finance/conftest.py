"""Money of a council: charges about its requests, and the people who look after it."""

import re
import uuid

import pytest

from accounts.roles import Role
from payments import owners, services
from payments.models import Cause, Charge
from payments.services import LineSpec
from tests.factories import make_staff, signed_in
from tests.stripe_sandbox import SandboxClient, sandbox

__all__ = ["SandboxClient", "sandbox"]

HOME = "/workplace/finance/"
LINES = (
    LineSpec("badge", "Blue Badge for somebody who needs it very much", 12000, "7100-200", "STANDARD"),
    LineSpec("post", "Posting it", 250, "7100-210", "ZERO"),
)


def text(answer):
    """The words of a page."""
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def address(charge):
    return f"{HOME}payments/{charge.uuid}/"


@pytest.fixture
def charge_for(monkeypatch):
    """Opens a charge about a request; what becomes of the request is its own tests' matter."""
    monkeypatch.setitem(owners._on_paid, "request", lambda charge: None)

    def open_one(request=None, lines=LINES) -> Charge:
        return services.open_charge(
            owner_type="request",
            owner_id=str(request.id if request else uuid.uuid4()),
            lines=lines,
            description="Apply for a Blue Badge",
            return_path="/requests/ABC/",
        )

    return open_one


@pytest.fixture
def pay(sandbox):
    """Pays a charge by card, once more each time."""

    def once(charge):
        attempt = services.start_attempt(charge.pk)
        sandbox.does(attempt.session_id, "pay")
        return services.settle(attempt.pk, Cause.WEBHOOK)

    return once


@pytest.fixture
def charge(charge_for, report):
    """A charge of £122.50 about the report."""
    return charge_for(report)


@pytest.fixture
def paid(charge, pay):
    """The same, paid by card."""
    pay(charge)
    charge.refresh_from_db()
    return charge


@pytest.fixture
def finance():
    """The browser of somebody in finance."""
    return signed_in(make_staff(Role.FINANCE, name="Fay Finance"), "staff")


@pytest.fixture
def approver():
    """The browser of a finance approver."""
    return signed_in(make_staff(Role.FINANCE_APPROVER, name="Abe Approver"), "staff")


@pytest.fixture
def auditor():
    """The browser of an auditor."""
    return signed_in(make_staff(Role.AUDITOR, name="Uma Auditor"), "staff")
