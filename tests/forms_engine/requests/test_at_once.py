"""Two who do something to one request at the same moment: one of them wins, wholly."""

from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from django.utils import timezone

from audiences.admission import admit
from forms_engine.delivery.models import Delivery
from forms_engine.journeys.services import submit
from forms_engine.notices.models import Notice
from forms_engine.requests import callbacks, cancelling, duplicates, first_contact, services
from forms_engine.requests.integrity import problems
from forms_engine.requests.models import Request
from forms_engine.requests.states import StateRefused
from payments import services as payments
from payments.models import Cause, Charge, PaymentAttempt
from tests.at_once import at_once
from tests.factories import make_staff
from tests.forms_engine.council import open_council, started
from tests.forms_engine.requests.moments import at
from tests.forms_engine.requests.signing import back_office, sent_to
from tests.stripe_sandbox import sandbox  # noqa: F401  # a fixture

BADGE = "apply-for-a-blue-badge"


def states(request):
    """Of the request, its charge, its payment attempts and its deliveries."""
    request.refresh_from_db()
    charge = Charge.objects.get(owner_id=str(request.id))
    attempts = PaymentAttempt.objects.filter(charge=charge).values_list("state", flat=True)
    deliveries = Delivery.objects.filter(owner_id=str(request.id)).values_list("state", flat=True)
    return request.state, charge.state, list(attempts), set(deliveries)


@pytest.mark.parametrize(
    "inside", ["payments.services.charging._expire", "forms_engine.requests.cancelling.move"]
)
def test_cancelled_and_paid_at_once_one_of_them_wins_wholly(
    committing_db,
    sandbox,  # noqa: F811
    monkeypatch,
    inside,
):
    open_council()
    owed = submit(started(BADGE).id)
    attempt = payments.start_attempt(Charge.objects.get().pk)

    def pay():
        sandbox.does(attempt.session_id, "pay")
        return payments.settle(attempt.pk, Cause.WEBHOOK).state

    def cancel():
        try:
            return cancelling.cancel_as_customer(owed.id, user=None).state
        except cancelling.PaidMeanwhile:
            return "paid meanwhile"

    cancelled, paid = at_once(monkeypatch, inside, cancel, pay)
    if cancelled == "cancelled":
        assert paid == "cancelled" and states(owed) == (
            "cancelled",
            "cancelled",
            ["cancelled"],
            {"cancelled"},
        )
    else:
        assert paid == "paid" and states(owed) == ("received", "paid", ["paid"], {"ready"})
    assert list(problems()) == []


def test_cancelled_twice_at_once_it_is_told_once(committing_db, monkeypatch):
    open_council()
    report = submit(started().id)
    cancel = partial(cancelling.cancel_as_customer, report.id, user=None)
    at_once(monkeypatch, "forms_engine.requests.cancelling.move", cancel, cancel)
    assert Notice.objects.filter(subject="request.cancelled").count() == 1
    assert list(report.timeline.values_list("state", flat=True)).count("cancelled") == 1


def test_two_officers_at_once_one_of_them_decides(committing_db, monkeypatch):
    open_council()
    report = submit(started().id)

    def decide(to):
        officer = admit(make_staff("officer"), "staff")
        try:
            return services.set_state(officer, report.id, to=to, message=to, seen="received").state
        except StateRefused:
            return "refused"

    decisions = [partial(decide, to) for to in ("closed", "in-progress")]
    said = at_once(monkeypatch, "forms_engine.requests.services.move", *decisions)
    assert sorted(said) == ["closed", "refused"], (
        "the second waited for the first, and saw that it came too late"
    )
    assert list(report.timeline.values_list("state", flat=True)) == ["received", "closed"]


def test_who_looks_for_repeats_and_who_marks_a_duplicate_do_not_wait_for_each_other(
    committing_db, monkeypatch
):
    open_council()
    # Two rows are locked in the order of their ids: the earlier one has the lower.
    ids = (UUID(int=number) for number in (1, 2))
    monkeypatch.setitem(Request._meta.get_field("id").__dict__, "_get_default", ids.__next__)
    with at(timezone.now() - timedelta(days=3)):
        earlier = submit(started().id)
        Request.objects.update(contact_checked_at=timezone.now())
    later = submit(started().id)
    officer = admit(make_staff("officer"), "staff")
    look = partial(first_contact.find_repeats, timezone.now())
    mark = partial(duplicates.mark_duplicate, officer, later.id, of=str(earlier.reference), seen="received")
    # It is about to write down that the later one repeats the earlier one, which is locked by naming it.
    looked_at, marked = at_once(monkeypatch, "django.db.models.query.QuerySet.update", look, mark)
    assert (looked_at, marked.original) == (1, earlier)
    later.refresh_from_db()
    assert (later.repeats, later.state) == (earlier, "closed")


@pytest.mark.parametrize("first", ["customer", "back office"])
def test_taken_back_and_moved_on_by_a_back_office_at_once_one_of_them_wins(committing_db, monkeypatch, first):
    open_council()
    report = submit(started().id)
    destination = back_office()
    sent_to(report, destination)

    def cancel():
        try:
            return cancelling.cancel_as_customer(report.id, user=None, seen="received").state
        except StateRefused:
            return "refused"

    def close():
        said = callbacks.record_status(destination, "m1", "T-1", "CLOSED", timezone.now(), "Done.")
        return said.outcome

    if first == "customer":
        cancelled, closed = at_once(monkeypatch, "forms_engine.requests.cancelling.move", cancel, close)
    else:
        closed, cancelled = at_once(monkeypatch, "forms_engine.requests.callbacks.move", close, cancel)
    wins = {"customer": ("cancelled", "refused"), "back office": ("refused", "applied")}
    assert (cancelled, closed) == wins[first]
    ends_as = "cancelled" if first == "customer" else "closed"
    report.refresh_from_db()
    assert report.state == ends_as
    assert list(report.timeline.values_list("state", flat=True)) == ["received", ends_as]
    told = Notice.objects.filter(owner_id=str(report.id)).exclude(subject="request.received")
    heard = {"cancelled": ["request.cancelled"], "closed": ["request.feedback", "request.updated"]}[ends_as]
    assert sorted(told.values_list("subject", flat=True)) == heard, "of the one that won, and of that only"
