"""Coming back: a session lost half-way loses no answer, and the link alone opens nothing."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from audiences.principal import Principal
from forms_engine.journeys import resuming
from forms_engine.journeys.models import DeviceToken, SavedDraft, SetAside, Submission
from forms_engine.journeys.selectors import submission_for
from forms_engine.journeys.services import DRAFT_KEPT_FOR
from forms_engine.notices import codes
from forms_engine.notices import services as notices
from forms_engine.notices.models import Notice, OneTimeCode
from forms_engine.requests.models import Request
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
    send,
    the_worker_works,
    walk,
)

pytestmark = pytest.mark.django_db

SAVED = f"{START}saved/answers/"
FIND = f"{START}saved/find/"


@pytest.fixture(autouse=True)
def council():
    open_council()
    publish_skip()


@pytest.fixture
def laptop():
    """A browser that has left a draft at the second page, with an address given."""
    browser = client()
    walk(browser, upto="notes")
    save(browser, "notes", {"note": "Behind the shed"})
    browser.post(SAVED, {"address": "ann@example.org"})
    return browser


@pytest.fixture
def link(laptop):
    return link_in(newest_letter("draft.saved"))


def ask(browser, link):
    answer = browser.post(link, {"send": "1"})
    the_worker_works()
    return answer


def come_back(browser, link):
    """Ask for a code and enter it; answers where that leads."""
    ask(browser, link)
    return browser.post(link, {"code": code_in(newest_letter("draft.code"))})


def told(answer, key):
    """All that an answer tells, but for the key it was asked about and the form's own token."""
    body = re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", answer.content.decode())
    headers = sorted((name, value.replace(key, "KEY")) for name, value in answer.items() if name != "Expires")
    return answer.status_code, headers, body.replace(key, "KEY"), sorted(answer.cookies)


# -- nothing is lost ---------------------------------------------------------------------------------------


def test_with_an_address_given_another_device_goes_on_where_it_was_left(link):
    phone = client()
    assert come_back(phone, link)["Location"] == f"{START}notes/"
    assert "Behind the shed" in main_of(phone.get(f"{START}notes/"))
    send(phone, "notes", {"note": "In front of it"})
    assert send(phone, "size")["Location"] == f"{START}check/"
    assert phone.post(f"{START}check/")["Location"] == f"{START}confirmation/"
    assert Request.objects.get().answers["note"] == "In front of it"


def test_the_first_device_goes_on_as_well(laptop, link):
    phone = client()
    come_back(phone, link)
    send(phone, "notes", {"note": "By phone"})
    assert "By phone" in main_of(laptop.get(f"{START}notes/"))
    assert send(laptop, "size")["Location"] == f"{START}check/"
    laptop.post(f"{START}check/")
    assert phone.get(f"{START}size/")["Location"] == f"{START}confirmation/"
    assert send(phone, "size", {"size": "large"})["Location"] == f"{START}confirmation/"
    assert Request.objects.count() == 1 and Request.objects.get().answers["size"] == "small"


def test_on_the_device_that_has_the_answers_the_link_needs_no_code(laptop, link):
    assert laptop.get(link)["Location"] == f"{START}notes/"


def test_with_the_cookie_alone_nothing_is_lost_while_a_draft_is_kept():
    browser = client()
    walk(browser, upto="size")
    with time_machine.travel(timezone.now() + DRAFT_KEPT_FOR - timedelta(hours=1)):
        page = main_of(browser.get(START))
        assert "Carry on where you left off" in page
        assert "Ann Archer" in main_of(browser.get(f"{START}about-you/"))


def test_answering_a_page_gives_the_cookie_its_whole_time_again():
    browser = client()
    walk(browser, upto="size")
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        send(browser, "notes", {"note": "Later"})
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        assert "Later" in main_of(browser.get(f"{START}notes/"))


def test_signed_in_every_answer_is_there_on_another_device_without_having_saved():
    ann = make_user()
    walk(signed_in(ann), upto="size")
    phone = signed_in(ann)
    draft = Submission.objects.get()
    start = main_of(phone.get(START))
    assert "in your account" in start and f"/drafts/{draft.id}/continue/" in start
    assert phone.post(f"{START}drafts/{draft.id}/continue/")["Location"] == f"{START}size/"
    assert "Ann Archer" in main_of(phone.get(f"{START}about-you/"))


