"""``manage.py export_person (--email … | --mobile … | --customer …) --to FILE``: all that is known of one person, for a
subject access request (docs/data-life.md)."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from forms_engine.requests.customers.groups import head_id
from forms_engine.requests.data_life.exporting import everything_about
from forms_engine.requests.models import Customer, Request
from forms_engine.requests.models.customer import LAST_DIGITS, PHONE_DIGITS


class Command(BaseCommand):
    """Reads, and writes one file that only its owner may read."""

    help = "Write one ZIP file of all that is known of a person: a page to read, the same as data, and their files."

    def add_arguments(self, parser: CommandParser) -> None:
        """Exactly one of three ways to say who, and where to write."""
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("--email")
        who.add_argument("--mobile")
        who.add_argument("--customer")
        parser.add_argument("--to", required=True, help="The file to write; it must not be there yet.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file.

        Raises:
            CommandError: for nobody, for several people of that address, and where the file is there already.
        """
        customer = self._customer(options)
        to = Path(options["to"])
        try:
            with to.open("xb") as file:
                to.chmod(0o600)
                file.write(everything_about(customer))
        except FileExistsError:
            raise CommandError(f"{to} is there already. Name another file.") from None
        except OSError as error:
            raise CommandError(f"{to} cannot be written: {error.strerror}.") from None
        self.stdout.write(f"{to}: read it through before it is handed out.")

    def _customer(self, options: dict[str, Any]) -> Customer:
        found = {head_id(one): one for one in self._found(options)}
        if not found:
            raise CommandError("Nobody is known by that.")
        if len(found) > 1:
            ids = "\n".join(f"  --customer {one}" for one in sorted(found, key=str))
            raise CommandError(
                f"Several people are known by that. Merge those that are one person, or name one:\n{ids}"
            )
        return next(iter(found.values()))

    def _found(self, options: dict[str, Any]) -> list[Customer]:
        if options["customer"]:
            try:
                return list(Customer.objects.filter(pk=UUID(options["customer"])))
            except ValueError:
                return []
        if options["email"]:
            email = options["email"].strip()
            wanted = Q(email__iexact=email) | Q(user__email__iexact=email)
            requests = Request.objects.filter(email__iexact=email, erased_at=None)
        else:
            digits = "".join(sign for sign in options["mobile"] if sign.isdigit())[-LAST_DIGITS:]
            if not digits:
                return []
            wanted = Q(
                pk__in=Customer.objects.alias(said=PHONE_DIGITS).filter(said=digits).exclude(mobile="")
            )
            wanted |= Q(user__mobile__endswith=digits)
            requests = Request.objects.alias(said=PHONE_DIGITS).filter(said=digits, erased_at=None)
        return list(Customer.objects.filter(wanted | Q(pk__in=requests.values("customer"))))
