"""Every letter and text message about money and times, in both languages: whole in each, and nothing of the other."""

import re
from pathlib import Path

import pytest

from accounts.addresses import read_mobile
from forms_engine import notices
from forms_engine.catalogue.models import Service
from forms_engine.catalogue.selectors import definition_of
from forms_engine.notices.models import Notice
from forms_engine.requests import cancelling, pay_links, telling
from forms_engine.requests.bookings import letters
from forms_engine.requests.bookings.ending import give_back
from forms_engine.requests.bookings.refund_words import refund_words
from forms_engine.requests.customers.preferences import ways_to
from forms_engine.requests.receipts import tell_receipt
from forms_engine.requests.telling import tell_customer
from payments import services as payments
from payments.giving_back import GivenBack, How
from payments.models import Cause, Refund
from tests.forms_engine.requests.bookings.appointments import booking_of, charge_of, open_calendar, sent
from tests.payments.conftest import who
from tests.stripe_sandbox import sandbox  # noqa: F401  # a fixture

pytestmark = pytest.mark.django_db

FOLDER = Path(notices.__file__).parent / "templates" / "notices"
ABOUT_THIS = re.compile(r"request\..*(book|pay|receipt|refund|no-place|no-show|cancel|unpaid)")
# In words that the other language does not have. The day's name stands before every date.
OTHERS = {
    "cy": r"the|you|your|we|have|has|paid|pay|call|and|will|for|from|this|appointment|request|refund|card|team|until|"
    r"before|Monday|Tuesday|Sunday|January|November|December|\d+am|\d+pm",
    "en": r"eich|chi|rydych|rydym|wedi|gyda|ffoniwch|dydd|ddydd|Rhagfyr|cais|apwyntiad|taliad",
}
DATE = {
    "cy": re.compile(r"(\w+ \w+) \d+ Rhagfyr"),
    "en": re.compile(r"(\w+) \d+ December"),
}
NAMED = {
    "cy": re.compile("[Dd]?[Dd]ydd (Llun|Mawrth|Mercher|Iau|Gwener|Sadwrn|Sul)"),
    "en": re.compile(".+day"),
}


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    definition_of.cache_clear()
    time_machine.move_to("2026-12-01T12:00:00Z", tick=False)
    yield
    definition_of.cache_clear()


def everything_written(language, sandbox):  # noqa: F811
    """To somebody who is called, pays, is moved, does not come, and what else can become of a time and its money."""
    slots = open_calendar(fee=True)
    Service.objects.filter(locale__language_code="cy").update(
        opening_hours="Dydd Llun i ddydd Gwener, 9yb i 5yh"
    )
    made = sent(slots[0], language=language, **{"your-email": "ann@example.com"})
    made.title = {"cy": "Ymweliad â’r ardd", "en": "Garden visit"}[language]
    made.mobile = "+447700900123"
    made.save()
    officer, mobile = who("officer"), read_mobile(made.mobile)
    link = pay_links.make_pay_link(officer, made)
    for to in (pay_links.recipients_of(made)["email"], pay_links.Recipient(mobile, True)):
        pay_links.send_pay_link(officer, made, link, to)
    about_paying = {"fee": "£25", "pay_by": letters.kept_words(made, booking_of(made))["until"]}
    for subject in ("request.awaiting-payment", "request.pay-reminder"):
        tell_customer(made, subject, about_paying)
    for was_booked in (True, False):
        tell_customer(made, "request.unpaid", {"fee": "£25", "was_booked": was_booked})
    attempt = payments.start_attempt(charge_of(made).pk)
    sandbox.does(attempt.session_id, "pay")
    payments.settle(attempt.pk, Cause.RETURN)
    made.refresh_from_db()
    booking = booking_of(made)
    letters.remind(made, booking)
    letters.tell_moved(made, booking, by="customer", reason="")
    letters.tell_of_no_show(made, booking)
    address, made.email = made.email, ""
    letters.remind(made, booking)
    Notice.objects.filter(subject="request.receipt").update(created_at="2026-11-01T12:00:00Z")
    tell_receipt(made, charge_of(made))
    made.email = address
    for state in ("awaiting_approval", "released"):
        booking.state = state
        letters.tell_received(made, booking, {"fee": "£25"})
        letters.tell_moved(made, booking, by="officer", reason="")
    cancelling.cancel_as_customer(made.id, user=None)
    made.refresh_from_db()
    payments.send_refund(Refund.objects.get().pk)
    letters.tell_refused(made, booking, reason="", given=give_back(made, Refund.Reason.NOT_PROVIDED))
    for given in [None, *(GivenBack(2500, how) for how in How)]:
        for by_customer in (True, False):
            money = refund_words(given, 2500, by_customer=by_customer, language=language)
            tell_customer(made, "request.cancelled", {"money": money, "by_customer": by_customer})
    return Notice.objects.filter(owner_id=str(made.id))


@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_letter_is_whole_in_its_language_and_names_the_day(language, sandbox, monkeypatch):  # noqa: F811
    monkeypatch.setattr(
        telling, "ways_to", lambda customer, **has: ways_to(customer, **has | {"every_way": True})
    )
    written = everything_written(language, sandbox)
    names = {path.name for path in FOLDER.glob("request.*.txt") if ABOUT_THIS.match(path.name)}
    assert names == {
        path.name for path in (FOLDER / "cy").glob("request.*.txt") if ABOUT_THIS.match(path.name)
    }
    by_sms = {f"{one.subject}.sms.txt" for one in written.filter(recipient__startswith="+")}
    by_email = {f"{one.subject}.txt" for one in written.exclude(recipient__startswith="+")}
    assert names == {name for name in by_sms | by_email if ABOUT_THIS.match(name)}
    other = re.compile(rf"\b({OTHERS[language]})\b", re.IGNORECASE)
    for one in written:
        text = re.sub(r"https?://\S+", "", f"{one.heading}\n{one.body}").replace(one.recipient, "")
        assert not other.findall(text), f"{one.subject}: {text}"
        assert "{" not in text and "None" not in text
        for before in DATE[language].findall(text):
            assert NAMED[language].fullmatch(before), f"{one.subject}: {text}"
