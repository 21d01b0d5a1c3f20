"""A day's takings, so that finance's screens are not empty. Taken by the same verbs as anybody's money, from the sandbox."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from accounts.models import User
from audiences.admission import admit
from audiences.principal import Principal
from demo.fixtures import read
from forms_engine.catalogue.selectors import live_version
from forms_engine.journeys import services as journeys
from forms_engine.requests.owner import OWNER_TYPE
from payments import services
from payments.models import Cause, Charge, CounterPayment, PaymentAttempt, Refund
from payments.nightly import run_reconcile
from payments.sandbox.server import Sandbox
from payments.selectors import refundable


def load_takings() -> int:
    """Pay, refund, dispute and pay out as ``takings.json`` says, where nothing was ever charged. Returns how many requests
    were made. To be called while no sandbox runs, and outside any transaction."""
    if Charge.objects.filter(owner_type=OWNER_TYPE).exists():
        return 0
    rows = read("takings.json")["takings"]
    with _sandbox() as sandbox:
        made = [(_charge(row), row["then"]) for row in rows]
        known = [(charge, then) for charge, then in made if charge is not None]
        for charge, then in known:
            _pay(sandbox, charge, then)
        sandbox.balance.pay_out()
        for charge, then in known:
            _follow(sandbox, charge, then)
        run_reconcile()
    return len(known)


@contextmanager
def _sandbox() -> Iterator[Sandbox]:
    """The sandbox that is going to run, at its own address and with its own state. Its webhooks go nowhere yet."""
    running = Sandbox(
        port=urlsplit(settings.STRIPE_API).port or 0,
        state=settings.ENVIRONMENT.var / "sandbox.json",
        webhook_url="http://127.0.0.1:9/",
        webhook_secret=secrets.token_hex(),  # nobody listens
    )
    running.faults.drop_webhooks = True
    running.start()
    try:
        yield running
    finally:
        running.stop()


def _charge(row: dict[str, Any]) -> Charge | None:
    """What a request of a resident's costs; None where its journey is not there, or is another by now."""
    version = live_version(Principal.public(), row["journey"])
    if version is None:
        return None
    submission, _token = journeys.start_submission(Principal.public(), version, language="en")
    submission.answers = row["answers"]
    submission.save(update_fields=["answers"])
    try:
        request = journeys.submit(submission.pk)
    except journeys.NotReady:
        return None
    return Charge.objects.get(owner_type=OWNER_TYPE, owner_id=str(request.id))


def _pay(sandbox: Sandbox, charge: Charge, then: str) -> None:
    if then in {"cheque", "cash"}:
        taken = services.record_counter_payment(
            _person("officer"),
            charge.pk,
            method=CounterPayment.Method(then),
            reference="100482" if then == "cheque" else "",
            amount_pence=charge.total_pence,
        )
        if then == "cash":
            services.mark_banked(_person("finance"), taken.pk, bank_reference="PAYING-IN 0312")
        return
    attempt = services.start_attempt(charge.pk)
    if then != "leaves":
        sandbox.checkout.pay(attempt.session_id)
        services.settle(attempt.pk, Cause.WEBHOOK)


def _follow(sandbox: Sandbox, charge: Charge, then: str) -> None:
    if then == "dispute":
        sandbox.giving_back.dispute(PaymentAttempt.objects.get(charge=charge).charge_ref)
    elif then == "refund-a-line":
        line = charge.lines.order_by("amount_pence")[0]
        _refund(charge, Refund.Reason.NOT_PROVIDED, {line.pk: line.amount_pence})
    elif then == "refund-waits":
        _refund(charge, Refund.Reason.ASKED, None)
    elif then == "refund-comes-back":
        refund = _refund(charge, Refund.Reason.OUR_MISTAKE, None)
        sandbox.giving_back.bank_answers_refund(refund.provider_id, is_good=False)
        services.send_refund(refund.pk)


def _refund(charge: Charge, reason: str, lines: dict[int, int] | None) -> Refund:
    refund = services.ask_refund(
        _person("finance"),
        charge.pk,
        refundable_seen=refundable(charge).total_pence,
        reason=reason,
        lines=lines,
    )
    return services.send_refund(refund.pk) if refund.state == Refund.State.APPROVED else refund


def _person(name: str) -> Principal:
    """One of the demonstration's people at work."""
    principal = admit(User.objects.get(email=f"{name}@marlshire.example"), "staff")
    assert principal is not None
    return principal
