"""What of money needs a person now: for finance's own page, and for the operations page."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse

from accounts.roles import Role
from audiences.principal import Principal
from forms_engine.requests.seeing_to import about_requests_open_to
from payments.models import Payout, Refund
from payments.permissions import may_approve_refunds, may_read_money
from payments.selectors import (
    anomalies_for,
    charges_needing_attention,
    disputes_for,
    exceptions_for,
    last_reconcile,
    payouts_for,
    refunds_for,
)
from workplace.finance.advice import TO_ANSWER
from workplace.operations.trouble import SHOWN_FOR, Trouble, counted

FINANCE = "Finance"
# It runs each night; twelve hours of room for a long one, and for a worker that was away.
NIGHTLY_WITHIN = timedelta(hours=36)
DUE_SOON = timedelta(days=3)

State = Refund.State


def money_troubles(principal: Principal, now: datetime) -> Iterator[Trouble]:
    """For finance and auditors everything, with where to see to it. For others on the operations page: payments about
    requests that are shown to them, and, to administrators, that reconciling does not run."""
    if may_read_money(principal):
        yield from _attention(principal)
        yield from _refunds(principal)
        yield from _disputes(principal, now)
        yield from _reconciling(principal)
        yield from _payouts(principal, now)
        yield from _anomalies(principal, now)
        yield from _not_reconciled(now, reverse("finance_exceptions"))
        return
    yield from counted(
        about_requests_open_to(principal, charges_needing_attention()),
        "created_at",
        "Payments that do not add up",
        "Finance has to look at them: paid twice, paid too late, or another amount than was owed.",
        owner=FINANCE,
    )
    if Role.ADMINISTRATOR in principal.roles:
        yield from _not_reconciled(now, "")


def _attention(principal: Principal) -> Iterator[Trouble]:
    yield from counted(
        charges_needing_attention(),
        "created_at",
        "Payments that do not add up",
        "Paid twice, paid too late, disputed, or a refund that failed. Each says what to do next.",
        reverse("finance_attention"),
        "See each, and what to do next",
        owner=FINANCE,
    )


def _refunds(principal: Principal) -> Iterator[Trouble]:
    waiting = refunds_for(principal, State.ASKED)
    if may_approve_refunds(principal) and principal.user is not None:
        waiting = waiting.exclude(asked_by=principal.user)
        advice = "Approve each or decline it with a reason. The money goes out when you approve."
    else:
        advice = "A finance approver who did not ask for it has to approve each."
    address = reverse("finance_refunds")
    yield from counted(
        waiting, "asked_at", "Refunds waiting for approval", advice, f"{address}?which=asked", "See them",
        owner=FINANCE,
    )  # fmt: skip
    yield from counted(
        refunds_for(principal, State.PROPOSED),
        "created_at",
        "Refunds that are proposed",
        "Money came that pays for nothing, or for something that is gone. Take each up, or decline it.",
        f"{address}?which=proposed",
        "See them",
        owner=FINANCE,
    )
    yield from counted(
        refunds_for(principal, State.APPROVED).filter(Q(attempt=None) | Q(is_by_hand=True)),
        "approved_at",
        "Refunds to be paid by hand",
        "The card or the counter cannot give them back by itself. Pay each, and enter its reference.",
        f"{address}?which=by-hand",
        "See them",
        owner=FINANCE,
    )


def _disputes(principal: Principal, now: datetime) -> Iterator[Trouble]:
    open_ones = disputes_for(principal).filter(state__in=TO_ANSWER)
    soon = open_ones.filter(answer_by__lt=now + DUE_SOON)
    address = reverse("finance_disputes")
    yield from counted(
        soon, "opened_at", "Disputes to be answered within three days",
        "Answer in Stripe's dashboard with what the service can show. Who does not answer loses the money.",
        address, "See them, and their due day", owner=FINANCE, urgent=True,
    )  # fmt: skip
    yield from counted(
        open_ones.exclude(answer_by__lt=now + DUE_SOON),
        "opened_at",
        "Disputes to be answered",
        "Answer in Stripe's dashboard with what the service can show was provided.",
        address,
        "See them, and their due day",
        owner=FINANCE,
    )


def _reconciling(principal: Principal) -> Iterator[Trouble]:
    yield from counted(
        exceptions_for(principal, accepted=False).prefetch_related(None),
        "first_found_at",
        "Money that does not fit",
        "The nightly reconcile found it. Put each right, or accept it and say why.",
        reverse("finance_exceptions"),
        "See each, and what to do next",
        owner=FINANCE,
    )


def _payouts(principal: Principal, now: datetime) -> Iterator[Trouble]:
    """Money that never came to the bank, for fourteen days; the list of payouts keeps it."""
    failed = payouts_for(principal).filter(state=Payout.State.FAILED)
    yield from counted(
        failed.filter(arrives_at__gte=now - SHOWN_FOR),
        "arrives_at",
        "Payouts that did not reach the bank",
        "The money is at Stripe again. Check the bank account in Stripe's dashboard: it sends no more until then.",
        reverse("finance_payouts"),
        "See which, and why",
        owner=FINANCE,
        urgent=True,
    )


def _anomalies(principal: Principal, now: datetime) -> Iterator[Trouble]:
    """Nobody can put these away, so that they leave the page by themselves; the list keeps them."""
    yield from counted(
        anomalies_for(principal).filter(created_at__gte=now - SHOWN_FOR),
        "created_at",
        "News about money that could not be",
        "It changed nothing, and may be a sign of a mistake. It stands here for fourteen days.",
        reverse("finance_anomalies"),
        "See each, and what to do next",
        owner=FINANCE,
    )


def _not_reconciled(now: datetime, url: str) -> Iterator[Trouble]:
    last = last_reconcile()
    action = "See what the last one found" if url else ""
    if last is not None and last.failure:
        yield Trouble(
            "The last reconcile could not ask Stripe", None, last.finished_at,
            "It is tried again tonight. If this stays, ask the operator to look in the worker's log.",
            url, action, FINANCE,
        )  # fmt: skip
    elif last is None or last.started_at < now - NIGHTLY_WITHIN:
        since = last.finished_at if last else None
        yield Trouble(
            "Payments have not been reconciled since yesterday"
            if last
            else "Payments have never been reconciled",
            None,
            since,
            "It runs each night at 4:40. Ask the operator whether a worker runs, or to run manage.py reconcile.",
            url,
            action,
            FINANCE,
        )
