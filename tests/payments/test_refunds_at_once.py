"""Ten refunds of 60 % at the same moment, through our verbs and past them."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from payments import services
from payments.errors import RefundRefused
from payments.integrity import problems
from payments.models import Cause, PaymentAttempt, Refund
from tests.payments.conftest import who

State = Refund.State


def _at_once(count, act):
    together, results = threading.Barrier(count), []

    def one():
        try:
            results.append(act(together))
        except (IntegrityError, RefundRefused) as error:
            results.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_ten_at_once_of_sixty_per_cent_are_one(committing_db, sandbox, new_charge):
    finance = who("finance")
    attempt = services.start_attempt(new_charge().pk)
    sandbox.does(attempt.session_id, "pay")
    services.settle(attempt.pk, Cause.WEBHOOK)
    badge = attempt.charge.lines.get(key="badge")

    def act(together):
        together.wait()
        refund = services.ask_refund(
            finance, attempt.charge_id, refundable_seen=1000, reason="asked", lines={badge.pk: 600}
        )
        return services.send_refund(refund.pk).state

    results = _at_once(10, act)
    assert sorted(results) == ["OutOfDate"] * 9 + ["succeeded"]
    assert Refund.objects.count() == len(sandbox.journal()["refunds"]) == 1
    assert list(problems()) == []


def test_given_by_rule_ten_times_at_once_it_is_one(committing_db, sandbox, new_charge):
    """Also with a person in finance at it in the same moment: one of them gives it back."""
    finance, charge = who("finance"), new_charge()
    attempt = services.start_attempt(charge.pk)
    sandbox.does(attempt.session_id, "pay")
    services.settle(attempt.pk, Cause.WEBHOOK)

    def act(together):
        is_person = not together.wait()
        if is_person:
            return services.ask_refund(finance, charge.pk, refundable_seen=1000, reason="asked").state
        with transaction.atomic():
            locked = services.lock_money("test", charge.owner_id)
            return services.give_back_by_rule(locked, "cancelled").how

    results = _at_once(10, act)
    assert results.count("already") in {8, 9} and len(results) == 10
    refund = Refund.objects.get()
    assert (refund.state, refund.is_by_rule) == ("approved", "OutOfDate" in results)
    assert [services.send_refund(refund.pk).state for _ in range(2)] == ["succeeded"] * 2
    assert len(sandbox.journal()["refunds"]) == 1
    assert list(problems()) == []


@pytest.mark.parametrize(("is_guarded", "expected"), [(True, 1), (False, 10)])
def test_the_database_alone_lets_one_of_ten_through(committing_db, sandbox, new_charge, is_guarded, expected):
    """Past all code of ours; and without its guard the race is there, so the test above is worth its time."""
    user = who("finance").user
    attempt = services.start_attempt(new_charge().pk)
    sandbox.does(attempt.session_id, "pay")
    services.settle(attempt.pk, Cause.WEBHOOK)
    PaymentAttempt.objects.update(won=False)  # so that no lines are needed
    if not is_guarded:
        with connection.cursor() as cursor:
            cursor.execute("drop trigger refunds_never_more_than_paid on payments_refund")

    def act(together):
        together.wait()
        with transaction.atomic():
            Refund.objects.create(
                charge_id=attempt.charge_id,
                attempt=attempt,
                amount_pence=600,
                reason="asked",
                state=State.APPROVED,
                asked_by=user,
            )
        return "went through"

    assert _at_once(10, act).count("went through") == expected
