"""Counting what belongs to a month of its requests: where the first contact was enough, hand-offs, and targets."""

from datetime import date

from django.conf import settings
from django.db import connection

from forms_engine.requests.measures.months import Month

# Rows that came with the month's contacts have none of these yet.
_ENDED = """
insert into requests_monthfigures (month_id, service_id, channel, decided, resolved_at_first, requests_handed_on,
    contacts, digital, digital_done, followable, asked, answered_at_first, contacts_handed_on, chasing, repeats)
select %(month)s, happened.service_id, channel, sum(decided), sum(resolved_at_first), sum(handed_on), 0, 0, 0, 0, 0, 0, 0, 0, 0
from (
    select request.service_id, request.channel, request.journey_version_id, 1 as decided,
        request.resolved_at_first_contact::int as resolved_at_first, 0 as handed_on
    from requests_request request
    where request.finished_at >= %(since)s and request.finished_at < %(until)s
        and request.resolved_at_first_contact is not null
        and request.repeats_id is null and not request.is_practice
    union all
    select request.service_id, request.channel, request.journey_version_id, 0, 0, 1
    from requests_timelineentry entry
    join requests_request request on request.id = entry.request_id
    where entry.kind = 'handed-on' and entry.at >= %(since)s and entry.at < %(until)s and not request.is_practice
) happened
left join catalogue_journeyversion version on version.id = happened.journey_version_id
left join catalogue_journey journey on journey.id = version.journey_id
where journey.is_practice is not true
group by happened.service_id, channel
on conflict (month_id, service_id, channel) do update set
    decided = excluded.decided,
    resolved_at_first = excluded.resolved_at_first,
    requests_handed_on = excluded.requests_handed_on
"""

# A clock that is on hold has no due day: it cannot be late.
_TARGETS = """
insert into requests_monthclocks (month_id, service_id, channel, kind, stage, met, missed)
select %(month)s, request.service_id, request.channel, judged.kind, judged.stage,
    count(*) filter (where not is_missed), count(*) filter (where is_missed)
from (
    select request_id, kind, stage, false as is_missed
    from requests_clock
    where stopped_at >= %(since)s and stopped_at < %(until)s
        and (due_on is null or (stopped_at at time zone %(zone)s)::date <= due_on)
    union all
    select request_id, kind, stage, true
    from requests_clock
    where due_on >= %(first)s and due_on <= %(last)s and due_on < %(today)s
        and (stopped_at is null or (stopped_at at time zone %(zone)s)::date > due_on)
) judged
join requests_request request on request.id = judged.request_id
left join catalogue_journeyversion version on version.id = request.journey_version_id
left join catalogue_journey journey on journey.id = version.journey_id
where not request.is_practice and journey.is_practice is not true
group by request.service_id, request.channel, judged.kind, judged.stage
"""


def write_request_figures(month: Month, today: date) -> None:
    """Count what became of requests in a month into its rows, after its contacts. ``today`` is the council's day: what is
    due later is not missed yet."""
    with connection.cursor() as cursor:
        cursor.execute(_ENDED, {"month": month.first, "since": month.since, "until": month.until})
        cursor.execute(
            _TARGETS,
            {
                "month": month.first,
                "first": month.first,
                "last": month.last_day,
                "today": today,
                "since": month.since,
                "until": month.until,
                "zone": settings.TIME_ZONE,
            },
        )
