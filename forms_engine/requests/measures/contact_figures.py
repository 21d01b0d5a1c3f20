"""Counting a month's contacts, all in one statement: by service and channel.

Two sorts find for every contact when the one before and the one after it began: of the same customer about the same
service, and about the same Location and service. Only contacts so near the month are looked at that they can matter.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from forms_engine.requests.first_contact import USUAL_DAYS
from forms_engine.requests.measures import definitions
from forms_engine.requests.measures.months import A_DAY, Month
from forms_engine.requests.models import Contact, RepeatWindow

# What was not practice in any way. "groups" takes contacts that began at the same moment together: neither is after
# the other.
_COUNT = """
with told as materialized (
    select contact.id, contact.started_at, contact.channel, contact.reason, contact.outcome,
        coalesce(request.service_id, contact.service_id) as service_id,
        coalesce(customer.merged_into_id, customer.id) as person,
        case when location.uprn <> '' then 'uprn ' || location.uprn else 'location ' || location.id end as there,
        request.channel as request_channel
    from requests_contact contact
    left join requests_request request on request.id = contact.request_id
    left join catalogue_journeyversion version on version.id = request.journey_version_id
    left join catalogue_journey journey on journey.id = version.journey_id
    left join requests_customer customer on customer.id = coalesce(contact.customer_id, request.customer_id)
    left join locations_location location on location.id = coalesce(contact.location_id, request.location_id)
    where contact.started_at >= %(look_from)s and contact.started_at <= %(look_to)s
        and not contact.is_practice and request.is_practice is not true and journey.is_practice is not true
        and customer.is_practice is not true
),
neighbours as (
    select id, max(started_at) over before as earlier, min(started_at) over after as later
    from told where service_id is not null and person is not null
    window before as (partition by service_id, person order by started_at groups between 1 preceding and 1 preceding),
        after as (partition by service_id, person order by started_at groups between 1 following and 1 following)
    union all
    select id, max(started_at) over before, min(started_at) over after
    from told where service_id is not null and there is not null
    window before as (partition by service_id, there order by started_at groups between 1 preceding and 1 preceding),
        after as (partition by service_id, there order by started_at groups between 1 following and 1 following)
),
near as (
    select id, max(earlier) as earlier, min(later) as later from neighbours group by id
),
judged as (
    select told.*, span.days_to_come_back,
        coalesce(near.earlier >= told.started_at - span.days_to_come_back, false) as is_repeat,
        coalesce(near.later <= told.started_at + span.days_to_come_back, false) as is_followed,
        coalesce(near.later <= told.started_at + %(done_days)s, false) as is_followed_soon,
        told.reason = 'chase' or told.outcome = 'request-chased' and told.reason <> 'change' as is_chase
    from told
    left join near on near.id = told.id
    left join requests_repeatwindow own on own.service_id = told.service_id
    cross join lateral (
        select coalesce(own.days, %(usual_days)s) * interval '24 hours' as days_to_come_back
    ) span
    where told.started_at >= %(since)s and told.started_at < %(until)s
),
sorted as (
    select *, not is_chase and not is_repeat and outcome <> '' and outcome <> all(%(about_a_request)s) as is_asked
    from judged
)
insert into requests_monthfigures (month_id, service_id, channel,
    contacts, digital, digital_done, followable, asked, answered_at_first,
    decided, resolved_at_first, contacts_handed_on, requests_handed_on, chasing, repeats)
select %(month)s, service_id, channel,
    count(*),
    count(*) filter (where channel = any(%(digital)s)),
    count(*) filter (where channel = any(%(digital)s) and outcome = any(%(ended_there)s) and not is_followed_soon
        and (outcome <> 'request-made' or request_channel = any(%(digital)s))),
    count(*) filter (where service_id is not null and (person is not null or there is not null)),
    count(*) filter (where is_asked),
    count(*) filter (where is_asked and outcome = any(%(answered)s) and not is_followed),
    0, 0,
    count(*) filter (where outcome = 'handed-on'),
    0,
    count(*) filter (where is_chase),
    count(*) filter (where is_repeat)
from sorted
group by service_id, channel
"""


def write_contact_figures(month: Month) -> None:
    """Count the contacts of a month into its rows. The caller has emptied them, and holds the month's lock."""
    reach = longest_window()
    wanted: dict[str, Any] = {
        "month": month.first,
        "since": month.since,
        "until": month.until,
        "look_from": month.since - reach,
        "look_to": month.until + reach,
        "usual_days": USUAL_DAYS,
        "done_days": definitions.DONE_DAYS * A_DAY,
        "digital": list(definitions.DIGITAL),
        "ended_there": [str(outcome) for outcome in definitions.ENDED_THERE],
        "answered": [str(outcome) for outcome in definitions.ANSWERED],
        "about_a_request": [str(outcome) for outcome in definitions.ABOUT_A_REQUEST],
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, wanted)


def longest_window() -> timedelta:
    """How far a contact's further contacts can be from it, for whichever service."""
    windows = RepeatWindow.objects.order_by("-days").values_list("days", flat=True)
    return max(definitions.DONE_DAYS, USUAL_DAYS, windows.first() or 0) * A_DAY


def first_contact_began_at() -> datetime | None:
    """When the first contact of all began that is not practice; None where there is none."""
    began: datetime | None = (
        Contact.objects.filter(is_practice=False)
        .order_by("started_at")
        .values_list("started_at", flat=True)
        .first()
    )
    return began
