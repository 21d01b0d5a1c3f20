"""Finding payments and reading one, as people in finance do it."""

import csv
import html
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from forms_engine.catalogue.models import Service
from payments import services
from payments.models import Anomaly, Cause, Charge, PaymentAttempt, Refund
from payments.transitions import note_anomaly
from tests.factories import make_staff, signed_in
from tests.site.workplace.finance.conftest import HOME, LINES, address, text

pytestmark = pytest.mark.django_db


def found(browser, **query):
    return text(browser.get(f"{HOME}payments/", query))


def test_a_payment_is_found_by_what_finance_has_in_hand(finance, charge_for, paid, report):
    other = charge_for(lines=LINES[1:])
    attempt = PaymentAttempt.objects.get(charge=paid)
    for name in (
        report.reference,
        report.reference.lower(),
        attempt.intent_id,
        attempt.charge_ref,
        str(paid.uuid),
        f"C-{attempt.pk:06}",
        f"c {attempt.pk}",
    ):
        page = found(finance, text=name)
        assert "1 found" in page and report.reference in page and "£122.50" in page, name
    assert "1 found" in found(finance, amount="£122.50")
    assert "2.50" in found(finance, amount="2.50") and report.reference not in found(finance, amount="2.50")
    assert "2 found" in found(finance, day=timezone.localdate().isoformat())
    assert "No payment fits" in found(finance, day="2020-01-01")
    assert "1 found" in found(finance, state="due") and "1 found" in found(finance, state="paid")
    assert "No payment fits" in found(finance, text="' or 1=1")
    assert "No payment fits" in found(finance, text=f"M-{attempt.pk:06}")
    for wrong in ({"amount": "lots"}, {"day": "0001-13-99"}, {"amount": "99999999999"}):
        assert "Error:" in found(finance, **wrong)
        assert "Error:" in text(finance.get(f"{HOME}payments/download/", wrong, follow=True))
    assert other.total_pence == 250


def test_one_payment_shows_all_that_happened(finance, paid, report):
    page = text(finance.get(address(paid)))
    for words in (
        report.reference, "7100-200", "STANDARD, 20", "£20.00", "Posting it", "It pays for this", "At Stripe",
        "Card payment 1: paid", "Up to £122.50 may go back",
    ):  # fmt: skip
        assert words in page, words
    assert "Open request" not in page, "finance does not read requests"
    both = signed_in(make_staff(Role.FINANCE, Role.OFFICER), "staff")
    assert f"/workplace/requests/{report.reference}/" in both.get(address(paid)).content.decode()


def test_of_a_service_that_is_not_shown_only_the_money_is(finance, paid, report):
    Service.objects.filter(pk=report.service_id).update(openness="restricted")
    assert "No payment fits" in found(finance, text=report.reference)
    for page in (
        found(finance),
        text(finance.get(address(paid))),
        text(finance.get(address(paid) + "refund/")),
    ):
        assert "£122.50" in page and "For a service that is not shown to you" in page
        assert report.reference not in page and report.title not in page and "Blue Badge" not in page
    file = b"".join(finance.get(f"{HOME}payments/download/")).decode()
    assert "7100-200" in file and report.reference not in file and "Blue Badge" not in file


def test_stripe_is_asked_now(sandbox, finance, auditor, charge):
    attempt = services.start_attempt(charge.pk)
    sandbox.does(attempt.session_id, "pay")
    assert auditor.post(address(charge) + "ask-stripe/").status_code == 403
    page = text(finance.post(address(charge) + "ask-stripe/", follow=True))
    assert "Stripe had news" in page and "It pays for this" in page
    assert "Stripe was asked just now" in text(finance.post(address(charge) + "ask-stripe/", follow=True))


def test_what_is_flagged_says_what_to_do_and_is_marked_as_seen_to(finance, auditor, charge):
    Charge.objects.filter(pk=charge.pk).update(needs_attention=["late_paid"])
    listed = text(finance.get(f"{HOME}attention/"))
    assert "came after the request was cancelled" in listed and "What to do next." in listed
    assert "Payments that do not add up" in text(finance.get(HOME))
    seen = address(charge) + "seen-to/late_paid/"
    assert auditor.post(seen, {"late_paid-note": "x"}).status_code == 403
    assert "Say what you did" in text(finance.post(seen, {"late_paid-note": ""}))
    page = text(finance.post(seen, {"late_paid-note": "Gave it back by hand."}, follow=True))
    assert "Marked as seen to" in page and "Gave it back by hand." in page
    assert "somebody else has seen to it" in text(
        finance.post(seen, {"late_paid-note": "Again."}, follow=True)
    )
    assert finance.post(address(charge) + "seen-to/nonsense/", {}).status_code == 404
    assert "No payment needs attention" in text(finance.get(f"{HOME}attention/"))


