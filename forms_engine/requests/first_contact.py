"""How often a request ended with the first contact, and how often people had to come back: failure demand, by rule.

Nobody ticks a box. A request *repeats* an earlier one when the same person (or who was merged with them by then), or
somebody about the same place, sent one to the same service within the days that the service says (``RepeatWindow``; 14
where it says none). What an officer took out of a request nobody sent again: it repeats nothing. It was *resolved at first
contact* when it was resolved in its first stage without anybody having been asked for more, without its customer writing
again, without being handed on to another team, without being opened again, and nobody repeated it within those days.

The worker looks every few minutes, so that sending a request costs nothing; what it finds out it finds out once.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from forms_engine.requests.models import RepeatWindow, Request, TimelineEntry
from forms_engine.requests.states import RequestState

USUAL_DAYS = 14
AT_ONCE = 500  # requests looked for by one query

Kind = TimelineEntry.Kind

# Some 20 metres to each side, in degrees at our latitudes: a pin set again at the same spot.
NEAR_LATITUDE, NEAR_LONGITUDE = 0.0002, 0.0003

# The newest earlier contact with the same service. Each branch of ``same`` has an index of its own.
_EARLIER = """
with chosen as (
    select request.id, request.service_id, coalesce(customer.merged_into_id, customer.id) as person,
        upper(request.email) as email,
        right(regexp_replace(request.mobile, '\\D', '', 'g'), 10) as mobile,
        location.uprn, location.latitude, location.longitude, request.created_at,
        request.created_at - make_interval(days => coalesce(span.days, %(usual)s)) as since
    from requests_request request
    join requests_customer customer on customer.id = request.customer_id
    left join requests_repeatwindow span on span.service_id = request.service_id
    left join locations_location location on location.id = request.location_id
    where request.id = any(%(ids)s) and coalesce(span.days, %(usual)s) > 0 and request.split_from_id is null
),
same as (
    select chosen.id, before.id as earlier, 'person' as because
    from chosen join requests_request before on before.customer_id = chosen.person
    union all
    select chosen.id, before.id, 'person'
    from chosen join requests_customer merged on merged.merged_into_id = chosen.person
    join requests_request before on before.customer_id = merged.id
    union all
    select chosen.id, before.id, 'person'
    from chosen join requests_request before on upper(before.email) = chosen.email and chosen.email <> ''
    union all
    select chosen.id, before.id, 'person'
    from chosen join requests_request before
        on right(regexp_replace(before.mobile, '\\D', '', 'g'), 10) = chosen.mobile
        and chosen.mobile <> '' and before.mobile <> ''
    union all
    select chosen.id, before.id, 'location'
    from chosen join locations_location there on there.uprn = chosen.uprn and there.uprn <> ''
    join requests_request before on before.location_id = there.id
    union all
    select chosen.id, before.id, 'location'
    from chosen join locations_location there
        on there.latitude between chosen.latitude - %(near_latitude)s and chosen.latitude + %(near_latitude)s
        and there.longitude between chosen.longitude - %(near_longitude)s and chosen.longitude + %(near_longitude)s
    join requests_request before on before.location_id = there.id
)
select distinct on (chosen.id) chosen.id, before.id, same.because
from same join chosen on chosen.id = same.id join requests_request before on before.id = same.earlier
where before.service_id = chosen.service_id and before.received_at is not null and not before.is_practice
    and before.created_at < chosen.created_at and before.created_at >= chosen.since
order by chosen.id, before.created_at desc, same.because desc
"""


def find_repeats(now: datetime) -> int:
    """Look at every received request that was not looked at yet: whether it repeats an earlier one, the newest of those.
    Answers how many were looked at."""
    looked_at = 0
    while ids := _find_some(now):
        looked_at += ids
    return looked_at


def _find_some(now: datetime) -> int:
    waiting = Request.objects.filter(contact_checked_at=None, received_at__isnull=False, is_practice=False)
    chosen = list(waiting.order_by("received_at").values_list("id", flat=True)[:AT_ONCE])
    if not chosen:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            _EARLIER,
            {
                "ids": chosen,
                "usual": USUAL_DAYS,
                "near_latitude": NEAR_LATITUDE,
                "near_longitude": NEAR_LONGITUDE,
            },
        )
        found = {row[0]: (row[1], row[2]) for row in cursor.fetchall()}
    for pk in chosen:
        _note_looked_at(pk, now, *found.get(pk, (None, "")))
    return len(chosen)


@transaction.atomic
def _note_looked_at(request_id: UUID, now: datetime, earlier: UUID | None, because: str) -> None:
    """Write down what was found out about one request, unless somebody else has. Naming the earlier one takes a lock on
    that one, too: both are taken in the order of their ids, as everybody does who takes two (``duplicates``)."""
    if earlier is not None:
        both = Request.objects.select_for_update(no_key=True).filter(id__in=[request_id, earlier])
        list(both.order_by("id").values_list("id"))
    not_yet = Request.objects.filter(id=request_id, contact_checked_at=None)
    not_yet.update(contact_checked_at=now, repeats=earlier, repeats_because=because)


def decide_first_contact(now: datetime) -> int:
    """Say of every resolved request whose days to come back are over whether the first contact was enough. Answers of
    how many. One that is opened again later is decided anew when it is resolved again."""
    entries = TimelineEntry.objects.filter(request=OuterRef("pk"))
    resolutions = entries.filter(kind=Kind.STATE, state=RequestState.RESOLVED).order_by()
    how_often = resolutions.values("request").annotate(number_of=Count("pk")).values("number_of")
    not_enough = (
        ~Q(stage=1, times_resolved=1)
        | Q(Exists(entries.filter(kind__in=[Kind.ASKED, Kind.FROM_CUSTOMER, Kind.HANDED_ON, Kind.STAGE])))
        | Q(Exists(entries.filter(kind=Kind.STATE, state=RequestState.WAITING)))
        | Q(Exists(Request.objects.filter(repeats=OuterRef("pk"))))
    )
    looked_at = (
        _over(now)
        .annotate(times_resolved=Coalesce(Subquery(how_often), 0))
        .annotate(not_enough=ExpressionWrapper(not_enough, output_field=BooleanField()))
        .order_by("finished_at", "pk")
        .values_list("pk", "finished_at", "not_enough")
    )
    decided = 0
    # One row at a time: nobody waits for a lock of ours who holds one that we want.
    while some := list(looked_at[:AT_ONCE]):
        for pk, finished_at, fell_short in some:
            # Opened again meanwhile, it is not this end of it that is decided about.
            as_it_was = Request.objects.filter(pk=pk, finished_at=finished_at, resolved_at_first_contact=None)
            decided += as_it_was.update(resolved_at_first_contact=not fell_short)
    return decided


def _over(now: datetime) -> QuerySet[Request]:
    """Resolved requests, not decided yet, whose days to come back have gone by."""
    ended = Request.objects.filter(
        state__in=[RequestState.RESOLVED, RequestState.CLOSED],
        received_at__isnull=False,
        contact_checked_at__isnull=False,
        resolved_at_first_contact=None,
    )
    windows = dict(RepeatWindow.objects.values_list("service_id", "days"))
    over = Q(finished_at__lt=now - timedelta(days=USUAL_DAYS)) & ~Q(service__in=windows)
    for service, days in windows.items():
        over |= Q(service=service, finished_at__lt=now - timedelta(days=days))
    return ended.filter(over)
