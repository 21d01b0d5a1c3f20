"""The one way past what is never changed: ``requests_erase`` and ``requests_erase_customer``.

Both run as the tables' owner, look for themselves whether anything has to be kept, and set a mark that holds for their own
transaction and is gone when they return. The guards of history take a mark for leave, and nothing else: no setting of a
session, no role. The application's role can neither read nor write the marks (``manage.py database_rights``), nor pass a
temporary table of its own off as theirs: temporary tables come last on the functions' search path.
"""

from django.db import migrations

MARKS = """
create table requests_erasing (
    what uuid primary key,
    transaction xid8 not null
);
-- What is yet to be written to the file outside the database (data_life.filing).
create table requests_tofile (
    id bigint generated always as identity primary key,
    line jsonb not null
);

create function requests_is_being_erased(one uuid) returns boolean
    language sql stable security definer as $$
    select exists (select from requests_erasing where what = one and transaction = pg_current_xact_id())
$$;
"""

# Left to itself, PostgreSQL looks for tables among a session's temporary ones first.
PATHS = """
do $$
declare
    one text;
begin
    foreach one in array array['requests_is_being_erased(uuid)', 'requests_erase(uuid, text)',
        'requests_erase_customer(uuid, text)']
    loop
        execute format('alter function %s set search_path = %I, pg_temp', one, current_schema());
    end loop;
end $$;
"""

KEPT = """
create function requests_on_hold(customer uuid) returns boolean language sql stable as $$
    with head as (select coalesce(merged_into_id, id) as id from requests_customer where id = customer)
    select exists (select from requests_legalhold hold
        where hold.lifted_at is null
            and hold.customer_id in (select id from head union select c.id from requests_customer c
                join head on c.merged_into_id = head.id))
$$;

create function requests_kept_because(one uuid) returns text[] language sql stable as $$
    select array_remove(array[
        case when r.finished_at is null then 'unfinished' end,
        case when exists (select from delivery_delivery d where d.owner_type = 'request' and d.owner_id = r.id::text
            and (d.state in ('held', 'ready', 'dead') or d.replay_at is not null)) then 'undelivered' end,
        case when exists (select from notices_notice n where n.owner_type = 'request' and n.owner_id = r.id::text
            and n.state = 'ready') then 'unsent' end,
        case when exists (select from payments_charge c where c.owner_type = 'request' and c.owner_id = r.id::text
            and (c.state in ('due', 'paying') or exists (select from payments_paymentattempt a
                where a.charge_id = c.id and a.state in ('opening', 'open', 'processing')))) then 'unpaid' end,
        case when exists (select from payments_charge c where c.owner_type = 'request' and c.owner_id = r.id::text
            and (c.needs_attention <> '{}'
                or exists (select from payments_refund f where f.charge_id = c.id
                    and f.state in ('proposed', 'asked', 'approved', 'pending'))
                or exists (select from payments_dispute p join payments_paymentattempt a on a.id = p.attempt_id
                    where a.charge_id = c.id and p.state in
                        ('warning_needs_response', 'warning_under_review', 'needs_response', 'under_review'))
                or exists (select from payments_reconcileexception x where x.charge_id = c.id
                    and x.gone_at is null and not x.is_accepted))) then 'unsettled' end,
        case when exists (select from requests_letter l where l.request_id = r.id and l.flagged_at is not null
            and l.read_at is null and l.posted_at is null) then 'unposted' end,
        case when exists (select from booking_booking b join booking_slot s on s.id = b.slot_id
            where b.owner_type = 'request' and b.owner_id = r.id::text and s.ends_at > now()
            and b.state in ('held', 'awaiting_payment', 'awaiting_approval', 'confirmed')) then 'appointment' end,
        case when requests_on_hold(r.customer_id) or exists (select from requests_legalhold h
            where h.request_id = r.id and h.lifted_at is null) then 'hold' end
    ], null) from requests_request r where r.id = one
$$;
"""

