"""Two who count the same month at once: the second waits, and it is counted once."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from forms_engine.requests.measures.counting import count_month
from forms_engine.requests.measures.months import Month
from forms_engine.requests.models import Contact, CountedMonth, MonthFigures
from tests.at_once import at_once

LONDON = ZoneInfo("Europe/London")
NOVEMBER = Month(date(2026, 11, 1))


def test_a_month_counted_by_two_at_once_is_counted_once(committing_db, monkeypatch):
    when = datetime(2026, 11, 5, 10, tzinfo=LONDON)
    Contact.objects.create(
        channel="web", reason="question", outcome="answered", started_at=when, ended_at=when
    )
    now = datetime(2026, 11, 20, 10, tzinfo=LONDON)
    # It has been counted before, as every month but a new one has: who comes second finds its row and waits for it.
    count_month(NOVEMBER, now)
    at_once(
        monkeypatch,
        "forms_engine.requests.measures.counting.write_contact_figures",
        lambda: count_month(NOVEMBER, now),
        lambda: count_month(NOVEMBER, now),
    )
    assert [row.contacts for row in MonthFigures.objects.all()] == [1]
    assert CountedMonth.objects.count() == 1
