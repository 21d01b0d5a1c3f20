"""The morning's email: who gets it, what it counts, and that it says nothing about anybody."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Absence, Service
from forms_engine.notices.models import Notice
from forms_engine.requests.models import Request, Unreachable
from tests.factories import make_staff, signed_in
from tests.site.portal.things import letter as letter_about
from workplace.morning import letters
from workplace.morning.waiting import waits_for

LONDON = ZoneInfo("Europe/London")
pytestmark = pytest.mark.django_db


def at(hour, minute=0, day=25):
    """In November 2026: the 25th is a Wednesday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def morning(council):
    """The clock stands at half past seven."""
    with time_machine.travel(at(7, 30), tick=False):
        yield


@pytest.fixture
def ida(highways):
    person = make_staff(Role.OFFICER, name="Ida Officer")
    highways.members.add(person)
    return person


def written(person):
    return list(Notice.objects.filter(subject="work.morning", recipient=person.email).order_by("created_at"))


def give(request, person, **fields):
    changes = {"assigned_to": person, "assigned_at": timezone.now(), **fields}
    Request.objects.filter(pk=request.pk).update(**changes)


def test_once_on_a_working_day_s_morning(report, ida):
    give(report, ida)
    for moment in (at(7, 29), at(10), at(9, day=28), at(9, day=29), datetime(2026, 12, 25, 9, tzinfo=LONDON)):
        letters.write_letters(moment)
    assert not written(ida)
    for moment in (at(7, 30), at(7, 40), at(9, 50)):
        letters.write_letters(moment)
    assert len(written(ida)) == 1
    letters.write_letters(at(8, day=26))
    assert len(written(ida)) == 2


def test_what_it_counts_and_that_it_says_nothing_else(send_report, ida):
    today = timezone.localdate()
    late, due, plain, reached = (send_report() for _ in range(4))
    give(late, ida, due_on=today - timedelta(days=1), customer_wrote_at=timezone.now())
    give(due, ida, due_on=today)
    give(plain, ida)
    give(reached, ida)
    about = letter_about(reached)
    type(about).objects.filter(pk=about.pk).update(flagged_at=timezone.now())
    Unreachable.objects.create(request=reached, channel="email", address="canarina@example.org", why="550")
    letters.write_letters(at(7, 30))
    (letter,) = written(ida)
    for words in (
        f"Overdue: 1\n{late.reference}",
        f"Due today: 1\n{due.reference}",
        f"With a message that waits for an answer: 1\n{late.reference}",
        "Yours and not finished: 4",
        f"With a letter to print, yours: 1\n{reached.reference}",
        f"With an address that came back, yours: 1\n{reached.reference}",
    ):
        assert words in letter.body, letter.body
    assert plain.reference not in letter.body and "team" not in letter.body
    for personal in ("Ann", "canarina", "High Street", "pothole", "Decision"):
        assert personal not in letter.body


def test_a_lead_hears_of_what_is_nobody_s(report, highways, ida):
    boss = make_staff(Role.TEAM_LEAD)
    highways.members.add(boss)
    letters.write_letters(at(7, 30))
    assert "Nobody’s yet in your teams’ queues: 1" in written(boss)[0].body
    assert not written(ida), "nothing waits for them"


def test_nothing_of_another_team_or_of_what_is_not_for_them(report, highways, ida):
    boss, stranger = make_staff(Role.TEAM_LEAD), make_staff(Role.TEAM_LEAD)
    highways.members.add(boss)
    give(report, ida)
    Service.objects.filter(slug="highways-maintenance").update(openness="restricted")
    letters.write_letters(at(7, 30))
    assert not written(ida) and not written(boss) and not written(stranger)


def test_nobody_who_is_away_has_left_or_works_on_no_requests(report, ida):
    give(report, ida)
    Absence.objects.create(user=ida, starts=timezone.localdate(), ends=timezone.localdate())
    letters.write_letters(at(7, 30))
    Absence.objects.all().delete()
    User.objects.filter(pk=ida.pk).update(is_active=False)
    letters.write_letters(at(7, 40))
    assert not written(ida)
    assert signed_in(make_staff(Role.EDITOR), "staff").get("/workplace/morning-letter/").status_code == 403


def test_it_can_be_turned_off_and_on(report, ida):
    give(report, ida)
    browser = signed_in(ida, "staff")
    assert "/workplace/morning-letter/" in browser.get("/workplace/").content.decode()
    shown = browser.get("/workplace/morning-letter/").content.decode()
    assert "Yours and not finished: 1" in shown and "Turn it off" in shown
    for _ in range(2):
        answer = browser.post("/workplace/morning-letter/", {"letter": "off"}, follow=True)
        assert "is off" in answer.content.decode()
    letters.write_letters(at(7, 30))
    assert not written(ida)
    browser.post("/workplace/morning-letter/", {"letter": "on"})
    letters.write_letters(at(7, 40))
    assert len(written(ida)) == 1


def test_it_costs_the_same_whatever_waits(report, fill_queue, ida):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            waits_for(admit(ida, "staff"))
        return len(seen)

    held = {"assigned_to_id": ida.pk, "assigned_at": timezone.now(), "due_on": timezone.localdate()}
    fill_queue(2, **held)
    few = queries()
    fill_queue(30, **held)
    assert queries() == few