ERASE = """
create function requests_erase(one uuid, because text) returns boolean
    language plpgsql security definer as $$
declare
    request requests_request;
    kept text[];
    nobody uuid;
begin
    select * into request from requests_request where id = one for update;
    if not found or request.erased_at is not null then
        return false;
    end if;
    -- A hold of its customer, or of who stands for them, waits for these rows, or this waits for the hold.
    perform from requests_customer where id in (request.customer_id,
        (select merged_into_id from requests_customer where id = request.customer_id)) order by id for share;
    kept := requests_kept_because(one);
    if cardinality(kept) = 0 then
        -- Nobody sends any of it again meanwhile. A worker that holds one of these rows has it to send, and may be waiting
        -- for the request: so these are waited for only where nothing is on its way.
        perform from delivery_delivery where owner_type = 'request' and owner_id = one::text order by id for update;
        kept := requests_kept_because(one);
    end if;
    if cardinality(kept) > 0 then
        raise exception 'request % is kept: %', one, array_to_string(kept, ', ')
            using errcode = 'restrict_violation', constraint = 'request_is_kept';
    end if;
    nobody := case when request.is_practice then '00000000-0000-4000-8000-000000000002'::uuid
        else '00000000-0000-4000-8000-000000000001'::uuid end;
    insert into requests_customer (id, name, email, mobile, phone, language, needs, is_practice)
        values (nobody, '', '', '', '', '', '', request.is_practice) on conflict (id) do nothing;
    insert into requests_erasing (what, transaction) values (one, pg_current_xact_id());

    update requests_timelineentry entry set message = '',
        actor_id = (select u.id from accounts_user u where u.id = entry.actor_id and u.is_staff)
        where request_id = one;
    delete from requests_amendment where request_id = one;
    delete from requests_fileread where request_id = one;
    update requests_inbound set words = '', seen_to_note = case when seen_to_note = '' then '' else 'Erased.' end
        where request_id = one;
    update requests_thresholddecision set why = 'Erased.', agreed_words = '' where request_id = one;
    update requests_brokenglass set reason = 'Erased.', words = '' where request_id = one;
    update delivery_deliveryaction action set note = '' from delivery_delivery d
        where d.id = action.delivery_id and d.owner_type = 'request' and d.owner_id = one::text;
    update booking_bookingevent event set reason = '',
        user_id = (select u.id from accounts_user u where u.id = event.user_id and u.is_staff)
        from booking_booking b where b.id = event.booking_id and b.owner_type = 'request' and b.owner_id = one::text;
    -- Words of people in finance; whatever the house writes there itself is one word.
    update payments_chargeevent event set detail = '' from payments_charge c
        where c.id = event.charge_id and c.owner_type = 'request' and c.owner_id = one::text
        and event.kind in ('cleared', 'taken_back');
    -- Where somebody paid it back by hand, the note is the transfer's own number, and one of the books.
    update payments_refundevent event set note = '' from payments_refund f join payments_charge c on c.id = f.charge_id
        where f.id = event.refund_id and c.owner_type = 'request' and c.owner_id = one::text
        and event.cause = 'staff' and event.to_state <> 'succeeded';
    update requests_legalhold set why = 'Erased.' where request_id = one;
    -- A title that an officer or a back office made up is not its journey's.
    update requests_request set title = case when journey_version_id is null then 'Erased.' else title end,
        customer_id = nobody, answers = '{}', facts = '[]', name = '', email = '', mobile = '',
        on_behalf_of = '', authority = '', location_id = null, organisation = '', customer_wrote_at = null,
        erased_at = now() where id = one;
    insert into requests_tombstone (request_id, reference, because, erased_at)
        values (one, request.reference, requests_erase.because, now());
    insert into requests_tofile (line) values (jsonb_build_object(
        'request', one, 'reference', request.reference, 'because', requests_erase.because, 'at', now()));

    delete from requests_erasing where what = one;
    return true;
end $$;

create function requests_erase_customer(one uuid, asked text) returns void
    language plpgsql security definer as $$
declare
    kin uuid[];
begin
    -- Who stands for all of them first: whoever changes the group begins there.
    perform from requests_customer where id = (select coalesce(merged_into_id, id) from requests_customer where id = one)
        for update;
    select array_agg(id) into kin from (select id from requests_customer
        where id = one or merged_into_id = one or id = (select merged_into_id from requests_customer where id = one)
        or merged_into_id = (select merged_into_id from requests_customer where id = one)
        order by id for update) locked;
    if exists (select from requests_request where customer_id = any(kin) and erased_at is null) then
        raise exception 'customer % has requests that are not erased', one
            using errcode = 'restrict_violation', constraint = 'customer_is_kept';
    end if;
    if requests_on_hold(one) then
        raise exception 'customer % is on legal hold', one
            using errcode = 'restrict_violation', constraint = 'customer_is_kept';
    end if;
    insert into requests_erasing (what, transaction) select unnest(kin), pg_current_xact_id();
    delete from requests_customerchange where customer_id = any(kin);
    update requests_legalhold set why = 'Erased.' where customer_id = any(kin);
    insert into requests_tofile (line) select jsonb_build_object('customer', id, 'asked', asked, 'at', now())
        from unnest(kin) as id;
    delete from requests_erasing where what = any(kin);
end $$;

revoke all on function requests_erase(uuid, text) from public;
revoke all on function requests_erase_customer(uuid, text) from public;
"""