def test_signed_in_what_was_being_typed_when_the_session_ended_is_there_after_signing_in_again():
    ann = make_user()
    browser = signed_in(ann)
    walk(browser, upto="notes")
    browser.cookies.pop("sessionid")
    answer = send(browser, "notes", {"note": "A long story", "day_day": "", "day_month": "", "day_year": ""})
    assert answer["Location"] == f"/account/sign-in/?next={START}notes/"
    assert "note" not in Submission.objects.get().answers, "it counts for nothing yet"
    back = signed_in(ann)
    browser.cookies["sessionid"] = back.cookies["sessionid"].value
    page = main_of(browser.get(f"{START}notes/"))
    assert "A long story" in page and "You were signed out" in page
    send(browser, "notes", {"note": "A long story, told"})
    assert Submission.objects.get().answers["note"] == "A long story, told"
    assert not SetAside.objects.exists()
    assert "You were signed out" not in main_of(browser.get(f"{START}notes/"))


def test_who_has_lost_the_session_is_told_to_sign_in_and_sees_nothing_before():
    browser = signed_in(make_user())
    walk(browser, upto="notes")
    browser.cookies.pop("sessionid")
    assert browser.get(f"{START}notes/")["Location"] == f"{START}?lost"
    page = main_of(browser.get(START))
    assert "Sign in to carry on" in page and "Ann Archer" not in page


def test_on_a_shared_computer_the_next_one_signed_in_neither_sees_nor_changes_it():
    browser = signed_in(make_user())
    walk(browser, upto="notes")
    before = Submission.objects.get().answers
    browser.cookies["sessionid"] = signed_in(make_user()).cookies["sessionid"].value
    assert browser.get(f"{START}notes/")["Location"] == f"{START}?lost"
    assert send(browser, "about-you", {"name": "Mallory"})["Location"] == f"{START}?lost"
    draft = Submission.objects.get()
    assert draft.answers == before and not SetAside.objects.exists()
    for what in ("continue", "delete"):
        assert browser.post(f"{START}drafts/{draft.id}/{what}/").status_code == 404
    assert "Carry on" not in main_of(browser.get(START))


def test_whoever_has_lost_the_cookie_is_told_how_to_get_the_answers_back(laptop):
    laptop.cookies.clear()
    assert laptop.get(f"{START}notes/")["Location"] == f"{START}?lost"
    page = main_of(laptop.get(f"{START}?lost"))
    assert "could not find any answers" in page and FIND in page
    assert laptop.post(FIND, {"address": " ANN@example.org "})["Location"] == f"{FIND}?sent"
    the_worker_works()
    letter = newest_letter("draft.links")
    assert letter.recipient == "ann@example.org" and "Hire a skip" in letter.body
    assert come_back(laptop, link_in(letter))["Location"] == f"{START}notes/"


# -- and nothing is given away ----------------------------------------------------------------------------


def test_the_link_alone_opens_nothing(link):
    stranger = client()
    page = stranger.get(link)
    assert page.status_code == 200 and "Ann Archer" not in page.content.decode()
    assert stranger.get(f"{START}notes/")["Location"] == f"{START}?lost"
    assert "no-store" in page["Cache-Control"]


def test_a_link_that_leads_nowhere_answers_like_one_that_does(link):
    real = str(SavedDraft.objects.get().key)
    gone = str(uuid4())
    seen, costs = [], []
    for key in (real, gone):
        browser, path = client(), link.replace(real, key)
        with CaptureQueriesContext(connection) as queries:
            asked = browser.post(path, {"send": "1"})
        costs.append(len(queries))
        the_worker_works()
        steps = [
            browser.get(path),
            asked,
            browser.get(f"{path}?sent"),
            browser.post(path, {"code": "12"}),
            browser.post(path, {"code": ""}),
        ]
        assert [step.status_code for step in steps] == [200, 302, 200, 200, 200]
        seen.append([told(step, key) for step in steps])
    assert seen[0] == seen[1] and costs[0] == costs[1]
    assert Notice.objects.filter(subject="draft.code").count() == 1


def test_asking_for_links_tells_nobody_whose_address_is_known(laptop):
    known, unknown = client(), client()
    answers, costs = [], []
    for browser, email in ((known, "ann@example.org"), (unknown, "nobody@example.org")):
        with CaptureQueriesContext(connection) as queries:
            answer = browser.post(FIND, {"address": email})
        costs.append(len(queries))
        answers.append((told(answer, "-"), told(browser.get(f"{FIND}?sent"), "-")))
    assert answers[0] == answers[1] and costs[0] == costs[1]
    the_worker_works()
    assert Notice.objects.filter(subject="draft.links").count() == 1


