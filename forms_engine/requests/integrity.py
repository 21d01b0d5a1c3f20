"""Laws 1 and 2 as they show in the live data of requests, with their deliveries, money and timeline."""

from collections.abc import Iterator

from forms_engine.delivery.laws import Law, broken
from forms_engine.requests.bookings.laws import LAWS as BOOKED

LAWS = (
    Law(
        # One that began in another system is theirs already. A decision that nobody has to hear of it is one, too.
        """select r.id from requests_request r where r.journey_version_id is not null
        and not exists (select from delivery_delivery d where d.owner_type = 'request' and d.owner_id = r.id::text)
        and not exists (select from delivery_routingdecision c
            where c.owner_type = 'request' and c.owner_id = r.id::text and c.destinations = '[]')""",
        "Request {0} has no delivery: nobody will hear of it.",
    ),
    Law(
        """select r.id, o.slug from delivery_routingdecision c
        join requests_request r on c.owner_type = 'request' and c.owner_id = r.id::text
        cross join lateral jsonb_array_elements_text(c.destinations) as decided(slug)
        join delivery_destination o on o.slug = decided.slug
        where c.cause = 'sent' and not exists (select from delivery_delivery d where d.owner_type = 'request'
            and d.owner_id = r.id::text and d.destination_id = o.id and d.subject = 'request.received')""",
        "Request {0} was to go to {1}, and nothing is owed to it: they will not hear of it.",
    ),
    Law(
        """select r.id from requests_request r where r.received_at is null
        and exists (select from delivery_delivery d
            where d.owner_type = 'request' and d.owner_id = r.id::text and d.state not in ('held', 'cancelled'))""",
        "Request {0} was not received (it is unpaid, or held back), but a delivery has gone out.",
    ),
    Law(
        """select r.id from requests_request r where r.received_at is not null
        and exists (select from delivery_delivery d
            where d.owner_type = 'request' and d.owner_id = r.id::text and d.state = 'held')""",
        "Request {0} is received, but a delivery is still held.",
    ),
    Law(
        """select d.id from delivery_delivery d where d.owner_type = 'request'
        and not exists (select from requests_request r where r.id::text = d.owner_id)""",
        "Delivery {0} is about a request that does not exist.",
    ),
    Law(
        """select r.id, d.id from requests_request r join delivery_delivery d
        on d.owner_type = 'request' and d.owner_id = r.id::text
        where d.subject = 'request.received' and d.body like '{"type"%'
        and position('"reference":"' || r.reference || '"' in coalesce(nullif(d.message, ''), d.body)) = 0""",
        "Delivery {1} of request {0} names another request.",
    ),
    Law(
        """select r.id from requests_request r where r.received_at is null and exists (
            select from payments_charge c where c.owner_type = 'request' and c.owner_id = r.id::text
            and c.state in ('paid', 'part_refunded', 'refunded'))""",
        "Request {0} is paid, but was not received.",
    ),
    Law(
        """select r.id from requests_request r where r.received_at is not null and r.fee_pence > 0 and not r.is_practice
        and not exists (select from payments_charge c where c.owner_type = 'request' and c.owner_id = r.id::text
            and (c.state in ('paid', 'part_refunded', 'refunded') or 'taken_back' = any(c.needs_attention)))""",
        "Request {0} was received without its fee.",
    ),
    Law(
        """select r.id, r.fee_pence, c.total_pence from requests_request r
        join payments_charge c on c.owner_type = 'request' and c.owner_id = r.id::text
        where r.fee_pence <> c.total_pence""",
        "Request {0} costs {1} pence, but {2} are charged.",
    ),
    Law(
        """select r.id from requests_request r where r.state = 'awaiting-payment' and not r.is_practice and not exists (
            select from payments_charge c where c.owner_type = 'request' and c.owner_id = r.id::text)""",
        "Request {0} waits for a payment that nobody has asked for.",
    ),
    Law(
        """select r.id from requests_request r where not exists (
            select from requests_timelineentry e where e.request_id = r.id)""",
        "Request {0} has no timeline.",
    ),
    Law(
        """select request_id, count(*), max(number) from requests_timelineentry
        group by request_id having min(number) <> 1 or max(number) <> count(*)""",
        "Request {0} has {1} entries in its timeline, the last as number {2}: some are missing.",
    ),
    Law(
        """select request_id, kind from requests_timelineentry
        where number = 1 and kind not in ('submitted', 'begun-outside', 'split')""",
        "Request {0} does not begin with having been sent, but with {1}.",
    ),
    Law(
        """select distinct on (r.id) r.id, r.state, e.state from requests_request r
        join requests_timelineentry e on e.request_id = r.id
        where e.number = (select max(number) from requests_timelineentry last where last.request_id = r.id)
        and e.state <> r.state""",
        "Request {0} is {1}, but the last that happened to it left it {2}.",
    ),
    Law(
        """select submission_id, count(*) from requests_request where submission_id is not null
        group by submission_id having count(*) > 1""",
        "Submission {0} has become {1} requests.",
    ),
    Law(
        "select reference, count(*) from requests_request group by reference having count(*) > 1",
        "Reference {0} is given to {1} requests.",
    ),
)


