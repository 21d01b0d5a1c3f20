"""Promises about refunds and the books that the database itself keeps, whatever the code does."""

from django.db import migrations

ONLY_GROW = ("chargeevent", "refundevent", "refundline", "ledgerbatch", "ledgerentry", "anomaly")

# The rates in force when this was written; the council edits them.
VAT_CODES = """
insert into payments_vatcode (code, name, rate_basis_points) values
    ('STANDARD', 'Standard rate', 2000),
    ('REDUCED', 'Reduced rate', 500),
    ('ZERO', 'Zero rate', 0),
    ('EXEMPT', 'Exempt from VAT', 0),
    ('OUTSIDE', 'Outside the scope of VAT', 0)
on conflict (code) do nothing;
"""

# What was paid before there were books.
OPENING_BOOKS = """
insert into payments_ledgerbatch (key, charge_id, happened_at, created_at)
    select 'paid:' || a.uuid, a.charge_id, coalesce(c.paid_at, a.created_at), now()
    from payments_paymentattempt a join payments_charge c on c.id = a.charge_id
    where a.state = 'paid' and a.received_pence > 0;
insert into payments_ledgerentry (batch_id, account, ledger_code, vat_code, amount_pence)
    select b.id, 'card_clearing', '', '', a.received_pence
    from payments_paymentattempt a join payments_ledgerbatch b on b.key = 'paid:' || a.uuid;
insert into payments_ledgerentry (batch_id, account, ledger_code, vat_code, amount_pence)
    select b.id, 'income', l.ledger_code, l.vat_code, -l.amount_pence
    from payments_paymentattempt a
    join payments_ledgerbatch b on b.key = 'paid:' || a.uuid
    join payments_chargeline l on l.charge_id = a.charge_id
    where a.won and l.amount_pence > 0;
insert into payments_ledgerentry (batch_id, account, ledger_code, vat_code, amount_pence)
    select b.id, 'suspense', '', '', -a.received_pence
    from payments_paymentattempt a join payments_ledgerbatch b on b.key = 'paid:' || a.uuid
    where not a.won;
"""

# The codes and the VAT of a line are copies of what held when it arose.
FROZEN = """
create function payments_codes_are_frozen() returns trigger language plpgsql as $$
begin
    if (old.ledger_code, old.vat_code, old.vat_rate_basis_points, old.vat_pence)
        is distinct from (new.ledger_code, new.vat_code, new.vat_rate_basis_points, new.vat_pence) then
        raise exception 'the codes of charge line % are frozen', old.id using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger charge_line_codes_are_frozen before update on payments_chargeline
    for each row execute function payments_codes_are_frozen();
create function payments_transactions_are_frozen() returns trigger language plpgsql as $$
begin
    if (old.provider_id, old.amount_pence, old.fee_pence, old.net_pence, old.currency)
        is distinct from (new.provider_id, new.amount_pence, new.fee_pence, new.net_pence, new.currency) then
        raise exception 'balance transaction % is frozen', old.id using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger balance_transactions_are_frozen before update on payments_balancetransaction
    for each row execute function payments_transactions_are_frozen();
create trigger balance_transactions_stay before delete on payments_balancetransaction
    for each row execute function payments_refuse_change();
"""

BALANCED = """
create function payments_batch_balances() returns trigger language plpgsql as $$
declare
    batch bigint;
    total bigint;
    entries integer;
begin
    if tg_table_name = 'payments_ledgerbatch' then
        batch := new.id;
    else
        batch := new.batch_id;
    end if;
    select coalesce(sum(amount_pence), 0), count(*) into total, entries
        from payments_ledgerentry where batch_id = batch;
    if total <> 0 or entries < 2 then
        raise exception 'ledger batch % has % entries that come to %', batch, entries, total
            using errcode = 'check_violation';
    end if;
    return null;
end $$;
create constraint trigger ledger_batch_balances after insert on payments_ledgerbatch
    deferrable initially deferred for each row execute function payments_batch_balances();
create constraint trigger ledger_entries_balance after insert on payments_ledgerentry
    deferrable initially deferred for each row execute function payments_batch_balances();
"""