def test_no_task_is_handed_an_address(laptop):
    client().post(FIND, {"address": "ann@example.org"})
    client().post(link_in(newest_letter("draft.saved")), {"send": "1"})
    assert ProcrastinateJob.objects.filter(queue_name="journeys").count() == 2
    assert not any("@" in str(job.args) for job in ProcrastinateJob.objects.all())


def test_a_code_is_for_the_browser_that_asked(link):
    phone, stranger = client(), client()
    ask(phone, link)
    code = code_in(newest_letter("draft.code"))
    assert stranger.post(link, {"code": code}).status_code == 200
    ask(stranger, link)
    assert phone.post(link, {"code": code}).status_code == 302, "another's asking leaves it alone"


def test_a_code_works_once_for_ten_minutes_and_five_tries(link):
    late, guesser, phone = client(), client(), client()
    ask(late, link)
    code = code_in(newest_letter("draft.code"))
    with time_machine.travel(timezone.now() + timedelta(minutes=10, seconds=1)):
        assert late.post(link, {"code": code}).status_code == 200
    ask(guesser, link)
    code = code_in(newest_letter("draft.code"))
    wrong = f"{(int(code.replace(' ', '')) + 1) % 1_000_000:06d}"
    for _ in range(codes.TRIES):
        page = guesser.post(link, {"code": wrong})
        assert "There is a problem" in main_of(page)
    assert guesser.post(link, {"code": code}).status_code == 200
    come_back(phone, link)
    phone.cookies.pop("submission-hire-a-skip")
    assert phone.post(link, {"code": code_in(newest_letter("draft.code"))}).status_code == 200


def test_asking_too_often_is_said_and_sends_nothing_more(link):
    browser = client()
    for _ in range(codes.FROM_ONE_NETWORK.attempts):
        assert ask(browser, link)["Location"] == f"{link}?sent"
    code = code_in(newest_letter("draft.code"))
    assert ask(browser, link)["Location"] == f"{link}?wait"
    assert "too many codes" in main_of(browser.get(f"{link}?wait"))
    assert Notice.objects.filter(subject="draft.code").count() == codes.FROM_ONE_NETWORK.attempts
    assert browser.post(link, {"code": code}).status_code == 302


def test_the_code_is_wiped_once_it_is_sent_and_never_kept(link):
    browser = client()
    ask(browser, link)
    letter = newest_letter("draft.code")
    code = code_in(letter)
    notices.send(str(letter.id))
    letter.refresh_from_db()
    assert letter.body == "" and code not in letter.heading
    kept = OneTimeCode.objects.get()
    assert code.replace(" ", "") not in (kept.code_hash, kept.browser)


def test_after_it_was_sent_the_link_says_so_and_leads_to_the_reference(laptop, link):
    send(laptop, "notes")
    send(laptop, "size")
    laptop.post(f"{START}check/")
    reference = Request.objects.get().reference
    assert laptop.get(link)["Location"] == f"{START}confirmation/"
    phone = client()
    answer = come_back(phone, link)
    assert answer["Location"] == f"{START}confirmation/?already"
    page = main_of(phone.get(answer["Location"]))
    assert reference in page and f"/requests/{reference}/" in page and "You sent this to us on" in page


def test_once_it_is_in_an_account_the_link_leads_to_signing_in(laptop, link):
    ann = make_user()
    laptop.cookies["sessionid"] = signed_in(ann).cookies["sessionid"].value
    save(laptop, "notes", {"note": "Mine"})
    assert Submission.objects.get().user == ann
    phone = client()
    assert come_back(phone, link)["Location"] == f"/account/sign-in/?next={START}"
    assert "submission-hire-a-skip" not in phone.cookies


def test_only_the_last_ten_devices_are_let_in(link):
    draft = Submission.objects.get()
    tokens = [resuming.let_in(draft) for _ in range(resuming.MOST_DEVICES + 2)]
    opens = [submission_for(Principal.public(), str(draft.id), token) == draft for token in tokens]
    assert opens == [False] * 2 + [True] * resuming.MOST_DEVICES
    assert DeviceToken.objects.count() == resuming.MOST_DEVICES


def test_coming_back_counts_the_days_anew(link):
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        come_back(client(), link)
        now = timezone.now()
    assert abs(Submission.objects.get().updated_at - now) < timedelta(minutes=1)


def test_a_page_of_a_resumed_device_costs_at_most_fifteen_queries(link, django_assert_max_num_queries):
    phone = client()
    come_back(phone, link)
    with django_assert_max_num_queries(15):
        phone.get(f"{START}notes/")
    with django_assert_max_num_queries(15):
        send(phone, "notes")