COUNTED = (
    Law(
        """select r.id from requests_request r
        join catalogue_journeyversion v on v.id = r.journey_version_id join catalogue_journey j on j.id = v.journey_id
        where r.received_at is not null and not j.is_practice
        and not exists (select from requests_contact c where c.request_id = r.id and c.entry_number = 1)""",
        "Request {0} was received, but is counted as no contact.",
    ),
    Law(
        """select c.id, c.request_id, c.entry_number from requests_contact c
        where c.entry_number is not null and not exists (select from requests_timelineentry e
            where e.request_id = c.request_id and e.number = c.entry_number)""",
        "Contact {0} is said to be entry {2} of request {1}, which it does not have.",
    ),
    Law(
        """select c.id, s.slug, o.slug from requests_contact c join requests_request r on r.id = c.request_id
        join catalogue_service s on s.id = c.service_id join catalogue_service o on o.id = r.service_id
        where c.service_id <> r.service_id""",
        "Contact {0} is about service {1}, but its request about {2}: it may show to others than its request.",
    ),
    Law(
        """select m.id, k.id from requests_customer m join requests_customer k on k.id = m.merged_into_id
        where k.merged_into_id is not null""",
        "Customer {0} is merged into {1}, who is merged into another.",
    ),
    Law(
        """select m.id from requests_customer m where m.merged_into_id is not null and not exists (
            select from requests_customermerge g where g.merged_id = m.id and g.undone_at is null)""",
        "Customer {0} is merged, but nobody has merged them.",
    ),
)


PRACTICE = (
    Law(
        """select d.id, o.slug from requests_request r join delivery_delivery d
        on d.owner_type = 'request' and d.owner_id = r.id::text
        join delivery_destination o on o.id = d.destination_id
        where r.is_practice and not o.is_test and o.kind <> 'queue'""",
        "Delivery {0} was sent in practice, but to {1}, which is no test destination.",
    ),
    Law(
        """select d.id, o.slug from delivery_destination o join delivery_delivery d on d.destination_id = o.id
        join requests_request r on d.owner_type = 'request' and d.owner_id = r.id::text
        where o.is_test and not r.is_practice""",
        "Delivery {0} is about somebody, but went to {1}, which is for practice.",
    ),
    Law(
        """select n.id from requests_request r join notices_notice n
        on n.owner_type = 'request' and n.owner_id = r.id::text where r.is_practice and n.state <> 'practice'""",
        "Letter {0} was written in practice, but is sent.",
    ),
    Law(
        """select c.id from requests_request r join payments_charge c
        on c.owner_type = 'request' and c.owner_id = r.id::text where r.is_practice""",
        "Charge {0} is of a request that was made in practice.",
    ),
    Law(
        """select r.id from requests_request r join requests_customer c on c.id = r.customer_id
        where r.is_practice <> c.is_practice""",
        "Request {0} and its customer: one is practice, the other is not.",
    ),
    Law(
        """select c.id from requests_contact c left join requests_request r on r.id = c.request_id
        left join requests_customer p on p.id = c.customer_id
        where c.is_practice <> coalesce(r.is_practice, c.is_practice)
            or c.is_practice <> coalesce(p.is_practice, c.is_practice)""",
        "Contact {0} and what it is about: one is practice, the other is not.",
    ),
    Law(
        """select r.id from requests_request r join requests_request o on o.id in (r.repeats_id, r.split_from_id)
        where r.is_practice <> o.is_practice""",
        "Request {0} is said to belong to another: one is practice, the other is not.",
    ),
)


def problems() -> Iterator[str]:
    """What is wrong, a sentence each; nothing where all is well."""
    yield from broken(LAWS)
    yield from broken(BOOKED)
    yield from broken(COUNTED)
    yield from broken(PRACTICE)
