"""What ties a request, its charge and its booking together, as it shows in the live data."""

from forms_engine.delivery.laws import Law

LAWS = (
    Law(
        """select b.id from booking_booking b where b.owner_type = 'request'
        and not exists (select from requests_request r where r.id::text = b.owner_id)""",
        "Booking {0} is of a request that does not exist.",
    ),
    Law(
        """select r.id, b.id from requests_request r join booking_booking b
            on b.owner_type = 'request' and b.owner_id = r.id::text
        where b.state = 'awaiting_payment' and r.state <> 'awaiting-payment'""",
        "Booking {1} of request {0} waits for a payment that the request does not wait for.",
    ),
    Law(
        """select r.id, b.id from requests_request r join booking_booking b
            on b.owner_type = 'request' and b.owner_id = r.id::text
        where b.state = 'awaiting_payment'
        and not exists (select from payments_charge c where c.owner_type = 'request' and c.owner_id = r.id::text
            and c.state in ('due', 'paying'))
        and not exists (select from payments_charge c where c.owner_type = 'request' and c.owner_id = r.id::text
            and c.state = 'cancelled'
            and c.cancelled_at > now() - interval '30 minutes')""",
        "Booking {1} of request {0} keeps its place for a payment that nobody can make.",
    ),
    Law(
        """select r.id, b.id, b.state from requests_request r join booking_booking b
            on b.owner_type = 'request' and b.owner_id = r.id::text
        where r.received_at is null
        and (b.state in ('confirmed', 'attended', 'no_show')
            or (b.state = 'awaiting_approval' and r.state <> 'suspected-spam'))""",
        "Booking {1} of request {0} is {2}, but the request was not received.",
    ),
    Law(
        """select r.id, b.id from requests_request r join booking_booking b
            on b.owner_type = 'request' and b.owner_id = r.id::text
        where r.state = 'cancelled'
        and b.state in ('held', 'awaiting_payment', 'awaiting_approval', 'confirmed')""",
        "Request {0} is cancelled, but its booking {1} still has a place.",
    ),
    Law(
        """select r.id, b.id from requests_request r join lateral (
            select b.id, b.state from booking_booking b where b.owner_type = 'request' and b.owner_id = r.id::text order by b.id desc limit 1
        ) b on b.state in ('released', 'expired')
        where r.received_at is not null and r.state not in ('cancelled', 'closed', 'resolved')
        and not exists (select from payments_charge c where c.owner_type = 'request' and c.owner_id = r.id::text
            and ('no_place' = any(c.needs_attention) or c.state in ('part_refunded', 'refunded')
                or exists (select from payments_chargeevent e where e.charge_id = c.id
                    and e.kind = 'cleared' and starts_with(e.detail, 'no_place'))
                or exists (select from payments_refund f where f.charge_id = c.id
                    and f.state in ('asked', 'approved', 'pending'))))""",
        "Request {0} was received, has no place, and nobody is told to give its money back.",
    ),
    Law(
        """select r.id, b.id from requests_request r join booking_booking b
            on b.owner_type = 'request' and b.owner_id = r.id::text
        join payments_charge c on c.owner_type = 'request' and c.owner_id = r.id::text
        where b.state in ('awaiting_approval', 'confirmed') and 'no_place' = any(c.needs_attention)""",
        "Request {0} has a place, but its charge says that there is none.",
    ),
)
