"""What of deliveries and their destinations needs a person now."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse

from audiences.principal import Principal
from forms_engine.delivery.by_hand import silent
from forms_engine.delivery.claiming import unsettled_before
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.delivery.open311.selectors import asked_no_more, not_answering
from forms_engine.delivery.selectors import wrong_settings
from forms_engine.requests.models import Request
from forms_engine.requests.seeing_to import deliveries_for, destinations_for
from workplace.operations.trouble import (
    STUCK_AFTER,
    Trouble,
    counted,
    owners_of,
)


def dead_letters(principal: Principal, now: datetime) -> Iterator[Trouble]:
    dead = deliveries_for(principal).filter(state=Delivery.State.DEAD)
    counted = list(
        dead.order_by()
        .values("destination", "destination__name", "destination__slug")
        .annotate(count=Count("id"), since=Min("dead_at"))
    )
    owners = owners_of(row["destination"] for row in counted)
    for row in counted:
        yield Trouble(
            f"{row['destination__name']}: could not be delivered",
            row["count"],
            row["since"],
            "Read why, then send again, send to another destination, or mark as seen to.",
            f"{reverse('attention')}?destination={row['destination__slug']}",
            "See what could not be delivered",
            owners[row["destination"]],
        )


def silence(principal: Principal, now: datetime) -> Iterator[Trouble]:
    quiet = deliveries_for(principal).filter(silent())
    counted = list(
        quiet.order_by()
        .values("destination", "destination__name", "destination__slug")
        .annotate(count=Count("id"), since=Min("delivered_at"))
    )
    owners = owners_of(row["destination"] for row in counted)
    for row in counted:
        yield Trouble(
            f"{row['destination__name']}: has not said that it arrived",
            row["count"],
            row["since"],
            "Ask them whether they have it.",
            f"{reverse('attention')}?destination={row['destination__slug']}&why=silent",
            "See what they are silent about",
            owners[row["destination"]],
        )


def does_not_answer(principal: Principal, now: datetime) -> Iterator[Trouble]:
    found = list(not_answering(now).filter(destination__in=destinations_for(principal)))
    owners = owners_of(poll.destination_id for poll in found)
    for poll in found:
        yield Trouble(
            f"{poll.destination.name}: does not say how our cases stand",
            None,
            poll.failing_since,
            f"{poll.detail} It is asked again by itself; nothing that it says later is lost.",
            owner=owners[poll.destination_id],
        )


def settings_will_not_do(principal: Principal, now: datetime) -> Iterator[Trouble]:
    found = list(wrong_settings(destinations_for(principal).filter(retired_at=None)))
    owners = owners_of(destination.pk for destination, _ in found)
    for destination, wrong in found:
        yield Trouble(
            f"{destination.name}: its settings will not do",
            None,
            None,
            f"{wrong} Have an administrator mend them: it is sent nothing, and not asked how our cases stand, before.",
            reverse("back_office", args=[destination.slug]),
            f"See {destination.name}",
            owners[destination.pk],
            urgent=True,
        )


def cases_nobody_asks_about(principal: Principal, now: datetime) -> Iterator[Trouble]:
    """Open where they were filed, and open here: once somebody has closed the request they are no trouble."""
    open_here = Request.objects.filter(id=OuterRef("request_id"), finished_at=None)
    theirs = deliveries_for(principal).filter(Exists(open_here), open311_case__in=asked_no_more())
    found = list(
        theirs.order_by()
        .values("destination", "destination__name", "destination__slug")
        .annotate(count=Count("id"), since=Min("destination__retired_at"))
    )
    owners = owners_of(row["destination"] for row in found)
    for row in found:
        yield Trouble(
            f"{row['destination__name']}: given up, and cases that were filed there are still open",
            row["count"],
            row["since"],
            "Nobody asks that server any more how they stand. Ask them, and move the requests on by hand.",
            reverse("back_office", args=[row["destination__slug"]]),
            f"See {row['destination__name']}",
            owners[row["destination"]],
        )


def stopped_destinations(principal: Principal, now: datetime) -> Iterator[Trouble]:
    stopped = destinations_for(principal).filter(
        Q(paused_at__isnull=False) | Q(shut_until__gt=now), retired_at=None
    )
    found, mine = list(stopped), deliveries_for(principal)
    owners = owners_of(row.pk for row in found)
    for row in found:
        if row.paused_at:
            what, advice = (
                f"{row.name}: paused. {row.paused_because}",
                "Mend what is wrong, then start it again.",
            )
        else:
            what = f"{row.name}: left alone after {row.failures_in_row} failures in a row"
            advice = "It is tried again by itself. If it lasts, ring whoever runs their system."
        waiting = mine.filter(destination=row, state=Delivery.State.READY).order_by("next_at")
        first = waiting.values_list("created_at", flat=True).first()
        yield Trouble(
            what,
            None,
            row.paused_at or first,
            advice,
            reverse("back_office", args=[row.slug]),
            f"See {row.name}",
            owners[row.pk],
            urgent=row.paused_at is not None,
        )


def standing_still(principal: Principal, now: datetime) -> Iterator[Trouble]:
    """Due for long at a destination that is open, and nothing earlier is in the way: somebody ought to be sending."""
    runs = Destination.objects.filter(
        Q(shut_until=None) | Q(shut_until__lte=now - STUCK_AFTER),
        paused_at=None,
        per_minute=0,
        retired_at=None,
    )
    due = deliveries_for(principal).filter(
        ~Exists(unsettled_before()),
        state=Delivery.State.READY,
        next_at__lt=now - STUCK_AFTER,
        destination__in=runs,
    )
    yield from counted(
        due,
        "next_at",
        "Waiting to be sent, and nobody sends it",
        "See whether a worker is running, and whether this destination takes more than it is given.",
        reverse("back_offices"),
        "See all destinations",
    )


def leases_over(principal: Principal, now: datetime) -> Iterator[Trouble]:
    over = deliveries_for(principal).filter(
        state=Delivery.State.READY, leased_until__lt=now - STUCK_AFTER, destination__paused_at=None
    )
    yield from counted(
        over,
        "leased_until",
        "Began to be sent by a worker that is gone",
        "They are taken over by the next worker. If they stay here, none is running.",
    )


def held_but_received(principal: Principal, now: datetime) -> Iterator[Trouble]:
    received = Request.objects.filter(id=OuterRef("request_id"), received_at__lt=now - STUCK_AFTER)
    held = deliveries_for(principal).filter(Exists(received), state=Delivery.State.HELD)
    yield from counted(
        held,
        "created_at",
        "Held back although the request was received",
        "This must not happen: run manage.py verify_integrity and tell whoever looks after Guildhall.",
        urgent=True,
    )
