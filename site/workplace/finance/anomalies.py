"""News about money that could not be: what it is about, when it came, which payment, and what to do next."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model, TextChoices
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audiences.http import GuildhallRequest
from payments.bills import pounds
from payments.models import (
    Anomaly,
    Cause,
    Charge,
    CounterPayment,
    Dispute,
    PaymentAttempt,
    Payout,
    Refund,
)
from payments.selectors import anomalies_for
from workplace.finance.about import What, what_for
from workplace.finance.entering import enter
from workplace.finance.listing import capped, listed


@dataclass(frozen=True, slots=True)
class Kind:
    """What an anomaly may be about: how it is called, where its states are named, how its charge is reached, and what a
    person does."""

    label: str
    model: type[Model]
    states: type[TextChoices]
    charge: str
    next: str


COMPARE = "Ask Stripe now on the payment's page, and compare with Stripe's dashboard. If they differ, tell the operator."
KINDS = {
    "attempt": Kind("Card payment", PaymentAttempt, PaymentAttempt.State, "charge", COMPARE),
    "refund": Kind("Refund", Refund, Refund.State, "charge", COMPARE),
    "dispute": Kind(
        "Dispute",
        Dispute,
        Dispute.State,
        "attempt__charge",
        "Look it up in Stripe's dashboard: what stands there counts. If the list of disputes says otherwise tomorrow, "
        "tell the operator.",
    ),
    "payout": Kind(
        "Payout",
        Payout,
        Payout.State,
        "",
        "Compare it with the bank statement and Stripe's dashboard. If the money is not at the bank, ask Stripe.",
    ),
    "counterpayment": Kind(
        "Counter payment",
        CounterPayment,
        CounterPayment.State,
        "charge",
        "Two people decided at the same moment, and the first one's word counts. Agree between you what is right.",
    ),
}

# As `payments.refunding` says it of money that two ways have given back.
GIVEN_BACK_OTHERWISE = "paid back otherwise"


@dataclass(frozen=True, slots=True)
class Shown:
    """One row of the list. ``charge`` is the payment it belongs to, where there is one."""

    anomaly: Anomaly
    title: str
    said: str
    next: str
    charge: Charge | None
    what: What | None


@require_safe
def anomalies(request: GuildhallRequest) -> HttpResponse:
    """What came that no table of states allows, newest first. Nothing was changed by it."""
    enter(request)
    rows = anomalies_for(request.principal)
    found = listed(rows, request.GET.get("after", ""), newest_first=True)
    charges = _charges_of(found.rows)
    about = what_for(request.principal, charges.values())
    context = {
        "found": found,
        "rows": [_shown(row, charges.get(row.subject), about) for row in found.rows],
        "count": capped(rows),
    }
    return render(request, "workplace/finance/anomalies.html", context)


def _charges_of(rows: Iterable[Anomaly]) -> dict[str, Charge]:
    """The charge of each subject that has one: two queries for each kind of subject, however many rows."""
    keys: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        name, _, key = row.subject.partition(" ")
        if name in KINDS and KINDS[name].charge and key.isdigit():
            keys[name].add(int(key))
    charge_ids: dict[str, int] = {}
    for name, wanted in keys.items():
        kind = KINDS[name]
        pairs = kind.model._default_manager.filter(pk__in=wanted).values_list("pk", f"{kind.charge}_id")
        charge_ids |= {f"{name} {pk}": charge_id for pk, charge_id in pairs if charge_id}
    known = Charge.objects.in_bulk(set(charge_ids.values()))
    return {subject: known[charge_id] for subject, charge_id in charge_ids.items()}


def _shown(row: Anomaly, charge: Charge | None, about: dict[int, What]) -> Shown:
    name, _, key = row.subject.partition(" ")
    kind = KINDS[name]
    told_by = Cause(row.cause).label if row.cause in Cause.values else row.cause
    what_next = kind.next
    if row.from_state == GIVEN_BACK_OTHERWISE:
        said = f"It was paid back by hand, and Stripe gives it back once more. Told by: {told_by}."
        what_next = "The payer has it twice. Ask for one of them back; the exceptions of reconciling list it until then."
    elif row.from_state.isdigit() and row.to_state.isdigit():
        # No change of state: a refund of another amount than ours.
        ours, theirs = pounds(int(row.from_state)), pounds(int(row.to_state))
        said = f"It is {ours} here, and Stripe says {theirs}. Told by: {told_by}."
    elif not row.from_state:
        said = f"Stripe calls it “{row.to_state}”, which we do not know. Told by: {told_by}."
    else:
        was, wanted = _state(kind, row.from_state), _state(kind, row.to_state)
        said = f"It stays “{was}”, although it was to become “{wanted}”. Told by: {told_by}."
    return Shown(row, f"{kind.label} {key}", said, what_next, charge, about[charge.pk] if charge else None)


def _state(kind: Kind, state: str) -> str:
    """A state as people read it."""
    return str(kind.states(state).label) if state in kind.states.values else state
