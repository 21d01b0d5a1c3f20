"""``manage.py destinations …``: the secrets and tokens that an operator hands to a back office."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forms_engine.delivery.inbound_secrets import inbound_secrets
from forms_engine.delivery.models import Destination
from forms_engine.delivery.pull.tokens import TokenRefused, issue_token, revoke_token
from forms_engine.delivery.secrets import (
    OVERLAP_DAYS,
    ChangeUnderWay,
    change_secret,
    end_change,
    signing_secrets,
)


class Command(BaseCommand):
    """Show, change and end what an operator hands to a back office."""

    help = "The webhook secrets (Standard Webhooks, whsec_…) and pull tokens (ghd_…) of a destination."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """An action, and the destination it is about."""
        actions = parser.add_subparsers(dest="action", required=True)
        self._action(actions, "secret", "print the webhook secret in use")
        self._action(actions, "inbound-secret", "print the secret that it signs what it sends us with")
        change = self._action(
            actions, "change-secret", "use a new webhook secret, beside the old one for a while"
        )
        change.add_argument("--days", type=int, default=OVERLAP_DAYS, help="how long both are used")
        self._action(actions, "end-change", "sign by the new webhook secret alone from now on")
        self._action(actions, "tokens", "list the pull tokens")
        token = self._action(actions, "token", "make a pull token and print it, this once")
        token.add_argument("--name", required=True, help="what it is for")
        revoke = self._action(actions, "revoke-token", "end a pull token at once")
        revoke.add_argument("number", type=int, help="its number in the list of tokens")

    def handle(self, *args: Any, **options: Any) -> None:
        """Secrets and tokens are printed alone on a line, so that they can be piped."""
        destination = Destination.objects.filter(slug=options["slug"]).first()
        if destination is None:
            known = ", ".join(Destination.objects.order_by("slug").values_list("slug", flat=True))
            raise CommandError(f"There is no destination “{options['slug']}”. There are: {known}.")
        try:
            getattr(self, f"_{options['action'].replace('-', '_')}")(destination, options)
        except (TokenRefused, ChangeUnderWay, ValueError) as error:
            raise CommandError(str(error)) from error

    @staticmethod
    def _action(actions: Any, name: str, what: str) -> ArgumentParser:
        parser: ArgumentParser = actions.add_parser(name, help=what)
        parser.add_argument("slug", help="the destination")
        return parser

    def _secret(self, destination: Destination, options: dict[str, Any]) -> None:
        if destination.kind != "webhook":
            raise CommandError(f"{destination.slug} is no webhook: it has no signing secret.")
        self.stdout.write(signing_secrets(destination.id)[0])

    def _inbound_secret(self, destination: Destination, options: dict[str, Any]) -> None:
        self.stdout.write(inbound_secrets(destination)[0])

    def _change_secret(self, destination: Destination, options: dict[str, Any]) -> None:
        until = change_secret(destination.id, days=options["days"])
        self.stderr.write(
            f"Messages are signed by both until {until:%d %B %Y, %H:%M} UTC, and what it signs with either is taken. "
            "Hand over this new one (and the one of inbound-secret, where it sends us anything):"
        )
        destination.refresh_from_db()
        # Only a webhook is signed by us; whoever signs for us has a new secret all the same.
        show = self._secret if destination.kind == "webhook" else self._inbound_secret
        show(destination, options)

    def _end_change(self, destination: Destination, options: dict[str, Any]) -> None:
        ended = end_change(destination.id)
        self.stdout.write("Signed by the new secret alone." if ended else "No change was under way.")

    def _tokens(self, destination: Destination, options: dict[str, Any]) -> None:
        for token in destination.tokens.order_by("id"):
            used = f"{token.last_used_at:%Y-%m-%d}" if token.last_used_at else "never used"
            state = "revoked" if token.revoked_at else "good"
            self.stdout.write(f"{token.pk}  ghd_…{token.last_signs}  {state}  {used}  {token.name}")

    def _token(self, destination: Destination, options: dict[str, Any]) -> None:
        self.stdout.write(issue_token(destination, name=options["name"])[1])

    def _revoke_token(self, destination: Destination, options: dict[str, Any]) -> None:
        if not destination.tokens.filter(pk=options["number"]).exists():
            raise CommandError(f"{destination.slug} has no token {options['number']}.")
        ended = revoke_token(options["number"])
        self.stdout.write("Revoked." if ended else "It was revoked before.")
