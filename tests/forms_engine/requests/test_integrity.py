"""Every promise about the live data, broken one by one behind the code's back, and named by verify_integrity."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from forms_engine.delivery import by_hand, services
from forms_engine.delivery.arriving import turn_back
from forms_engine.delivery.message import Message
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.journeys.services import submit
from tests.factories import make_staff
from tests.forms_engine.council import open_council, started
from tests.forms_engine.delivering import deliver_due

# The database's own guards, off as after a restore by hand: what they keep is checked all the same.
UNGUARDED = """
set constraints all immediate;
set local session_replication_role = replica;
do $$ declare c record; begin
    for c in select conrelid::regclass as t, conname from pg_constraint where contype in ('c', 'u') and conrelid::regclass::text
        in ('delivery_delivery', 'requests_request', 'requests_timelineentry', 'journeys_submission')
    loop execute format('alter table %s drop constraint %I cascade', c.t, c.conname); end loop;
end $$
"""

FIRST = "(select id from delivery_delivery where sequence = 1 order by id limit 1)"
MORE = "(select id from delivery_delivery where sequence = 9)"
COPY = """insert into {table} select (jsonb_populate_record(t, '{changes}')).* from {table} t where {which}"""

# What is done, and what is said of it.
BREAKS = {
    "a worker that is gone": (
        f"update delivery_delivery set state='ready', next_at=now(), give_up_at=now(), delivered_at=null,"
        f" leased_until=now()-interval '1 hour' where id={FIRST}",
        "begun by a worker that is gone",
    ),
    "no next time": (
        f"update delivery_delivery set state='ready', next_at=null where id={FIRST}",
        "but for no time: nobody will send it",
    ),
    "no digest": (f"update delivery_delivery set sha256='' where id={FIRST}", "without a digest of its body"),
    "another body": (
        f"update delivery_delivery set body=body||' ' where id={FIRST}",
        "says something else than when its digest was taken",
    ),
    "another body at a retry": (
        f"update delivery_attempt set sha256=repeat('0', 64) where delivery_id={FIRST}",
        "said something else at try 1",
    ),
    "a try too few": (
        f"delete from delivery_attempt where delivery_id={FIRST}",
        "was tried 1 times, but 0 tries",
    ),
    "delivered by nothing": (
        f"update delivery_attempt set succeeded=false where delivery_id={FIRST}",
        "says delivered, but no attempt succeeded",
    ),
    "dead and arrived": (
        f"update delivery_delivery set state='dead', dead_at=now(), delivered_at=null where id={FIRST}",
        "says that it could not be delivered, but an attempt succeeded",
    ),
    "twice to one destination": (
        COPY.format(
            table="delivery_delivery",
            changes='{"id":"11111111-1111-4111-8111-111111111111"}',
            which=f"id={FIRST}",
        ),
        "they hear of it more than once",
    ),
    "out of order": (
        f"update delivery_delivery set delivered_at=delivered_at-interval '1 day' where id={MORE}",
        "which its owner told the same destination earlier",
    ),
    "later before the first has arrived": (
        "update delivery_delivery set state='dead', dead_at=now(), delivered_at=null where sequence=1 and"
        f" destination_id=(select destination_id from delivery_delivery where id={MORE})",
        "which its owner told the same destination earlier",
    ),
    "more about nothing": (
        "delete from delivery_delivery where sequence=1 and (owner_id, destination_id)="
        f"(select owner_id, destination_id from delivery_delivery where id={MORE})",
        "about something that it was never given",
    ),
    "to both": (
        f"update delivery_delivery set redirected_from_id={FIRST} where id={MORE}",
        "which may have arrived as well",
    ),
    "seen to by nobody": (
        f"update delivery_delivery set state='handled' where id={FIRST}",
        "marked as seen to, but not by whom",
    ),
    "nobody hears of it": (
        "delete from delivery_delivery; delete from delivery_routingdecision",
        "has no delivery: nobody will hear of it",
    ),
    "one destination does not hear of it": (
        f"delete from delivery_delivery where id={FIRST}",
        "was to go to",
    ),
    "released before received": (
        "update requests_request set received_at=null, state='awaiting-payment', fee_pence=1",
        "was not received (it is unpaid, or held back), but a delivery has gone out",
    ),
    "held without cause": (
        f"update delivery_delivery set state='held', delivered_at=null where id={FIRST}",
        "is received, but a delivery is still held",
    ),
    "about nothing": (
        f"update delivery_delivery set owner_id='22222222-2222-4222-8222-222222222222' where id={FIRST}",
        "is about a request that does not exist",
    ),
    "somebody else's words": (
        "update delivery_delivery set body=replace(body, '\"reference\":\"', '\"reference\":\"X'), message=''",
        "names another request",
    ),
    "received without its fee": ("update requests_request set fee_pence=500", "was received without its fee"),
    "a payment nobody asked for": (
        "update requests_request set received_at=null, state='awaiting-payment', fee_pence=1",
        "waits for a payment that nobody has asked for",
    ),
    "no timeline": ("delete from requests_timelineentry", "has no timeline"),
    "a gap in the timeline": (
        "update requests_timelineentry set number=5 where number=2",
        "some are missing",
    ),
    "another beginning": (
        "update requests_timelineentry set kind='note' where number=1",
        "does not begin with having been sent, but with note",
    ),
    "another end": ("update requests_request set state='in-progress'", "is in-progress, but the last"),
    "one submission, two requests": (
        COPY.format(
            table="requests_request",
            changes='{"id":"33333333-3333-4333-8333-333333333333","reference":"ZZZZZZZZZZZZ"}',
            which="true",
        ),
        "has become 2 requests",
    ),
    "one reference, two requests": (
        COPY.format(
            table="requests_request",
            changes='{"id":"33333333-3333-4333-8333-333333333333","submission_id":null}',
            which="true",
        ),
        "is given to 2 requests",
    ),
    "sent and lost": (
        "update journeys_submission set request_id=null",
        "was sent, but is no request",
    ),
    "shows another request": (
        "update requests_request set submission_id='44444444-4444-4444-8444-444444444444'",
        "which came from another submission",
    ),
    "could be sent once more": (
        "update journeys_submission set state='draft', request_id=null",
        "it could be sent once more",
    ),
}


@pytest.fixture(scope="module")
def council(file_transaction):
    """A report that has been delivered, with an update after it."""
    open_council()
    Destination.objects.filter(kind="webhook").update(
        kind="queue", settings={"queue": "highways"}, wants_updates=True
    )
    request = submit(started().id)
    deliver_due()
    services.tell(
        owner_type="request",
        owner_id=str(request.id),
        destination=Destination.objects.get(slug="example-back-office"),
        sequence=9,
        message=Message("request.updated", timezone.now(), {"reference": request.reference}),
    )
    deliver_due()
    assert set(Delivery.objects.values_list("state", flat=True)) == {"delivered"}
    assert request.timeline.count() >= 2
    return request


def said():
    out = StringIO()
    try:
        call_command("verify_integrity", stdout=out)
    except CommandError as error:
        return f"{out.getvalue()}{error}"
    return out.getvalue()


def test_all_holds_of_what_the_house_itself_has_done(council, db):
    assert said() == "All holds.\n"
    # Also after people had their hands in it.
    first = Delivery.objects.filter(sequence=1).first()
    now = timezone.now()
    first.attempts.update(succeeded=False)
    Delivery.objects.filter(id=first.id).update(state="dead", dead_at=now, delivered_at=None)
    other = Destination.objects.create(
        slug="other", name="Other", kind="queue", settings={"queue": "highways"}
    )
    by_hand.redirect(first.id, to=other, by=make_staff())
    assert "may have arrived" not in said() and "never given" not in said()


def test_all_holds_of_what_came_back_after_it_had_arrived(council, db):
    """As a letter does that bounces, and a file that is refused: also with an update behind it, and sent elsewhere."""
    first = Delivery.objects.get(sequence=1, destination__slug="example-back-office")
    assert turn_back(first.id, reason="550 No such mailbox", even_acknowledged=True)
    assert said() == "All holds.\n"
    other = Destination.objects.create(
        slug="other", name="Other", kind="queue", settings={"queue": "highways"}
    )
    by_hand.redirect(first.id, to=other, by=make_staff())
    assert said() == "All holds.\n"


@pytest.mark.parametrize("name", BREAKS)
def test_what_breaks_a_promise_is_named(council, db, name):
    broken, expected = BREAKS[name]
    with connection.cursor() as cursor:
        cursor.execute(UNGUARDED)
        cursor.execute(broken)
    answer = said()
    assert expected in answer and answer.rstrip(".").endswith(("found", "problem", "problems")), answer
