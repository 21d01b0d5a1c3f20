"""Kinds, resources, schedules and bank holidays are set up in the admin, and what a change does is said before it is
saved."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.roles import Role
from forms_engine.booking import closing
from forms_engine.booking.models import BankHoliday, Booking, Resource, ResourceKind, Schedule, Slot
from forms_engine.booking.tasks import follow_closed_days
from forms_engine.catalogue.models import Service
from tests.factories import make_staff, signed_in
from tests.forms_engine.booking.calendars import resource, schedule
from tests.forms_engine.journeys.appointments import visit_kind
from tests.forms_engine.requests.bookings.appointments import booking_of, open_calendar, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

ADMIN = "/admin/bookings/"


@pytest.fixture
def room():
    """The room of a kind, whose one schedule says nothing yet that its slots are of."""
    return open_calendar(times=1)[0].resource


@pytest.fixture
def clerk(room):
    person = make_staff(Role.BOOKING_OFFICER)
    room.kind.service.team.members.add(person)
    room.team.members.add(person)
    return signed_in(person, "staff")


@pytest.fixture
def admin():
    return signed_in(make_staff(Role.ADMINISTRATOR), "staff")


def schedule_data(*rules, exceptions=(), **fields):
    data = {"valid_from": "2026-12-01", "valid_until": "", "capacity": "1", "minutes": "", **fields}
    for prefix, rows, names in (
        ("rules", rules, ("weekday", "opens", "closes", "id")),
        ("exceptions", exceptions, ("day", "opens", "closes", "reason")),
    ):
        data |= {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": "0"}
        if prefix == "rules" and any(len(row) == 4 for row in rows):
            data["rules-INITIAL_FORMS"] = str(sum(len(row) == 4 for row in rows))
        for number, row in enumerate(rows):
            data |= {f"{prefix}-{number}-{name}": str(value) for name, value in zip(names, row, strict=False)}
    return data


def shown(answer):
    """The mark of the effects that a page shows."""
    found = re.search(r'name="shown" value="(\w+)"', answer.content.decode())
    assert found, answer.content.decode()
    return found[1]


def saved(browser, path, data):
    """Post, agree to what it does, and be back at the list."""
    first = browser.post(path, data)
    assert first.status_code == 200, first.content.decode()
    again = browser.post(path, {**data, "shown": shown(first)})
    assert again.status_code == 302
    return first.content.decode()


def test_the_list_of_everything_costs_the_same_however_much_there_is(clerk, room, django_assert_num_queries):
    clerk.get(ADMIN)
    with CaptureQueriesContext(connection) as seen:
        clerk.get(ADMIN)
    for _ in range(3):
        for _ in range(2):
            hours = schedule(resource(room.kind))
            hours.rules.create(weekday=0, opens="09:00", closes="10:00")
        kind = visit_kind(f"kind-{hours.pk}", name={"en": "Another"})
        schedule(resource(kind))
    with django_assert_num_queries(len(seen)):
        assert "Another" in clerk.get(ADMIN).content.decode()
    assert len(seen) <= 25


def test_a_new_schedule_says_how_many_times_it_offers_and_then_offers_them(clerk, room):
    Schedule.objects.all().update(valid_until="2026-11-30")
    path = f"{ADMIN}resources/{room.pk}/schedules/new/"
    words = saved(
        clerk, path, schedule_data((0, "13:00", "14:00"), exceptions=[("2026-12-14", "", "", "Works")])
    )
    made = Schedule.objects.latest("pk")
    offered = Slot.objects.filter(schedule=made).count()
    assert f"{offered} new times on offer" in words and offered > 10
    days = {slot.local_start.date().isoformat() for slot in Slot.objects.filter(schedule=made)}
    assert "2026-12-07" in days and "2026-12-14" not in days and "2026-12-28" in days


def test_until_it_is_agreed_to_nothing_is_saved(clerk, room):
    path = f"{ADMIN}resources/{room.pk}/schedules/new/"
    before = Schedule.objects.count(), Slot.objects.count()
    clerk.post(path, schedule_data((0, "13:00", "14:00")))
    clerk.post(path, {**schedule_data((0, "13:00", "14:00")), "shown": "something-else"})
    assert (Schedule.objects.count(), Slot.objects.count()) == before


def test_a_change_lists_the_bookings_that_it_touches_and_leaves_them(clerk, room):
    schedule = room.schedules.get()
    rule = schedule.rules.create(weekday=0, opens="09:00", closes="09:30")
    made = sent(room.slots.get())
    data = schedule_data((0, "15:00", "16:00", rule.pk))
    words = saved(clerk, f"{ADMIN}schedules/{schedule.pk}/", data)
    assert "1 booking touched" in words and "Monday 7 December 2026, 9am to 9:30am" in words
    assert booking_of(made).state == "confirmed" and booking_of(made).slot.withdrawn_at


def test_bookings_of_a_restricted_service_are_not_counted_for_an_administrator(admin, room):
    schedule = room.schedules.get()
    sent(room.slots.get())
    Service.objects.filter(pk=room.kind.service_id).update(openness=Service.Openness.RESTRICTED)
    words = saved(admin, f"{ADMIN}schedules/{schedule.pk}/", schedule_data((1, "15:00", "16:00")))
    assert "No booking that you may see is touched" in words and "9:30am" not in words


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (schedule_data((0, "14:00", "13:00")), "It closes before it opens."),
        (schedule_data((0, "13:00", "13:20")), "closes before one appointment of 30 minutes is over"),
        (schedule_data((0, "13:00", "15:00"), (0, "14:00", "16:00")), "The hours of Monday overlap."),
        (schedule_data(valid_until="2026-11-01"), "The last day is before the first."),
        (schedule_data(capacity="0"), "Enter from 1 to 1,000."),
        (schedule_data(exceptions=[("2026-12-14", "13:00", "", "")]), "Give both times, or neither"),
    ],
)
def test_what_cannot_be_is_said_in_words(clerk, room, data, words):
    answer = clerk.post(f"{ADMIN}resources/{room.pk}/schedules/new/", data)
    assert answer.status_code == 422 and words in answer.content.decode()


def test_two_schedules_of_a_resource_do_not_have_the_same_hours(clerk, room):
    room.schedules.get().rules.create(weekday=0, opens="09:00", closes="12:00")
    path = f"{ADMIN}resources/{room.pk}/schedules/new/"
    answer = clerk.post(path, schedule_data((0, "11:00", "13:00")))
    assert answer.status_code == 422 and "has hours at the same time" in answer.content.decode()


def kind_data(service, **fields):
    return {
        "name_en": "Tree talk",
        "name_cy": "Sgwrs am goed",
        "slug": "tree-talk",
        "service": str(service.pk),
        "minutes": "20",
        "notice_hours": "24",
        "days_ahead": "30",
        "move_hours": "24",
        "cancel_hours": "24",
        "refund_rule": "in_time",
        "most_live": "",
        "script": "Ask which tree.",
        **fields,
    }


def test_a_kind_is_added_in_both_languages_and_a_resource_to_it(clerk, room):
    assert clerk.post(f"{ADMIN}kinds/new/", kind_data(room.kind.service)).status_code == 302
    kind = ResourceKind.objects.get(slug="tree-talk")
    assert kind.name_in("cy") == "Sgwrs am goed" and kind.script == "Ask which tree."
    data = {"name": "Oak", "slug": "oak", "what": "site", "team": str(room.kind.service.team_id)}
    assert clerk.post(f"{ADMIN}kinds/{kind.pk}/resources/new/", data).status_code == 302
    assert Resource.objects.get(slug="oak").kind == kind
    listed = clerk.get(ADMIN).content.decode()
    assert "Tree talk" in listed and "Oak" in listed


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name_en": ""}, "Write it in English"),
        ({"minutes": "2"}, "Enter from 5 minutes to a day"),
        ({"days_ahead": "1", "notice_hours": "24"}, "no time would ever be offered"),
        ({"most_live": "0"}, "Enter 1 or more"),
        ({"move_hours": "2"}, "Enter 24 or more: who may still move it"),
        ({"days_ahead": "5000"}, "Enter from 1 to 400 days"),
    ],
)
def test_a_kind_that_cannot_be_is_said_in_words(clerk, room, fields, words):
    answer = clerk.post(f"{ADMIN}kinds/new/", kind_data(room.kind.service, **fields))
    assert answer.status_code == 422 and words in answer.content.decode()


def test_a_bank_holiday_says_whom_it_touches_and_the_worker_takes_its_times_off(admin, room):
    room.schedules.get().rules.create(weekday=0, opens="09:00", closes="09:30")
    saved(
        admin,
        f"{ADMIN}schedules/{room.schedules.get().pk}/",
        {
            **schedule_data((0, "09:00", "09:30", room.schedules.get().rules.get().pk)),
        },
    )
    sent(room.slots.filter(withdrawn_at=None).earliest("starts_at"))
    words = saved(admin, f"{ADMIN}bank-holidays/new/", {"day": "2026-12-07", "name": "A royal day"})
    assert "1 booking touched" in words and "not on offer any more" in words
    # The worker takes the times off, and the page says so until it has.
    on_the_day = room.slots.filter(starts_at__date="2026-12-07", withdrawn_at=None)
    page = admin.get(f"{ADMIN}bank-holidays/").content.decode()
    assert on_the_day.exists() and "1 still to be taken off" in page and "follow within a minute" in page
    job = ProcrastinateJob.objects.get(task_name=closing.TASK, status="todo")
    assert "are being brought in line" in page
    follow_closed_days.func()
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = 'succeeded' where id = %s", [job.pk])
    page = admin.get(f"{ADMIN}bank-holidays/").content.decode()
    assert not on_the_day.exists() and "follow this list" in page and "still to be" not in page
    # Nobody lost a place; taken out again, the day opens and the booking fits.
    assert Booking.objects.get().state == "confirmed"
    royal = BankHoliday.objects.get(name="A royal day")
    path = f"{ADMIN}bank-holidays/{royal.pk}/"
    asked = admin.post(path, {"remove": "1"})
    assert "1 day opens again" in asked.content.decode()
    admin.post(path, {"remove": "1", "shown": shown(asked)})
    follow_closed_days.func()
    assert on_the_day.exists() and not BankHoliday.objects.filter(name="A royal day").exists()


def test_the_published_bank_holidays_come_and_those_that_are_there_stay(admin, room):
    BankHoliday.objects.create(day="2026-12-07", name="A royal day")
    admin.post(f"{ADMIN}bank-holidays/")
    assert BankHoliday.objects.filter(name="A royal day").exists()


def test_booking_officers_set_up_their_own_teams_alone(room):
    other = signed_in(make_staff(Role.BOOKING_OFFICER), "staff")
    assert room.name not in other.get(ADMIN).content.decode()
    for path in (
        f"kinds/{room.kind_id}/",
        f"resources/{room.pk}/",
        f"schedules/{room.schedules.get().pk}/",
        f"resources/{room.pk}/schedules/new/",
    ):
        assert other.get(ADMIN + path).status_code == 404
    assert other.get(f"{ADMIN}bank-holidays/").status_code in {302, 403}


def test_editors_set_up_nothing(room):
    editor = signed_in(make_staff(Role.EDITOR), "staff")
    assert editor.get(ADMIN).status_code in {302, 403}
    assert editor.get(f"{ADMIN}resources/{room.pk}/").status_code in {302, 403, 404}