# Each guard as it was, and besides what is being erased. That of corrections (0026) asks already.
GUARDS = """
create or replace function requests_keep_timeline() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and requests_is_being_erased(old.request_id)
        and (new.id, new.request_id, new.number, new.kind, new.state, new.shown_to_customer, new.outcome_id, new.at)
        is not distinct from
        (old.id, old.request_id, old.number, old.kind, old.state, old.shown_to_customer, old.outcome_id, old.at)
    then
        return new;
    end if;
    raise exception 'a timeline only grows';
end $$;

create or replace function requests_keep_answers() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'a request is not deleted';
    end if;
    if (new.id, new.reference, new.submission_id, new.journey_version_id, new.created_at)
        is distinct from (old.id, old.reference, old.submission_id, old.journey_version_id, old.created_at)
        or ((new.answers, new.erased_at) is distinct from (old.answers, old.erased_at)
            and not requests_is_being_erased(old.id))
    then
        raise exception 'what a request was sent with never changes';
    end if;
    return new;
end $$;

create or replace function requests_keep_inbound() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'what a back office said is not deleted';
    end if;
    if (new.id, new.destination_id, new.message_id, new.kind, new.sha256, new.their_id, new.about,
        new.status, new.at, new.sequence, new.received_at)
        is distinct from
        (old.id, old.destination_id, old.message_id, old.kind, old.sha256, old.their_id, old.about,
        old.status, old.at, old.sequence, old.received_at)
        or (new.words <> old.words and not (new.words = '' and (requests_is_being_erased(old.request_id)
            -- About a case that nobody knows, once somebody has seen to it (data_life.unknown_cases).
            or (old.request_id is null and old.outcome = 'seen-to')
            or exists (select from requests_request r where r.id = new.request_id and r.erased_at is not null))))
    then
        raise exception 'what a back office said never changes';
    end if;
    return new;
end $$;

create or replace function requests_keep_reads() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and requests_is_being_erased(old.request_id) then
        return old;
    end if;
    raise exception 'who read a file is only ever added to';
end $$;

create or replace function requests_keep_customer_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and requests_is_being_erased(old.customer_id) then
        return old;
    end if;
    raise exception 'what was changed of a customer only grows';
end $$;

create or replace function requests_keep_threshold_decision() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and requests_is_being_erased(old.request_id) then
        return new;
    end if;
    if tg_op = 'DELETE' or old.agreed_at is not null or
        (new.id, new.request_id, new.threshold_id, new.met, new.result, new.why, new.decided_by_id, new.decided_at)
        is distinct from
        (old.id, old.request_id, old.threshold_id, old.met, old.result, old.why, old.decided_by_id, old.decided_at)
    then
        raise exception 'a decision is agreed to, once, and not changed';
    end if;
    return new;
end $$;

create or replace function requests_keep_broken_glass() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and requests_is_being_erased(old.request_id) then
        return new;
    end if;
    if tg_op = 'DELETE' or new.until > old.until or
        (new.id, new.request_id, new.by_id, new.reason, new.at)
        is distinct from (old.id, old.request_id, old.by_id, old.reason, old.at) or
        (old.reviewed_at is not null and
            (new.finding, new.words, new.reviewed_by_id, new.reviewed_at)
            is distinct from (old.finding, old.words, old.reviewed_by_id, old.reviewed_at))
    then
        raise exception 'that somebody looked ends, earlier at most, is reviewed, once, and not changed';
    end if;
    return new;
end $$;

-- Of what lower parts keep, one column may be emptied while its request is being erased. Their own guards stay for all
-- the rest: each of these triggers stands in the place of the one that refused every update.
create function requests_owner_is_being_erased(owner_type text, owner_id text) returns boolean language sql stable as $$
    select owner_type = 'request' and requests_is_being_erased(requests_as_uuid(owner_id))
$$;

create function requests_may_empty_action() returns trigger language plpgsql as $$
begin
    if exists (select from delivery_delivery d where d.id = old.delivery_id
        and requests_owner_is_being_erased(d.owner_type, d.owner_id))
        and (to_jsonb(new) - 'note') = (to_jsonb(old) - 'note')
    then
        return new;
    end if;
    raise exception 'what people did is not changed afterwards';
end $$;
drop trigger keep_actions on delivery_deliveryaction;
create trigger keep_actions before delete on delivery_deliveryaction
    for each row execute function delivery_keep_actions();
create trigger empty_actions before update on delivery_deliveryaction
    for each row execute function requests_may_empty_action();

create function requests_may_empty_booking_event() returns trigger language plpgsql as $$
begin
    if exists (select from booking_booking b where b.id = old.booking_id
        and requests_owner_is_being_erased(b.owner_type, b.owner_id))
        and (to_jsonb(new) - 'reason' - 'user_id') = (to_jsonb(old) - 'reason' - 'user_id')
    then
        return new;
    end if;
    raise exception 'what happened to bookings stays: %', tg_table_name using errcode = 'restrict_violation';
end $$;
drop trigger events_never_change on booking_bookingevent;
create trigger events_never_change before update on booking_bookingevent
    for each row execute function requests_may_empty_booking_event();

create function requests_may_empty_charge_event() returns trigger language plpgsql as $$
begin
    if exists (select from payments_charge c where c.id = old.charge_id
        and requests_owner_is_being_erased(c.owner_type, c.owner_id))
        and (to_jsonb(new) - 'detail') = (to_jsonb(old) - 'detail')
    then
        return new;
    end if;
    raise exception 'rows of % are only ever added', tg_table_name using errcode = 'restrict_violation';
end $$;
drop trigger chargeevent_only_grows on payments_chargeevent;
create trigger chargeevent_only_grows before delete on payments_chargeevent
    for each row execute function payments_refuse_change();
create trigger chargeevent_never_changes before update on payments_chargeevent
    for each row execute function requests_may_empty_charge_event();

create function requests_may_empty_refund_event() returns trigger language plpgsql as $$
begin
    if exists (select from payments_refund f join payments_charge c on c.id = f.charge_id
        where f.id = old.refund_id and requests_owner_is_being_erased(c.owner_type, c.owner_id))
        and (to_jsonb(new) - 'note') = (to_jsonb(old) - 'note')
    then
        return new;
    end if;
    raise exception 'rows of % are only ever added', tg_table_name using errcode = 'restrict_violation';
end $$;
drop trigger refundevent_only_grows on payments_refundevent;
create trigger refundevent_only_grows before delete on payments_refundevent
    for each row execute function payments_refuse_change();
create trigger refundevent_never_changes before update on payments_refundevent
    for each row execute function requests_may_empty_refund_event();

-- What was erased stays empty.
create function requests_keep_empty() returns trigger language plpgsql as $$
begin
    if exists (select from requests_request r where r.id = new.request_id and r.erased_at is not null) then
        raise exception 'request % is erased: nothing is added to it', new.request_id
            using errcode = 'restrict_violation', constraint = 'erased_stays_empty';
    end if;
    return new;
end $$;
create trigger keep_empty before insert on requests_timelineentry
    for each row execute function requests_keep_empty();
create trigger keep_empty before insert on requests_requestfile
    for each row execute function requests_keep_empty();
create trigger keep_empty before insert on requests_amendment
    for each row execute function requests_keep_empty();
create trigger keep_empty before insert on requests_follower
    for each row execute function requests_keep_empty();
create trigger keep_empty before insert on requests_unreachable
    for each row execute function requests_keep_empty();

-- A tombstone is set by an erasure, and stands.
create function requests_keep_tombstone() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' and requests_is_being_erased(new.request_id) then
        return new;
    end if;
    raise exception 'a tombstone is set by an erasure, and stands';
end $$;
create trigger keep_tombstone before insert or update or delete on requests_tombstone
    for each row execute function requests_keep_tombstone();
create trigger keep_all before truncate on requests_tombstone
    for each statement execute function requests_keep_all();

-- A hold is lifted, once, and never taken away.
create function requests_keep_hold() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and (
        requests_is_being_erased(coalesce(old.request_id, old.customer_id))
        or (old.lifted_at is null and (to_jsonb(new) - 'lifted_at' - 'lifted_by_id')
            = (to_jsonb(old) - 'lifted_at' - 'lifted_by_id')))
    then
        return new;
    end if;
    raise exception 'a legal hold is lifted, once, and stays written down';
end $$;
create trigger keep_hold before update or delete on requests_legalhold
    for each row execute function requests_keep_hold();
create trigger keep_all before truncate on requests_legalhold
    for each statement execute function requests_keep_all();
create trigger keep_all before truncate on requests_customerchange
    for each statement execute function requests_keep_all();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("requests", "0026_after_sending_guards"),
        ("booking", "0004_booking_officers"),
        ("delivery", "0014_test_destinations"),
        ("notices", "0006_practice_letters"),
        ("payments", "0008_refunds_by_rule_and_by_hand"),
    ]

    # Never reversed: what was erased does not come back.
    operations = [migrations.RunSQL(sql) for sql in (MARKS, KEPT, ERASE, PATHS, GUARDS)]
