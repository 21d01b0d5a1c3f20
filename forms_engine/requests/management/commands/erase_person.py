"""``manage.py erase_person (--email … | --mobile … | --customer …) --by OFFICER [--yes]``: somebody asked an officer to have
their data erased (docs/data-life.md). Whoever has an account can delete that themselves."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from forms_engine.requests.customers.groups import family_of
from forms_engine.requests.data_life.erasing import ask_erasure
from forms_engine.requests.data_life.kept import in_words, reasons_of
from forms_engine.requests.management.naming import add_who, person_named
from forms_engine.requests.models import Erasure, Request


class Command(BaseCommand):
    """Says what would go and what has to be kept for now; with ``--yes`` the worker begins with it."""

    help = "Erase what is known of a person who asked for it, as soon as each part may be erased."

    def add_arguments(self, parser: CommandParser) -> None:
        """Exactly one of three ways to say who, the officer who was asked, and that it is meant."""
        add_who(parser)
        parser.add_argument("--by", required=True, help="The email address of the officer who was asked.")
        parser.add_argument("--yes", action="store_true", help="Do it. It cannot be undone.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask for the erasure. Asked again before it is done, it is the same.

        Raises:
            CommandError: for nobody, for several people of that address, and where no officer has that address.
        """
        customer = person_named(options)
        officer = User.objects.filter(
            email__iexact=options["by"].strip(), is_staff=True, is_active=True
        ).first()
        if officer is None:
            raise CommandError("No member of staff has the address that --by names.")
        theirs = Request.objects.filter(customer__in=family_of(customer), erased_at=None).order_by(
            "reference"
        )
        references = dict(theirs.values_list("pk", "reference"))
        for pk, reasons in reasons_of(list(references)).items():
            self.stdout.write(f"{references[pk]}: {in_words(reasons) or 'goes at once'}")
        if not options["yes"]:
            self.stdout.write("Nothing is changed. Look through it, then say it again with --yes.")
            return
        ask_erasure(customer, Erasure.Asked.OFFICER, officer)
        self.stdout.write(
            "The worker erases what may go now, and looks each night whether the rest may. Then it forgets the person."
        )
