"""Calls that were logged, beside those that the telephone system counted: how far the figures can be trusted."""

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import Q, Sum

from audiences.principal import Principal
from forms_engine.requests.measures.access import may_measure
from forms_engine.requests.measures.months import Month
from forms_engine.requests.models import CallTotals, Line, LoggedCalls
from forms_engine.requests.selectors import of_services_open_to

_LOGGED = """
insert into requests_loggedcalls (month_id, line_id, day, service_id, logged)
select %(month)s, contact.line_id, (contact.started_at at time zone %(zone)s)::date,
    coalesce(request.service_id, contact.service_id), count(*)
from requests_contact contact
left join requests_request request on request.id = contact.request_id
left join catalogue_journeyversion version on version.id = request.journey_version_id
left join catalogue_journey journey on journey.id = version.journey_id
left join requests_customer customer on customer.id = coalesce(contact.customer_id, request.customer_id)
where contact.started_at >= %(since)s and contact.started_at < %(until)s and contact.line_id is not null
    and not contact.is_practice and request.is_practice is not true and journey.is_practice is not true
    and customer.is_practice is not true
group by 2, 3, 4
"""


@dataclass(frozen=True, slots=True)
class LineCalls:
    """One line's month: what the telephone system counted on the days there are totals of, and what was logged on them."""

    line: Line
    days: int
    offered: int
    answered: int
    answered_in_20_s: int
    answered_in_3_min: int
    abandoned: int
    logged: int

    @property
    def share(self) -> str:
        """Logged of answered, as a page says it."""
        if not self.answered:
            return "–"
        return f"{(self.logged * 2000 + self.answered) // (2 * self.answered) / 10:.1f}%"


def write_logged_calls(month: Month) -> None:
    """Count the contacts of a month that were logged on a line. The caller has emptied its rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            _LOGGED,
            {"month": month.first, "since": month.since, "until": month.until, "zone": settings.TIME_ZONE},
        )


def calls_in(
    principal: Principal, month: Month, service: int | None = None, team: str = ""
) -> list[LineCalls]:
    """The lines that have totals in a month, by name; with a service or a team, the lines that are for those. Lines of
    services that show this principal nothing are not there, nor are contacts about such services. Two queries."""
    if not may_measure(principal):
        return []
    days = CallTotals.objects.filter(
        Q(line__service=None) | of_services_open_to(principal, "line__service"),
        day__gte=month.first,
        day__lte=month.last_day,
    ).select_related("line")
    if service is not None:
        days = days.filter(line__service=service)
    if team:
        days = days.filter(Q(line__team__slug=team) | Q(line__team=None, line__service__team__slug=team))
    by_line: dict[int, list[CallTotals]] = defaultdict(list)
    for day in days.order_by("line__name", "day"):
        by_line[day.line_id].append(day)
    logged = LoggedCalls.objects.filter(
        Q(service=None) | of_services_open_to(principal), month=month.first, line__in=list(by_line)
    )
    on_day = {
        (row["line"], row["day"]): row["number"]
        for row in logged.order_by().values("line", "day").annotate(number=Sum("logged"))
    }
    return [
        LineCalls(
            line=totals[0].line,
            days=len(totals),
            offered=sum(day.offered for day in totals),
            answered=sum(day.answered for day in totals),
            answered_in_20_s=sum(day.answered_in_20_s for day in totals),
            answered_in_3_min=sum(day.answered_in_3_min for day in totals),
            abandoned=sum(day.abandoned for day in totals),
            logged=sum(on_day.get((line, day.day), 0) for day in totals),
        )
        for line, totals in by_line.items()
    ]
