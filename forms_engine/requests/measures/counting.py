"""Counting months: every month that is not final yet, again and again; a final one never again by itself."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from forms_engine.requests import first_contact
from forms_engine.requests.measures.calls import write_logged_calls
from forms_engine.requests.measures.contact_figures import (
    first_contact_began_at,
    longest_window,
    write_contact_figures,
)
from forms_engine.requests.measures.months import Month
from forms_engine.requests.measures.request_figures import write_request_figures
from forms_engine.requests.models import CountedMonth, LoggedCalls, MonthClocks, MonthFigures
from forms_engine.rounds import going_on

KEPT = (MonthFigures, MonthClocks, LoggedCalls)


def final_from(month: Month, longest: timedelta | None = None) -> datetime:
    """From when on nothing that happens can change a month's figures: when the last further contact could have come."""
    return month.until + (longest_window() if longest is None else longest)


def count_open_months(now: datetime) -> list[Month]:
    """Count every month from the first contact's to this one that is not final. Answers which, oldest first. Each is
    counted in a transaction of its own: one that fails leaves the others counted, and its own figures as they were.

    Raises:
        RoundNotWhole: when some could not be counted.
    """
    began = first_contact_began_at()
    if began is None:
        return []
    first_contact.find_repeats(now)
    first_contact.decide_first_contact(now)
    final = set(CountedMonth.objects.exclude(final_at=None).values_list("month", flat=True))
    open_months, month = [], Month.of(began)
    while month <= Month.of(now):
        if month.first not in final:
            open_months.append(month)
        month = month.after
    with going_on("measures") as attempt:
        for month in open_months:
            attempt(str(month), partial(_count_one, month, now))
    return open_months


def _count_one(month: Month, now: datetime) -> int:
    count_month(month, now)
    return 1


@transaction.atomic
def count_month(month: Month, now: datetime) -> CountedMonth:
    """Count one month, whether it was final or not, as things stand. Counted at the same time by two, the second waits.

    Raises:
        ValueError: for a month that has not begun.
    """
    if month.since > now:
        raise ValueError(f"{month.name} has not begun.")
    CountedMonth.objects.get_or_create(month=month.first, defaults={"counted_at": now})
    counted = CountedMonth.objects.select_for_update().get(month=month.first)
    for kept in KEPT:
        kept.objects.filter(month=counted).delete()
    write_contact_figures(month)
    write_request_figures(month, timezone.localdate(now))
    write_logged_calls(month)
    counted.counted_at = now
    counted.final_at = now if now >= final_from(month) else None
    counted.save()
    return counted
