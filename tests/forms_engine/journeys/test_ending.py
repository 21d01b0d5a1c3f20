"""How a draft that nobody comes back to ends: one letter, then nothing is kept."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.addresses import Address
from accounts.models import AddressKind
from accounts.proved_addresses import prove
from forms_engine.journeys import saving
from forms_engine.journeys.forgetting import forget_drafts
from forms_engine.journeys.models import SavedDraft, Submission
from forms_engine.journeys.services import DRAFT_KEPT_FOR
from forms_engine.notices.models import Notice
from tests.factories import client, make_user, signed_in
from tests.forms_engine.council import open_council
from tests.forms_engine.small_journey import START, newest_letter, publish_skip, save, send, walk

pytestmark = pytest.mark.django_db

SAVED = f"{START}saved/answers/"


@pytest.fixture(autouse=True)
def council():
    open_council()
    publish_skip()


def left(browser=None, email="ann@example.org"):
    """A draft that was saved and left."""
    browser = browser or client()
    walk(browser, upto="notes")
    save(browser, "notes", {})
    if email:
        browser.post(SAVED, {"address": email})
    return browser


def letters():
    return Notice.objects.filter(subject="draft.ending")


def after(**time):
    return time_machine.travel(timezone.now() + DRAFT_KEPT_FOR + timedelta(**time))


def test_three_days_before_the_end_there_is_one_letter():
    left()
    with after(days=-3, minutes=-5):
        assert saving.remind() == 0
    with after(days=-3, minutes=5):
        assert saving.remind() == 1
        assert saving.remind() == 0
    with after(days=-1):
        assert saving.remind() == 0
    letter = newest_letter("draft.ending")
    assert letter.recipient == "ann@example.org" and "Hire a skip" in letter.heading
    assert f"{START}saved/{SavedDraft.objects.get().key}/" in letter.body


def test_whoever_comes_back_and_leaves_again_is_reminded_again():
    browser = left()
    with after(days=-2):
        saving.remind()
        send(browser, "notes", {"note": "I was here"})
    with after(days=-1):
        assert saving.remind() == 0
    with after(days=-2 + 28 - 2):
        assert saving.remind() == 1
    assert letters().count() == 2


def test_from_an_account_the_letter_goes_to_its_address_and_leads_there():
    owner = make_user(email="ann.account@example.org")
    prove(owner, Address(AddressKind.EMAIL, "ann.account@example.org"))
    left(signed_in(owner), email="")
    # An address that nobody has shown to be theirs hears of nothing.
    left(signed_in(make_user()), email="")
    with after(days=-2):
        saving.remind()
    letter = letters().get()
    assert letter.recipient == "ann.account@example.org" and "/account/\n" in letter.body


def test_without_an_address_and_after_it_was_sent_there_is_no_letter():
    left(email="")
    browser = left()
    send(browser, "notes")
    send(browser, "size")
    browser.post(f"{START}check/")
    with after(days=-2):
        assert saving.remind() == 0


def test_after_its_days_a_draft_is_gone_with_link_and_address():
    left()
    with after(minutes=1):
        assert forget_drafts() == 1
    assert not Submission.objects.exists() and not SavedDraft.objects.exists()


def test_the_address_of_what_was_sent_is_kept_no_longer_than_a_draft_would_be():
    browser = left()
    send(browser, "notes")
    send(browser, "size")
    browser.post(f"{START}check/")
    with after(minutes=-5):
        assert saving.forget_links_of_sent() == 0
    with after(minutes=5):
        assert saving.forget_links_of_sent() == 1
    assert not SavedDraft.objects.exists() and Submission.objects.exists()
