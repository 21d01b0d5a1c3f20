"""Which months are counted when, and what changes a month that was counted."""

from datetime import date, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Queue, Service, Team
from forms_engine.requests.measures import counting
from forms_engine.requests.measures.definitions import MEASURES, Measure
from forms_engine.requests.measures.months import Month, up_to
from forms_engine.requests.measures.reading import no_counts, targets_in, totals_by_month
from forms_engine.requests.models import (
    Clock,
    Contact,
    CountedMonth,
    Customer,
    MonthFigures,
    RepeatWindow,
    Request,
)
from forms_engine.requests.references import new_reference
from forms_engine.rounds import RoundNotWhole
from tests.factories import make_staff

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")
OCTOBER, NOVEMBER, DECEMBER = (Month(date(2026, number, 1)) for number in (10, 11, 12))


def at(year, month, day, hour=10, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


@pytest.fixture
def service(db):
    from wagtail.models import Locale

    team = Team.objects.create(slug="roads", name="Roads")
    Queue.objects.create(slug="roads", name="Roads", team=team)
    english = Locale.objects.get(language_code="en")
    return Service.objects.create(slug="potholes", name="Potholes", team=team, locale=english)


@pytest.fixture
def manager(service):
    person = admit(make_staff(Role.SERVICE_MANAGER), "staff")
    assert person is not None
    return person


@pytest.fixture
def touch(service):
    def written(when, customer=None, channel="web", **fields):
        return Contact.objects.create(
            channel=channel,
            reason="question",
            outcome="answered",
            service=service,
            started_at=when,
            ended_at=when,
            customer=customer or Customer.objects.create(),
            **fields,
        )

    return written


def done(manager, month):
    counts = totals_by_month(manager, [month])[month]
    return counts["digital_done"], counts["contacts"]


def test_a_month_begins_and_ends_by_the_council_s_clocks():
    assert OCTOBER.since == datetime(2026, 9, 30, 23, tzinfo=ZoneInfo("UTC"))
    assert OCTOBER.until == datetime(2026, 11, 1, tzinfo=ZoneInfo("UTC"))
    assert Month.of(datetime(2026, 9, 30, 23, tzinfo=ZoneInfo("UTC"))) == OCTOBER
    assert (str(OCTOBER), OCTOBER.name, OCTOBER.last_day) == ("2026-10", "October 2026", date(2026, 10, 31))
    assert [str(month) for month in up_to(Month(date(2027, 1, 1)), 3)] == ["2026-11", "2026-12", "2027-01"]
    assert Month.read("2026-10") == OCTOBER
    for written in ("", "2026-13", "2026-1", "1999-01", "2026-10 ", "٢٠٢٦-١٠", "2026-10\n"):
        assert Month.read(written) is None


def test_every_month_from_the_first_contact_is_counted_until_it_is_final(touch, manager):
    touch(at(2026, 10, 31))
    touch(at(2026, 12, 2))
    assert counting.count_open_months(at(2026, 12, 3)) == [OCTOBER, NOVEMBER, DECEMBER]
    kept = {str(one): one.final_at for one in CountedMonth.objects.all()}
    assert kept["2026-10"] == at(2026, 12, 3) and kept["2026-11"] is kept["2026-12"] is None
    # One moment before its fourteen days have gone by, and then.
    assert counting.final_from(NOVEMBER) == at(2026, 12, 15, 0)
    assert counting.count_open_months(at(2026, 12, 14, 23, 59)) == [NOVEMBER, DECEMBER]
    assert CountedMonth.objects.get(month=NOVEMBER.first).final_at is None
    assert counting.count_open_months(at(2026, 12, 15, 0)) == [NOVEMBER, DECEMBER]
    assert CountedMonth.objects.get(month=NOVEMBER.first).final_at == at(2026, 12, 15, 0)
    assert counting.count_open_months(at(2026, 12, 15, 0)) == [DECEMBER]


def test_nothing_is_counted_before_there_was_a_contact(touch, service):
    touch(at(2026, 10, 5), is_practice=True)
    assert counting.count_open_months(at(2026, 12, 1)) == []


def test_a_further_contact_changes_a_provisional_month(touch, manager):
    person = Customer.objects.create()
    touch(at(2026, 11, 30, 23, 59), person)
    counting.count_open_months(at(2026, 12, 1, 2))
    assert done(manager, NOVEMBER) == (1, 1)
    touch(at(2026, 12, 14, 23, 59), person, channel="phone")
    counting.count_open_months(at(2026, 12, 15, 2))
    assert done(manager, NOVEMBER) == (0, 1)


def test_merging_changes_a_provisional_month_and_a_final_one_only_when_that_is_decided(
    touch, manager, time_machine
):
    one, same = Customer.objects.create(), Customer.objects.create()
    touch(at(2026, 11, 5), one)
    touch(at(2026, 11, 9), same)
    counting.count_open_months(at(2026, 12, 1))
    assert done(manager, NOVEMBER) == (2, 2)
    Customer.objects.filter(pk=same.pk).update(merged_into=one)
    counting.count_open_months(at(2026, 12, 2))
    assert done(manager, NOVEMBER) == (1, 2)
    counting.count_open_months(at(2026, 12, 20))
    Customer.objects.filter(pk=same.pk).update(merged_into=None)
    counting.count_open_months(at(2026, 12, 21))
    assert done(manager, NOVEMBER) == (1, 2)
    said = StringIO()
    time_machine.move_to(at(2026, 12, 22))
    call_command("count_measures", "--month", "2026-11", stdout=said)
    assert done(manager, NOVEMBER) == (2, 2)
    assert "Counted 2026-11 for good." in said.getvalue()


def test_a_service_s_longer_days_keep_its_months_open_for_longer(touch, manager, service):
    RepeatWindow.objects.create(service=service, days=30)
    touch(at(2026, 11, 5))
    assert counting.final_from(NOVEMBER) == at(2026, 12, 31, 0)
    counting.count_open_months(at(2026, 12, 20))
    assert CountedMonth.objects.get(month=NOVEMBER.first).final_at is None


def test_counting_again_changes_nothing(touch, manager):
    touch(at(2026, 11, 5))
    for _ in range(3):
        counting.count_month(NOVEMBER, at(2026, 11, 20))
    assert done(manager, NOVEMBER) == (1, 1)
    assert MonthFigures.objects.count() == 1


def test_a_month_that_cannot_be_counted_keeps_its_figures_and_stops_no_other(touch, manager, monkeypatch):
    touch(at(2026, 10, 5))
    touch(at(2026, 11, 5))
    counting.count_open_months(at(2026, 11, 6))
    touch(at(2026, 11, 7))
    really = counting.write_request_figures

    def fails_for_october(month, today):
        if month == OCTOBER:
            raise RuntimeError
        really(month, today)

    monkeypatch.setattr(counting, "write_request_figures", fails_for_october)
    with pytest.raises(RoundNotWhole):
        counting.count_open_months(at(2026, 11, 8))
    assert done(manager, OCTOBER) == (1, 1) and done(manager, NOVEMBER) == (2, 2)


def test_a_month_that_has_not_begun_is_not_counted(service):
    with pytest.raises(ValueError, match="has not begun"):
        counting.count_month(DECEMBER, at(2026, 11, 30))
    for written in ("December", "2199-12"):
        with pytest.raises(CommandError):
            call_command("count_measures", "--month", written)


def test_what_is_due_today_is_not_missed_yet(touch, manager, service):
    touch(at(2026, 11, 5))
    request = Request.objects.create(
        reference=new_reference(),
        service=service,
        customer=Customer.objects.create(),
        title="Pothole",
        state="received",
        answers={},
        received_at=at(2026, 11, 1),
    )
    Clock.objects.create(
        request=request,
        kind="resolve",
        stage=1,
        target_days=5,
        warn_days=1,
        started_at=at(2026, 11, 1),
        counted_from=date(2026, 11, 1),
        days_left=5,
        due_on=date(2026, 11, 10),
        warn_on=date(2026, 11, 9),
    )
    counting.count_month(NOVEMBER, at(2026, 11, 10, 23, 59))
    assert targets_in(manager, NOVEMBER) == []
    counting.count_month(NOVEMBER, at(2026, 11, 11, 0))
    assert [(row.met, row.missed) for row in targets_in(manager, NOVEMBER)] == [(0, 1)]


def test_shares_are_rounded_by_halves_and_of_nothing_there_is_none():
    measure = Measure("half", "Half", "", ("digital",), ("contacts",))
    for part, whole, said in (
        (1, 2000, "0.1%"),
        (1, 2001, "0.0%"),
        (1, 3, "33.3%"),
        (2, 3, "66.7%"),
        (5, 5, "100.0%"),
    ):
        assert measure.of({"digital": part, "contacts": whole}).said == said
    assert measure.of({"digital": 0, "contacts": 0}).said == "–"
    for one in MEASURES:
        assert one.of(no_counts()).part == 0
