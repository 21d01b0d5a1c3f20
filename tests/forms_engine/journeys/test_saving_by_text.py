"""A mobile number alone is enough to leave a journey and come back to it: the link and its code come as text messages."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.addresses import read_mobile
from accounts.proved_addresses import prove
from forms_engine.journeys import saving
from forms_engine.journeys.forgetting import forget_drafts
from forms_engine.journeys.models import SavedDraft, Submission
from forms_engine.journeys.services import DRAFT_KEPT_FOR
from forms_engine.notices.models import Notice
from tests.factories import client, make_user, signed_in
from tests.forms_engine.council import open_council
from tests.forms_engine.small_journey import (
    START,
    code_in,
    link_in,
    main_of,
    newest_letter,
    publish_skip,
    save,
    the_worker_works,
    walk,
)

pytestmark = pytest.mark.django_db

SAVED, FIND = f"{START}saved/answers/", f"{START}saved/find/"
MOBILE = "+447700900123"


@pytest.fixture(autouse=True)
def council():
    open_council()
    publish_skip()


def left(typed="07700 900 123"):
    """A browser that has left a draft at the second page, with that address given."""
    browser = client()
    walk(browser, upto="notes")
    save(browser, "notes", {"note": "Behind the shed"})
    browser.post(SAVED, {"address": typed})
    return browser


def by_text(subject):
    letter = newest_letter(subject)
    assert (letter.channel, letter.recipient) == (Notice.Channel.SMS, MOBILE)
    assert "Behind the shed" not in letter.body
    return letter


def test_left_with_a_number_and_gone_on_with_on_another_phone():
    browser = left()
    shown = main_of(browser.get(f"{SAVED}?sent"))
    assert "07700 900123" in shown and "Check your text messages" in shown
    saved = SavedDraft.objects.get()
    assert (saved.email, saved.mobile) == ("", MOBILE)
    link, other = link_in(by_text("draft.saved")), client()
    assert "Behind" not in main_of(other.get(link)) and MOBILE not in main_of(other.get(link))
    other.post(link, {"send": "1"})
    the_worker_works()
    answer = other.post(link, {"code": code_in(by_text("draft.code"))})
    assert answer["Location"] == f"{START}notes/"
    assert "Behind the shed" in other.get(answer["Location"]).content.decode()


def test_the_link_again_by_the_number_however_it_is_typed_the_last_few_of_them():
    for _ in range(4):
        left()
    # Whoever typed it often enough waits: from another network it goes on.
    client().post(FIND, {"address": "+44 (0)7700 900123"}, REMOTE_ADDR="192.0.2.77")
    assert not any("7700" in str(job.args) for job in ProcrastinateJob.objects.all())
    the_worker_works()
    letter = by_text("draft.links")
    newest = SavedDraft.objects.order_by("-saved_at").values_list("key", flat=True)
    assert [str(key) in letter.body for key in newest] == [True, True, True, False]


def test_another_address_gets_another_link_and_nothing_is_left_of_the_first():
    browser = left()
    first = link_in(by_text("draft.saved"))
    browser.post(SAVED, {"address": "ann@example.org"})
    saved = SavedDraft.objects.get()
    assert (saved.email, saved.mobile) == ("ann@example.org", "")
    letter = newest_letter("draft.saved")
    assert letter.channel == Notice.Channel.EMAIL and link_in(letter) != first
    assert not Notice.objects.filter(recipient=MOBILE).exists()


def test_the_limits_of_emails_hold_for_numbers():
    browser = left()
    for _ in range(saving.TO_ADDRESS_FROM_NETWORK.attempts - 1):
        assert browser.post(SAVED, {"address": "07700900123"}).status_code == 302
    answer = browser.post(SAVED, {"address": "07700 900123"})
    assert answer.status_code == 200 and "as many messages there" in main_of(answer)


def test_whoever_saved_with_a_number_is_reminded_there_and_forgotten_with_the_rest():
    left()
    with time_machine.travel(timezone.now() + DRAFT_KEPT_FOR - timedelta(days=1)):
        assert saving.remind() == 1 and saving.remind() == 0
        assert link_in(by_text("draft.ending")) == link_in(by_text("draft.saved"))
    with time_machine.travel(timezone.now() + DRAFT_KEPT_FOR + timedelta(days=1)):
        assert forget_drafts() == 1
    assert not SavedDraft.objects.exists() and not Submission.objects.exists()


def test_an_account_with_a_number_alone_is_reminded_there():
    user = make_user(email=None, mobile=MOBILE)
    prove(user, read_mobile(MOBILE))
    browser = signed_in(user)
    walk(browser, upto="notes")
    save(browser, "notes", {"note": "Behind the shed"})
    with time_machine.travel(timezone.now() + DRAFT_KEPT_FOR - timedelta(days=1)):
        assert saving.remind() == 1
    assert "/account/" in by_text("draft.ending").body


def test_a_council_without_text_messages_asks_for_an_email_address(settings):
    settings.SMS_PROVIDER = ""
    browser = left()
    shown = main_of(browser.post(SAVED, {"address": "07700 900 123"}))
    assert "Enter an email address in the correct format" in shown and "mobile" not in shown
    assert not Notice.objects.exists()


@pytest.mark.parametrize("typed", ["01632 960 001", "+1 787 296 0123", "07700", "07700 900\x00123"])
def test_what_is_no_number_of_ours_is_refused_in_words(typed):
    browser = left(typed)
    assert "There is a problem" in main_of(browser.post(SAVED, {"address": typed}))
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"email": "a@example.org", "mobile": MOBILE, "address_digest": "x"},
        {"email": "", "mobile": MOBILE, "address_digest": ""},
        {"email": "", "mobile": "", "address_digest": "x"},
    ],
)
def test_the_database_keeps_one_address_with_its_digest(fields):
    left()
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedDraft.objects.update(**fields)