def test_the_file_is_one_row_a_line_and_holds_no_formula(finance, charge_for, paid, report):
    evil = LINES[1].__class__("x", '=HYPERLINK("http://evil")', 100, "@7100", "ZERO")
    charge_for(lines=[evil])
    answer = finance.get(f"{HOME}payments/download/?state=paid")
    assert answer["Content-Type"].startswith("text/csv") and "private" in answer["Cache-Control"]
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert [(row["reference"], row["cost code"], row["VAT"], row["amount"], row["how"]) for row in rows] == [
        (report.reference, "7100-200", "20.00", "120.00", "Card"),
        (report.reference, "7100-210", "0.00", "2.50", "Card"),
    ]
    everything = b"".join(finance.get(f"{HOME}payments/download/")).decode()
    assert "'@7100" in everything and ",@7100" not in everything and everything.count("cost code") == 1


def test_news_that_could_not_be_is_listed_with_its_payment(finance, paid, report, refused_news):
    assert "News about money that could not be 7" in text(finance.get(HOME))
    page = text(finance.get(f"{HOME}anomalies/"))
    for words in (
        "7 in all", "It stays “Paid”, although it was to become “Expired”. Told by: Webhook", report.reference, "£122.50",
        "It is £1.00 here, and Stripe says £2.00", "Stripe calls it “on_fire”, which we do not know",
        "Dispute dp_unheard_of", "Ask Stripe now on the payment's page", "Compare it with the bank statement",
        "Two people decided at the same moment", "Refund re_1 at Stripe", "The payer has it twice",
    ):  # fmt: skip
        assert words in html.unescape(page), words
    Service.objects.filter(pk=report.service_id).update(openness="restricted")
    assert report.reference not in text(finance.get(f"{HOME}anomalies/"))
    # They leave finance's page by themselves; nobody can put them away.
    with connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        Anomaly.objects.update(created_at=timezone.now() - timedelta(days=15))
        cursor.execute("set local session_replication_role = origin")
    assert "could not be 7" not in text(finance.get(HOME))
    assert "7 in all" in text(finance.get(f"{HOME}anomalies/"))


@pytest.fixture
def refused_news(paid):
    """One of each kind that can be refused."""
    attempt = paid.attempts.get()
    refund = Refund.objects.create(
        charge=paid, attempt=attempt, amount_pence=100, reason="overpaid", state="proposed"
    )
    for subject, stays, refused in [
        (f"attempt {attempt.pk}", "paid", "expired"),
        (f"refund {refund.pk}", "100", "200"),
        (f"refund {refund.pk}", "proposed", "succeeded"),
        ("refund re_1 at Stripe", "paid back otherwise", "succeeded"),
        ("dispute dp_unheard_of", "", "on_fire"),
        ("payout 1", "failed", "paid"),
        ("counterpayment 1", "taken_back", "banked"),
    ]:
        note_anomaly(subject, stays, refused, Cause.WEBHOOK)


def test_lists_do_not_ask_more_of_the_database_with_more_rows(
    finance, charge_for, paid, django_assert_max_num_queries
):
    def queries(path):
        finance.get(path)  # what a first page of a process asks once is not its own
        with CaptureQueriesContext(connection) as seen:
            assert finance.get(path).status_code == 200
        return len(seen)

    few = queries(f"{HOME}payments/")
    for _ in range(55):
        charge_for(lines=LINES[1:])
    assert queries(f"{HOME}payments/") == few <= 9
    page = finance.get(f"{HOME}payments/").content.decode()
    assert "56 found" in text(finance.get(f"{HOME}payments/")) and "after=" in page
    last = Charge.objects.order_by("-pk")[49].pk
    second = text(finance.get(f"{HOME}payments/?after={last}"))
    assert "£122.50" in second and "Back to the first page" in second
    assert "56 found" in text(finance.get(f"{HOME}payments/?after=99999999999999999999999"))
    with django_assert_max_num_queries(45):
        finance.get(address(paid))
    with django_assert_max_num_queries(22):
        finance.get(HOME)
