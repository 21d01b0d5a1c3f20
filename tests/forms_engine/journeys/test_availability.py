"""Opening and closing days, pausing, signing in, and the languages a journey is offered in."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.catalogue.models import Journey, JourneyVersion
from forms_engine.journeys import services
from forms_engine.journeys.availability import NotOpen
from forms_engine.journeys.models import Submission
from forms_engine.requests.models import Request
from tests.factories import client, make_user, signed_in
from tests.forms_engine.council import open_council
from tests.forms_engine.small_journey import START, main_of, publish_skip, send, text, walk

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")
PHONE, HOURS = "0300 555 0142", "9am to 5pm"


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


@pytest.fixture
def resident():
    return client()


def at(day, time="12:00"):
    """The clock at a local time of a day."""
    moment = datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=LONDON)
    return time_machine.travel(moment, tick=False)


def in_days(number):
    return timezone.localdate() + timedelta(days=number)


def test_before_it_opens_the_day_is_said_and_nothing_can_be_started(resident):
    publish_skip(opens=in_days(5).isoformat())
    page = main_of(resident.get(START))
    assert f"opens on {in_days(5).day} " in page and PHONE in page and "Start now" not in page
    resident.post(START)
    assert not Submission.objects.exists()


def test_after_its_last_day_it_is_closed_with_somebody_to_call(resident):
    publish_skip(closes=in_days(-1).isoformat())
    page = main_of(resident.get(START))
    assert "This is closed" in page and "The last day was" in page
    assert PHONE in page and HOURS in page
    resident.post(START)
    assert not Submission.objects.exists()


@pytest.mark.parametrize("day", ["2027-03-31", "2027-10-31", "2028-02-29"])
def test_the_last_day_counts_to_midnight_local_time(resident, day):
    """Also in summer, when local midnight is an hour before UTC's, and when clocks change."""
    after = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    publish_skip(closes=day)
    with at(day, "00:01"):
        assert "Open until the end of" in main_of(resident.get(START))
        walk(resident)
    with at(day, "23:59"):
        assert resident.get(f"{START}check/").status_code == 200
        assert resident.post(f"{START}check/")["Location"] == f"{START}confirmation/"
    with at(after, "00:01"):
        assert "This is closed" in main_of(client().get(START))


def test_who_was_half_way_is_refused_afterwards_loses_nothing_and_is_told(resident):
    publish_skip(closes=in_days(0).isoformat())
    walk(resident, upto="notes")
    with at(in_days(1)):
        # Typed before midnight, sent after it.
        assert send(resident, "notes", {"note": "Too late"})["Location"] == START
        page = main_of(resident.get(START))
        assert "have not been sent" in page and "Nothing you gave is lost" in page and PHONE in page
        for path in ("notes/", "check/"):
            assert resident.get(START + path)["Location"] == START
        assert resident.post(f"{START}check/")["Location"] == START
    assert Submission.objects.get().answers["note"] == "Too late"
    assert not Request.objects.exists()


def test_a_deadline_put_off_is_put_off_for_those_who_have_begun_and_so_is_one_brought_forward(resident):
    today, tomorrow, later = (in_days(number) for number in (0, 1, 9))
    publish_skip(closes=today.isoformat())
    walk(resident)
    with at(tomorrow):
        assert resident.get(f"{START}check/")["Location"] == START
        publish_skip(closes=later.isoformat())
        assert resident.get(f"{START}check/").status_code == 200
        publish_skip(closes=today.isoformat(), title=text("Hire a skip by today"))
        assert resident.post(f"{START}check/")["Location"] == START
    assert not Request.objects.exists()


def test_whatever_door_is_used_a_closed_journey_takes_nothing():
    version = publish_skip(closes=in_days(-1).isoformat())
    with pytest.raises(NotOpen):
        services.start_submission(Principal.public(), version, language="en")


def test_what_was_sent_in_time_can_still_be_seen(resident):
    publish_skip(closes=in_days(0).isoformat())
    walk(resident)
    resident.post(f"{START}check/")
    with at(in_days(1)):
        assert Request.objects.get().reference in main_of(resident.get(f"{START}confirmation/"))
        assert resident.post(f"{START}check/")["Location"] == f"{START}confirmation/"


def test_paused_everybody_reads_the_message_and_goes_on_after_it(resident):
    publish_skip()
    walk(resident)
    said = {"en": "Back at 3pm.", "cy": "Yn ôl am 3pm."}
    Journey.objects.filter(slug="hire-a-skip").update(paused_at=timezone.now(), paused_message=said)
    for browser in (resident, client()):
        page = main_of(browser.get(START))
        assert "Back at 3pm." in page and PHONE in page
        assert browser.post(START).status_code == 200
    assert "Yn ôl am 3pm." in main_of(client().get(f"/cy{START}"))
    assert resident.post(f"{START}check/")["Location"] == START
    assert Submission.objects.count() == 1 and not Request.objects.exists()
    Journey.objects.update(paused_at=None)
    assert resident.post(f"{START}check/")["Location"] == f"{START}confirmation/"


def test_with_every_version_withdrawn_whoever_had_begun_is_told_and_nobody_else_finds_it(resident):
    publish_skip()
    walk(resident)
    JourneyVersion.objects.filter(journey__slug="hire-a-skip").update(withdrawn_at=timezone.now())
    assert client().get(START).status_code == 404
    assert resident.get(f"{START}check/")["Location"] == START
    page = main_of(resident.get(START))
    assert "not available just now" in page and "Nothing you gave is lost" in page


# -- signing in -------------------------------------------------------------------------------------------


def test_where_signing_in_is_required_the_start_says_so_and_comes_back_with_what_it_was_given(resident):
    publish_skip(sign_in="required")
    page = main_of(resident.get(f"{START}?ref=abc"))
    assert "You need to sign in" in page
    assert f'href="/account/sign-in/?next={START}%3Fref%3Dabc"' in page
    answer = resident.post(f"{START}?ref=abc")
    assert answer["Location"] == f"/account/sign-in/?next={START}%3Fref%3Dabc"
    assert not Submission.objects.exists()
    ann = make_user()
    walk(signed_in(ann), upto="notes")
    assert Submission.objects.get().user == ann


@pytest.mark.parametrize(("sign_in", "is_anns"), [("none", False), ("optional", True), ("required", True)])
def test_a_journey_is_somebody_s_where_it_has_to_do_with_accounts(sign_in, is_anns):
    publish_skip(sign_in=sign_in)
    ann = make_user()
    walk(signed_in(ann))
    assert Submission.objects.get().user == (ann if is_anns else None)


# -- languages --------------------------------------------------------------------------------------------


def test_another_language_is_offered_only_where_the_journey_has_it(resident):
    publish_skip()
    assert "Cymraeg" not in resident.get(START).content.decode()
    publish_skip(translations={"cy": "reviewed"})
    page = resident.get(f"{START}?ref=abc").content.decode()
    assert "Cymraeg" in page and f"/cy{START}?ref=abc" in page
    walk(resident, upto="notes")
    assert f"/cy{START}notes/" in resident.get(f"{START}notes/").content.decode()


@pytest.mark.parametrize(("state", "is_said"), [("awaiting-review", True), ("reviewed", False)])
def test_a_translation_that_nobody_has_checked_says_so_and_the_source_does_not(resident, state, is_said):
    publish_skip(translations={"cy": state})
    walk(resident, upto="notes")
    for path in (START, f"{START}notes/"):
        assert ("gh-unchecked" in main_of(resident.get(f"/cy{path}"))) == is_said
        assert "gh-unchecked" not in main_of(resident.get(path))
