"""``manage.py break_glass make|renew|close|list``: the accounts for emergencies."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.staff import break_glass
from accounts.staff.break_glass import Keys


class Command(BaseCommand):
    """Only from the machine itself: no page makes these accounts or gives them new keys."""

    help = "Break-glass accounts, for when the council's own sign-in cannot be used."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, and with which account."""
        actions = parser.add_subparsers(dest="action", required=True)
        making = actions.add_parser("make", help="make an account and print its keys")
        making.add_argument("email")
        making.add_argument("--name", default="Break-glass account")
        actions.add_parser("renew", help="print new keys; the old ones stop working").add_argument("email")
        actions.add_parser("close", help="end an account").add_argument("email")
        actions.add_parser("list", help="the accounts there are, and when each was last used")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        if options["action"] == "list":
            return self._list()
        if options["action"] == "make":
            try:
                return self._print(break_glass.make(options["name"], options["email"].lower()))
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
        user = User.objects.filter(email=options["email"], is_break_glass=True).first()
        if user is None:
            raise CommandError(f"No break-glass account has the address {options['email']}.")
        if options["action"] == "renew":
            return self._print(break_glass.renew(user))
        break_glass.close(user)
        self.stdout.write("Closed.")

    def _print(self, keys: Keys) -> None:
        self.stdout.write(
            f"Email address   {keys.email}\n"
            f"Password        {keys.password}\n"
            f"App key         {keys.app_key}\n"
            f"Recovery codes  {' '.join(keys.recovery_codes)}\n\n"
            "This is shown once. Print it, seal it, and keep the app key apart from the password."
        )

    def _list(self) -> None:
        for user in User.objects.filter(is_break_glass=True).order_by("email"):
            last = user.break_glass_uses.first()
            used = f"used {last.used_at:%Y-%m-%d %H:%M} UTC" if last else "never used"
            self.stdout.write(f"{user.email}  {used}{'' if user.is_active else '  closed'}")
