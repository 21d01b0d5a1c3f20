"""What officers do about the payment of a request: links, money taken, and no card number anywhere."""

import pytest
from django.core import mail

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Service
from forms_engine.journeys.services import submit
from forms_engine.notices import services as notices
from forms_engine.notices.models import Notice
from forms_engine.requests.models import Request
from forms_engine.requests.paying import may_pay
from payments import services
from payments.models import Charge, CounterPayment, PaymentAttempt, PaymentLink
from payments.receipts import receipt_url_of
from tests.factories import client, make_staff, make_user, signed_in
from tests.forms_engine.council import started
from tests.stripe_sandbox import sandbox

__all__ = ["sandbox"]
pytestmark = pytest.mark.django_db

CARD = "4242 4242 4242 4242"


@pytest.fixture
def unpaid(council, sandbox) -> Request:
    """An application that costs £10."""
    return submit(started("apply-for-a-blue-badge", principal=admit(make_user(), "public")).id)


@pytest.fixture
def desk(council):
    return signed_in(make_staff(Role.OFFICER, name="Olive Officer"), "staff")


@pytest.fixture
def page(unpaid) -> str:
    return f"/workplace/requests/{unpaid.reference}/payment/"


def does(desk, page, do, **given):
    """What the officer's page says after it."""
    return desk.post(page, {"do": do, **given}, follow=True).content.decode()


def path_of(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def code_on(html: str) -> str:
    return html.split('<p class="govuk-heading-l gh-reference">')[1].split("<")[0]


def test_the_request_s_page_leads_to_what_is_owed(unpaid, desk, page):
    assert page in desk.get(f"/workplace/requests/{unpaid.reference}/").content.decode()
    html = desk.get(page).content.decode()
    assert "What is owed" in html and "£10.00" in html


def test_it_is_for_officers_who_may_take_money(unpaid, page):
    assert signed_in(make_staff(Role.AUDITOR), "staff").get(page).status_code in {403, 404}
    assert signed_in(make_staff(Role.EDITOR), "staff").get(page).status_code in {403, 404}


def test_reading_what_a_restricted_request_owes_is_written_down(unpaid, page):
    """It says what for, and where its customer can be written to."""
    reader = make_staff(Role.RESTRICTED_CASE_OFFICER)
    unpaid.service.team.members.add(reader)
    Service.objects.filter(pk=unpaid.service_id).update(openness=Service.Openness.RESTRICTED)
    assert signed_in(make_staff(Role.OFFICER), "staff").get(page).status_code == 404
    assert signed_in(reader, "staff").get(page).status_code == 200
    assert unpaid.reads.get().reader == reader


def test_a_link_is_read_out_typed_in_and_seen_to_be_opened_and_paid(unpaid, desk, page, sandbox):
    html = does(desk, page, "link", to="read-out")
    code = code_on(html)
    assert "Not opened yet" in html and Notice.objects.filter(subject="request.pay-link").count() == 0
    caller = client("public")
    opened = caller.post("/payments/pay/", {"code": code.lower().replace("-", " ")})
    caller.get(opened["Location"])
    assert "Opened, not paid" in desk.get(page).content.decode()
    caller.post(opened["Location"])
    assert "gone on to the payment page" in desk.get(page).content.decode()
    sandbox.does(PaymentAttempt.objects.get(link__isnull=False).session_id, "pay")
    assert "It is paid." in does(desk, page, "ask")
    assert "Card, by payment link" in desk.get(page).content.decode()
    assert "See the receipt" in caller.get(opened["Location"]).content.decode()


def test_an_address_given_for_this_once_is_not_kept(unpaid, desk, page):
    does(desk, page, "link", to="other", other="caller@example.com")
    notice = Notice.objects.get(subject="request.pay-link")
    assert PaymentLink.objects.get().charge.owner_id == str(unpaid.id)
    notices.send(str(notice.id))
    assert mail.outbox[-1].to == ["caller@example.com"] and "/payments/pay/" in mail.outbox[-1].body
    notice.refresh_from_db()
    assert (notice.recipient, notice.body) == ("", "")
    said = " ".join(unpaid.timeline.values_list("message", flat=True))
    assert "sent by email" in said and "caller@" not in said


def test_a_link_goes_to_what_the_request_has_and_ends_when_it_does(unpaid, desk, page):
    html = does(desk, page, "link", to="email")
    assert "The link was sent by email." in html
    assert Notice.objects.get(subject="request.pay-link").recipient == unpaid.email
    assert PaymentLink.objects.get().expires_at <= unpaid.pay_by


def test_a_wrong_address_makes_no_link(unpaid, desk, page):
    html = does(desk, page, "link", to="other", other="nonsense")
    assert "Enter an email address or a British mobile number" in html
    assert PaymentLink.objects.count() == 0


def test_a_withdrawn_link_says_so(unpaid, desk, page):
    code = code_on(does(desk, page, "link", to="read-out"))
    does(desk, page, "withdraw")
    assert "no longer works" in client("public").get(f"/payments/pay/{code}/").content.decode()


def test_money_taken_is_whole_and_gives_a_receipt(unpaid, desk, page):
    html = does(desk, page, "counter", method="cheque", reference="000123", amount="4")
    assert "has to be paid whole" in html and CounterPayment.objects.count() == 0
    html = does(desk, page, "counter", method="cheque", reference="000123", amount="£10.00")
    assert "Receipt number: M-" in html
    unpaid.refresh_from_db()
    assert unpaid.state == "received"
    letter = Notice.objects.get(subject="request.receipt")
    assert "How it was paid: Cheque" in letter.body and "VAT registration number" in letter.body
    receipt = client("public").get(path_of(receipt_url_of(Charge.objects.get()))).content.decode()
    assert "You have paid £10.00" in receipt and unpaid.reference not in receipt and "000123" not in receipt


def test_taking_back_says_why_and_ends_the_receipt(unpaid, desk, page):
    does(desk, page, "counter", method="cash", reference="", amount="10")
    receipt = path_of(receipt_url_of(Charge.objects.get()))
    assert "Say why it is taken back" in does(desk, page, "take-back", why="")
    html = does(desk, page, "take-back", why="on the wrong request")
    assert "The payment is taken back" in html and "Finance has to look" in html
    assert "does not count any more" in client("public").get(receipt).content.decode()


@pytest.mark.parametrize(
    ("do", "given"),
    [
        ("counter", {"method": "phone_line", "reference": CARD, "amount": "10"}),
        ("counter", {"method": "phone_line", "reference": f"Visa {CARD} 12/27 123", "amount": "10"}),
        ("counter", {"method": "cash", "reference": "", "amount": "4242424242424242"}),
    ],
)
def test_a_card_number_is_refused_in_words_and_kept_nowhere(unpaid, desk, page, do, given):
    html = does(desk, page, do, **given)
    assert "This looks like a card number" in html
    assert CounterPayment.objects.count() == 0


def test_paid_meanwhile_takes_nothing_more(unpaid, desk, page, sandbox):
    attempt = services.start_attempt(Charge.objects.get().pk)
    sandbox.does(attempt.session_id, "pay")
    html = does(desk, page, "counter", method="cash", reference="", amount="10")
    assert "take nothing more" in html and CounterPayment.objects.count() == 0


def test_while_a_bank_works_on_it_nobody_is_asked_to_pay_again(unpaid, desk, page, sandbox):
    attempt = services.start_attempt(Charge.objects.get().pk)
    sandbox.does(attempt.session_id, "hand-in")
    services.settle(attempt.pk, "poll")
    assert not may_pay(unpaid)
    assert "Take nothing more until it is done" in desk.get(page).content.decode()
