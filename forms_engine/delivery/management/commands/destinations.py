"""``manage.py destinations secret <slug>``: what the other end needs to check our signatures."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forms_engine.delivery.models import Destination
from forms_engine.delivery.secrets import signing_secrets


class Command(BaseCommand):
    """Show what an operator hands to a back office."""

    help = "Show a destination's webhook signing secret (Standard Webhooks, whsec_…), for its operator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One action so far."""
        parser.add_argument("action", choices=["secret"])
        parser.add_argument("slug")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the current secret alone on a line, so that it can be piped."""
        try:
            destination = Destination.objects.get(slug=options["slug"], kind="webhook")
        except Destination.DoesNotExist:
            known = ", ".join(Destination.objects.filter(kind="webhook").values_list("slug", flat=True))
            raise CommandError(
                f"There is no webhook destination “{options['slug']}”. There are: {known}."
            ) from None
        self.stdout.write(signing_secrets(destination.id)[0])
