"""Letters to whoever looks after a destination: the morning's, once; the alert, at once and once; to the cover too."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from forms_engine.catalogue.models import Absence, Service
from forms_engine.delivery import by_hand
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.notices.models import Notice
from tests.factories import make_staff
from tests.site.workplace.undelivered import dead
from workplace.operations import letters

LONDON = ZoneInfo("Europe/London")
pytestmark = pytest.mark.django_db


def at(hour, minute=0, day=23):
    """In November 2026: the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


def digests():
    return list(Notice.objects.filter(subject="operations.digest").order_by("owner_id", "created_at"))


def alerts():
    return list(Notice.objects.filter(subject="operations.alert").order_by("owner_id", "created_at"))


def test_one_letter_on_a_weekday_morning_in_the_council_s_own_time(lead, undelivered, report):
    for moment in (at(7, 29), at(9, day=22), at(9, day=28)):
        assert letters.write_digests(moment) == 0
    assert [letters.write_digests(moment) for moment in (at(7, 30), at(7, 40), at(16))] == [1, 0, 0]
    summer = datetime(2027, 6, 1, 6, 30, tzinfo=ZoneInfo("UTC"))
    assert letters.write_digests(summer) == 1, "half past seven by the clocks in the street"
    letter = digests()[0]
    assert "Example back office: 1 could not be delivered, the oldest for 2" in letter.body
    assert report.reference not in letter.body and "Ann" not in letter.body
    assert "/workplace/operations/" in letter.body


def test_nothing_is_written_about_nothing(lead, back_office):
    assert letters.write_digests(at(9)) == letters.write_alerts() == 0 and not digests()


def test_it_goes_to_whoever_covers(lead, highways, undelivered):
    cover = make_staff(Role.TEAM_LEAD)
    highways.members.add(cover)
    today = timezone.localdate()
    Absence.objects.create(user=highways.lead, starts=today, ends=today, covered_by=cover)
    letters.write_digests(
        timezone.localtime().replace(hour=9) + timedelta(days=(7 - timezone.localdate().weekday()) % 7)
    )
    letters.write_alerts()
    assert {one.recipient for one in [*digests(), *alerts()]} == {cover.email}


def test_where_nobody_leads_it_goes_to_the_administrators(undelivered, highways):
    administrator = make_staff(Role.ADMINISTRATOR)
    gone = make_staff(Role.ADMINISTRATOR)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    letters.write_digests(at(9))
    assert [one.recipient for one in digests()] == [administrator.email]


def test_what_its_reader_may_not_see_is_not_counted(lead, undelivered):
    Service.objects.filter(slug="highways-maintenance").update(openness="restricted")
    letters.write_digests(at(9))
    letters.write_alerts()
    assert not digests() and not alerts()


def test_an_alert_at_once_and_not_again_before_all_was_well(
    lead, highways, undelivered, back_office, send_report
):
    person = highways.lead
    assert [letters.write_alerts() for _ in range(2)] == [1, 0]
    second = dead(back_office, send_report())
    assert letters.write_alerts() == 0
    by_hand.mark_handled([undelivered.id, second.id], by=person, note="Rang them.")
    assert letters.write_alerts() == 0
    dead(back_office, send_report())
    assert letters.write_alerts() == 1
    Destination.objects.filter(pk=back_office.pk).update(
        paused_at=timezone.now(), paused_because="Answered 401."
    )
    assert [letters.write_alerts() for _ in range(2)] == [1, 0]
    assert "has paused itself" in alerts()[-1].body and "Answered 401." in alerts()[-1].body
    by_hand.resume(back_office.pk, by=person)
    by_hand.pause(back_office.pk, by=person, because="Works.")
    assert letters.write_alerts() == 0, "whoever paused it knows"


def test_silence_and_long_waits_are_in_it(lead, back_office, report):
    delivery = Delivery.objects.get(destination=back_office)
    Destination.objects.filter(pk=back_office.pk).update(acknowledges_within_hours=4)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        letters.write_digests(at(9))
    assert "1 waiting for more than a day" in digests()[0].body
    Delivery.objects.filter(id=delivery.id).update(
        state="delivered", next_at=None, delivered_at=timezone.now() - timedelta(hours=5)
    )
    letters.write_digests(at(9, day=24))
    assert "1 not known to have arrived, the oldest for 5" in digests()[1].body
