"""``manage.py database_rights ROLE [--print]``: give the role that Guildhall runs as what it needs, and no way to change
history. What is erased is erased by functions that run as the tables' owner (docs/data-life.md).

Run by the tables' owner after every migration, where the two are separate roles (docs/requests.md).
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from psycopg import sql

# What only grows: rows are added, and never changed or taken away.
ONLY_GROWS = (
    "requests_timelineentry",
    "requests_amendment",
    "requests_customerchange",
    "requests_fileread",
    "requests_requestread",
    "requests_threshold",
    "delivery_deliveryaction",
    "delivery_mappingversion",
    "delivery_routingdecision",
    "partners_organisationevent",
    "payments_paymentevent",
    "payments_chargeevent",
    "payments_refundevent",
    "payments_refundline",
    "payments_ledgerbatch",
    "payments_ledgerentry",
    "payments_anomaly",
    "payments_exceptionevent",
)
# What never changes; of holds that were never sent it is deleted after a month, which a trigger watches over.
NEVER_CHANGES = ("booking_bookingevent",)
# What is kept: rows change, and are never taken away.
IS_KEPT = (
    "requests_request",
    "requests_brokenglass",
    "requests_erasure",
    "requests_inbound",
    "requests_legalhold",
    "requests_thresholddecision",
    "catalogue_journeyversion",
    "delivery_delivery",
    "delivery_attempt",
    "delivery_replay",
    "payments_charge",
    "payments_paymentattempt",
    "payments_counterpayment",
    "payments_refund",
    "payments_dispute",
    "payments_payout",
    "payments_balancetransaction",
    "payments_reconcilerun",
    "payments_reconcileexception",
)
# What the erasing functions alone write: the marks that guards take for leave, tombstones, and what is yet to be written
# down outside the database.
ERASING = {
    "requests_erasing": "all",
    "requests_tombstone": "insert, update, delete",
    "requests_tofile": "insert",
}
FUNCTIONS = ("requests_erase(uuid, text)", "requests_erase_customer(uuid, text)")
# What is taken from the role, by table.
TAKEN = {
    **ERASING,
    **dict.fromkeys(ONLY_GROWS, "update, delete"),
    **dict.fromkeys(NEVER_CHANGES, "update"),
    **dict.fromkeys(IS_KEPT, "delete"),
}


class Command(BaseCommand):
    """Changes rights, never rows."""

    help = (
        "Grant the application's database role its rights, without those to change or empty what is history."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """``role``: the application's role. It must exist, and must neither own the tables nor be a superuser."""
        parser.add_argument("role")
        parser.add_argument(
            "--print", action="store_true", dest="only_print", help="Print the statements; change nothing."
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Grant and revoke in one transaction.

        Raises:
            CommandError: where the role would have every right whatever is revoked, or does not exist.
        """
        role = options["role"]
        with connection.cursor() as cursor:
            cursor.execute("select rolsuper from pg_roles where rolname = %s", [role])
            found = cursor.fetchone()
            if found is None:
                raise CommandError(f"There is no database role “{role}”.")
            cursor.execute(
                "select count(*) from pg_tables where schemaname = current_schema() and tableowner = %s",
                [role],
            )
            if found[0] or cursor.fetchone()[0]:
                raise CommandError(
                    f"“{role}” owns tables or is a superuser, so nothing can be kept from it. Migrate as another role."
                )
            statements = self._statements(sql.Identifier(role), self._schema(cursor))
            if options["only_print"]:
                self.stdout.write("\n".join(f"{one.as_string(cursor.connection)};" for one in statements))
                return
            for one in statements:
                cursor.execute(one)
        self.stdout.write(f"{role} can add to history and not change it.")

    def _statements(self, name: sql.Identifier, schema: sql.Identifier) -> list[sql.Composed]:
        """First all that the role needs, then what is taken from it again."""
        words = [
            "grant usage on schema {schema} to {role}",
            "grant select, insert, update, delete on all tables in schema {schema} to {role}",
            "grant usage, select on all sequences in schema {schema} to {role}",
            *(f"grant execute on function {one} to {{role}}" for one in FUNCTIONS),
            "revoke truncate, trigger, references on all tables in schema {schema} from {role}",
            *(f"revoke {taken} on {table} from {{role}}" for table, taken in TAKEN.items()),
        ]
        return [sql.SQL(one).format(schema=schema, role=name) for one in words]

    def _schema(self, cursor: Any) -> sql.Identifier:
        cursor.execute("select current_schema()")
        return sql.Identifier(cursor.fetchone()[0])
