"""Laws 1 and 2 as they show in the live data of deliveries."""

from collections.abc import Iterator

from forms_engine.delivery.laws import Law, broken

# What attempt ``a`` had brought there came back afterwards: a letter that bounced, a file that was refused.
CAME_BACK = """exists (select from delivery_attempt back where back.delivery_id = a.delivery_id
    and not back.succeeded and back.fault = 'this one' and back.finished_at >= a.finished_at)"""

LAWS = (
    # A lease ends by itself, and the next worker takes over within seconds.
    Law(
        """select d.id from delivery_delivery d join delivery_destination o on o.id = d.destination_id
        where d.state = 'ready' and d.leased_until < now() - interval '10 minutes' and o.paused_at is null
        and (o.shut_until is null or o.shut_until < now() - interval '10 minutes')""",
        "Delivery {0} was begun by a worker that is gone, and no other has taken it over.",
    ),
    Law(
        "select id from delivery_delivery where state = 'ready' and (next_at is null or give_up_at is null)",
        "Delivery {0} waits to be sent, but for no time: nobody will send it.",
    ),
    Law(
        """select id from delivery_delivery where sha256 = '' and state in ('ready', 'delivered')""",
        "Delivery {0} has gone out without a digest of its body.",
    ),
    Law(
        """select id from delivery_delivery
        where sha256 <> '' and sha256 <> encode(sha256(convert_to(body, 'UTF8')), 'hex')""",
        "Delivery {0} says something else than when its digest was taken.",
    ),
    Law(
        """select d.id, a.number from delivery_attempt a join delivery_delivery d on d.id = a.delivery_id
        where a.sha256 <> '' and a.sha256 <> d.sha256""",
        "Delivery {0} said something else at try {1}: a retry has to be identical.",
    ),
    Law(
        """select d.id, d.attempts_made, count(a.id), coalesce(max(a.number), 0)
        from delivery_delivery d left join delivery_attempt a on a.delivery_id = d.id
        group by d.id having count(a.id) <> d.attempts_made or coalesce(max(a.number), 0) <> d.attempts_made""",
        "Delivery {0} was tried {1} times, but {2} tries are written down, the last as number {3}.",
    ),
    Law(
        """select d.id from delivery_delivery d where d.state = 'delivered' and not exists (
            select from delivery_attempt a where a.delivery_id = d.id and a.succeeded)""",
        "Delivery {0} says delivered, but no attempt succeeded.",
    ),
    Law(
        f"""select d.id from delivery_delivery d where d.state = 'dead' and exists (
            select from delivery_attempt a where a.delivery_id = d.id and a.succeeded
            and a.finished_at > coalesce((select max(at) from delivery_deliveryaction c
                where c.delivery_id = d.id and c.kind = 'resent'), '-infinity')
            and not {CAME_BACK})""",  # noqa: S608 - our own words
        "Delivery {0} says that it could not be delivered, but an attempt succeeded.",
    ),
    Law(
        """select owner_type, owner_id, destination_id, sequence, count(*) from delivery_delivery
        group by owner_type, owner_id, destination_id, sequence having count(*) > 1""",
        "{0} {1} is owed to destination {2} under number {3} {4} times: they hear of it more than once.",
    ),
    # What a person sent again after it had arrived is later than what followed it, and may be; so is what came back.
    Law(
        f"""select earlier.id, later.id from delivery_delivery later join delivery_delivery earlier
        using (owner_type, owner_id, destination_id)
        where later.sequence > earlier.sequence and later.state = 'delivered'
        and (earlier.state in ('held', 'ready', 'dead')
            or (earlier.state = 'delivered' and earlier.delivered_at > later.delivered_at))
        and not exists (select from delivery_deliveryaction c
            where c.delivery_id = earlier.id and c.kind = 'resent')
        and not (earlier.state = 'dead' and exists (select from delivery_attempt a
            where a.delivery_id = earlier.id and a.succeeded
            and a.finished_at <= later.delivered_at and {CAME_BACK}))""",  # noqa: S608 - our own words
        "Delivery {1} arrived before delivery {0}, which its owner told the same destination earlier.",
    ),
    Law(
        """select d.id from delivery_delivery d where d.sequence > 1 and d.redirected_from_id is null and not exists (
            select from delivery_delivery first where first.owner_type = d.owner_type
            and first.owner_id = d.owner_id and first.destination_id = d.destination_id
            and first.sequence < d.sequence and (first.sequence = 1 or first.redirected_from_id is not null))""",
        "Delivery {0} tells a destination more about something that it was never given.",
    ),
    Law(
        f"""select d.id, was.id from delivery_delivery d join delivery_delivery was on was.id = d.redirected_from_id
        where was.state <> 'handled' or exists (
            select from delivery_attempt a where a.delivery_id = was.id and a.succeeded
            and not exists (select from delivery_deliveryaction c
                where c.delivery_id = was.id and c.kind = 'resent' and c.at > a.finished_at)
            and not {CAME_BACK})""",  # noqa: S608 - our own words
        "Delivery {0} was sent instead of delivery {1}, which may have arrived as well: ask both back offices.",
    ),
    Law(
        """select id from delivery_delivery
        where state = 'handled' and (handled_by_id is null or handled_note = '')""",
        "Delivery {0} is marked as seen to, but not by whom and how.",
    ),
)


def problems() -> Iterator[str]:
    """What is wrong, a sentence each; nothing where all is well."""
    return broken(LAWS)
