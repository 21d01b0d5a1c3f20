"""The letters: once a week or a month, of what is news, and none of nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Journey, Service
from forms_engine.journeys.open311.models import Open311Offer
from forms_engine.requests.models import Request
from forms_engine.requests.services import set_state
from forms_engine.rounds import RoundNotWhole
from portal.models import KnownPage
from portal.updates import sending
from portal.updates.noting import note_pages
from portal.updates.sending import write_letters
from tests.factories import make_staff, publish
from tests.site.portal.updates.subscribing import ADDRESS, at, letters, link_in, on, subscribed

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(bins):
    """Somebody who gets the topic's news since Wednesday."""
    with on(25):
        made = subscribed()
        note_pages(at(25))
    KnownPage.objects.update(new_at=at(1), changed_at=at(1))
    return made


def changed(bins, day, month=11):
    publish(bins, public_answer=f"<p>Every day at {day}.</p>")
    note_pages(at(day, month=month))


def test_on_monday_morning_once(bins, reader):
    changed(bins, 26)
    assert [write_letters(at(day, hour)) for day, hour in ((27, 9), (30, 6))] == [0, 0]
    assert [write_letters(at(30, hour)) for hour in (7, 8, 20)] == [1, 0, 0]
    (letter,) = letters()
    assert letter.recipient == ADDRESS
    assert "Changed: When are bins emptied?" in letter.body and "/knowledge/bins/" in letter.body
    assert link_in(letter, "stop") in letter.unsubscribe and link_in(letter, "choices")
    assert "25 November 2026" in letter.body
    assert write_letters(at(7, month=12)) == 0, "nothing is new"
    changed(bins, 8, month=12)
    assert write_letters(at(14, month=12)) == 1


def test_a_worker_that_was_down_tells_all_of_it_later(bins, reader):
    changed(bins, 26)
    assert write_letters(at(17, 15, month=12)) == 1


def test_by_choice_once_a_month(bins, reader):
    type(reader).objects.update(every="month")
    changed(bins, 26)
    assert write_letters(at(30)) == 0
    assert write_letters(at(1, month=12)) == 1


def test_what_was_news_before_they_asked_is_not_told(bins):
    with on(24):
        note_pages(at(24))
    KnownPage.objects.update(new_at=at(23), changed_at=at(23))
    with on(25):
        subscribed()
    assert write_letters(at(30)) == 0


def test_in_welsh(bins, reader):
    type(reader).objects.update(language="cy")
    changed(bins, 26)
    assert write_letters(at(30)) == 1
    (letter,) = letters()
    assert "Diweddariadau" in letter.heading and "/cy/updates/stop/" in letter.unsubscribe
    assert "When are bins emptied?" in letter.body, "what is not translated is told all the same"


def test_what_the_public_may_not_read_any_more_is_not_told(bins, reader):
    changed(bins, 26)
    bins.refresh_from_db()
    bins.unpublish()
    assert write_letters(at(30)) == 0


def test_one_that_fails_holds_nobody_up(bins, reader, monkeypatch):
    with on(25):
        other = subscribed(email="other@example.org")
    changed(bins, 26)
    really = sending.token_of

    def fails(subscriber):
        if subscriber.pk == reader.pk:
            raise ValueError
        return really(subscriber)

    monkeypatch.setattr(sending, "token_of", fails)
    with pytest.raises(RoundNotWhole):
        write_letters(at(30))
    assert [one.recipient for one in letters()] == [other.email]
    monkeypatch.undo()
    assert write_letters(at(30)) == 1, "and is tried again"


def test_many_readers_of_the_same_cost_the_same_looks(bins, reader):
    changed(bins, 26)

    def looks(*more):
        with on(25):
            for name in more:
                subscribed(email=f"{name}@example.org")
        with CaptureQueriesContext(
            connection,
        ) as seen:
            write_letters(at(30))
        return sum("portal_knownpage" in one["sql"] for one in seen.captured_queries)

    assert looks("one") == 1
    type(reader).objects.update(told_to=at(25).date())
    assert looks() == 1


@pytest.fixture
def reports(send_report, ward):
    """Sends a report in the ward on a day of November; another journey's are not public."""
    journey = Journey.objects.get(slug="report-a-pothole")
    Open311Offer.objects.update_or_create(journey=journey, defaults={"shows": "coarse"})

    def send(day, **fields):
        with on(day):
            made = send_report()
        Request.objects.filter(pk=made.pk).update(**{"ward": ward, **fields})
        return made

    return send


def test_a_ward_s_reports_are_counted_and_nothing_else_is_said(bins, ward, reports):
    with on(25):
        subscribed(topics=[], wards=["E05000001"])
    old, new = reports(24), reports(26)
    reports(27)
    reports(27, ward=None)
    officer = make_staff(Role.OFFICER)
    for one in (old, new):
        with on(28):
            set_state(admit(officer, "staff"), one.pk, to="resolved", message="Canarina", seen="received")
    reports(30)
    assert write_letters(at(30)) == 1
    (letter,) = letters()
    assert "Reports in Eastwold" in letter.body and ": 2 new, 2 fixed" in letter.body
    assert "Ann" not in letter.body and "Canarina" not in letter.body and new.reference not in letter.body


@pytest.mark.parametrize("hidden", ["service", "offer"])
def test_what_is_not_public_is_not_counted(bins, ward, reports, hidden):
    with on(25):
        subscribed(topics=[], wards=["E05000001"])
    made = reports(26)
    if hidden == "service":
        Service.objects.filter(pk=made.service_id).update(openness="team-only")
    else:
        Open311Offer.objects.update(shows="nothing")
    assert write_letters(at(30)) == 0 and not letters()