# It locks the payment first, so that of any number at once only as many go through as the payment bears.
NEVER_MORE_THAN_PAID = """
create function payments_never_more_than_paid() returns trigger language plpgsql as $$
declare
    paid bigint;
    given bigint;
begin
    if new.state not in ('asked', 'approved', 'pending', 'succeeded') then
        return new;
    end if;
    if new.attempt_id is not null then
        select received_pence into paid from payments_paymentattempt where id = new.attempt_id for update;
    else
        select case when won then amount_pence end into paid
            from payments_counterpayment where id = new.counter_payment_id for update;
    end if;
    select coalesce(sum(amount_pence), 0) into given from payments_refund
        where state in ('asked', 'approved', 'pending', 'succeeded') and id is distinct from new.id
        and (attempt_id = new.attempt_id or counter_payment_id = new.counter_payment_id);
    if given + new.amount_pence > coalesce(paid, 0) then
        raise exception 'refunds of % on a payment of %', given + new.amount_pence, coalesce(paid, 0)
            using errcode = 'check_violation', constraint = 'never_more_refunded_than_paid';
    end if;
    return new;
end $$;
create trigger refunds_never_more_than_paid before insert or update on payments_refund
    for each row execute function payments_never_more_than_paid();
create function payments_refund_lines_fit() returns trigger language plpgsql as $$
declare
    refund payments_refund;
    won boolean;
    parts bigint;
    total bigint;
begin
    if tg_table_name = 'payments_refund' then
        select * into refund from payments_refund where id = new.id;
    else
        select * into refund from payments_refund where id = new.refund_id;
    end if;
    if refund.state not in ('asked', 'approved', 'pending', 'succeeded') then
        return null;
    end if;
    if refund.attempt_id is not null then
        select a.won into won from payments_paymentattempt a where a.id = refund.attempt_id;
    else
        won := true;
    end if;
    select count(*), coalesce(sum(amount_pence), 0) into parts, total
        from payments_refundline where refund_id = refund.id;
    if (won or parts > 0) and total <> refund.amount_pence then
        raise exception 'refund % is % but its lines come to %', refund.id, refund.amount_pence, total
            using errcode = 'check_violation';
    end if;
    if exists (
        select 1 from payments_refundline mine join payments_chargeline line on line.id = mine.line_id
        where mine.refund_id = refund.id and line.amount_pence < (
            select sum(part.amount_pence) from payments_refundline part
            join payments_refund r on r.id = part.refund_id
            where part.line_id = line.id and r.state in ('asked', 'approved', 'pending', 'succeeded')
        )
    ) then
        raise exception 'refund % gives back more of a line than the line is', refund.id
            using errcode = 'check_violation', constraint = 'never_more_refunded_than_the_line';
    end if;
    return null;
end $$;
create constraint trigger refund_lines_fit after insert or update on payments_refund
    deferrable initially deferred for each row execute function payments_refund_lines_fit();
create constraint trigger refund_line_fits after insert on payments_refundline
    deferrable initially deferred for each row execute function payments_refund_lines_fit();
"""

# Unique indexes see to the winners of one table; these see to both tables together.
ONE_WINNER = """
create function payments_one_winner() returns trigger language plpgsql as $$
begin
    if not new.won then
        return new;
    end if;
    perform 1 from payments_charge where id = new.charge_id for update;
    if exists (
        select 1 from payments_paymentattempt where charge_id = new.charge_id and won
            and not (tg_table_name = 'payments_paymentattempt' and id = new.id)
    ) or exists (
        select 1 from payments_counterpayment where charge_id = new.charge_id and won
            and not (tg_table_name = 'payments_counterpayment' and id = new.id)
    ) then
        raise exception 'charge % has been paid already', new.charge_id
            using errcode = 'unique_violation', constraint = 'one_winner_per_charge_of_any_kind';
    end if;
    return new;
end $$;
create trigger attempt_is_the_one_winner before insert or update of won on payments_paymentattempt
    for each row execute function payments_one_winner();
create trigger counter_payment_is_the_one_winner before insert or update of won on payments_counterpayment
    for each row execute function payments_one_winner();
"""

ALL_OF_IT = "".join(
    f"create trigger {name}_only_grows before update or delete on payments_{name}"
    " for each row execute function payments_refuse_change();\n"
    for name in ONLY_GROW
)

UNDONE = (
    "drop trigger attempt_is_the_one_winner on payments_paymentattempt;"
    "drop trigger counter_payment_is_the_one_winner on payments_counterpayment;"
    "drop function payments_one_winner();"
    "drop trigger refund_line_fits on payments_refundline;"
    "drop trigger refund_lines_fit on payments_refund;"
    "drop function payments_refund_lines_fit();"
    "drop trigger refunds_never_more_than_paid on payments_refund;"
    "drop function payments_never_more_than_paid();"
    "drop trigger ledger_entries_balance on payments_ledgerentry;"
    "drop trigger ledger_batch_balances on payments_ledgerbatch;"
    "drop function payments_batch_balances();"
    "drop trigger balance_transactions_stay on payments_balancetransaction;"
    "drop trigger balance_transactions_are_frozen on payments_balancetransaction;"
    "drop function payments_transactions_are_frozen();"
    "drop trigger charge_line_codes_are_frozen on payments_chargeline;"
    "drop function payments_codes_are_frozen();"
    + "".join(f"drop trigger {name}_only_grows on payments_{name};" for name in ONLY_GROW)
)


class Migration(migrations.Migration):
    dependencies = [("payments", "0003_money")]

    operations = [
        migrations.RunSQL(VAT_CODES, migrations.RunSQL.noop),
        migrations.RunSQL(OPENING_BOOKS, migrations.RunSQL.noop),
        migrations.RunSQL(FROZEN + BALANCED + NEVER_MORE_THAN_PAID + ONE_WINNER + ALL_OF_IT, UNDONE),
    ]
