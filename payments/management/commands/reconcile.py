"""``manage.py reconcile``: payouts against the books, and what does not fit."""

from argparse import ArgumentParser
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from payments.bills import pounds
from payments.errors import GatewayRefused, GatewayUnavailable
from payments.nightly import run_reconcile
from payments.reconciling import KINDS, PayoutReport, payouts_on
from payments.selectors import exceptions_now
from payments.statements import write_exceptions, write_payouts


class Command(BaseCommand):
    """Imports what happened at Stripe in the last week, then reports; run it nightly, and whenever one likes."""

    help = "Reconcile Stripe's payouts with the books. Exit status 0 only if all fits or is accepted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The day, the files, and whether to ask Stripe."""
        parser.add_argument(
            "--day", type=date.fromisoformat, help="only payouts that arrive on this day (2026-11-22)"
        )
        parser.add_argument(
            "--csv", type=Path, help="a folder for payouts.csv and exceptions.csv, instead of text"
        )
        parser.add_argument(
            "--since",
            type=date.fromisoformat,
            help="import what Stripe has since this day (default: a week ago)",
        )
        parser.add_argument("--no-import", action="store_true", help="report what was imported before")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, report, and fail where something does not fit that nobody has accepted."""
        since = None
        if options["since"]:
            since = timezone.make_aware(datetime.combine(options["since"], datetime.min.time()))
        try:
            run = run_reconcile(since=since, imports=not options["no_import"])
        except (GatewayUnavailable, GatewayRefused) as error:
            raise CommandError(f"Stripe could not be asked, so nothing was reconciled: {error}") from error
        reports = payouts_on(options["day"])
        found = list(exceptions_now())
        if folder := options["csv"]:
            folder.mkdir(parents=True, exist_ok=True)
            with (folder / "payouts.csv").open("w", newline="", encoding="utf-8") as out:
                write_payouts(reports, out)
            with (folder / "exceptions.csv").open("w", newline="", encoding="utf-8") as out:
                write_exceptions(found, out)
        else:
            for report in reports:
                self._show(report)
            for one in found:
                accepted = " (accepted)" if one.is_accepted else ""
                self.stdout.write(f"{KINDS[one.kind]}: {one.subject} {pounds(one.amount_pence)}{accepted}")
        if run.found:
            raise CommandError(f"{run.found} exception{'s' if run.found > 1 else ''}.")
        fits = "Everything fits."
        self.stdout.write(f"{fits[:-1]} but for {run.accepted} accepted." if run.accepted else fits)

    def _show(self, report: PayoutReport) -> None:
        payout = report.payout
        day = timezone.localtime(payout.arrives_at).strftime("%a %d %b %Y")
        self.stdout.write(f"{payout.provider_id} {day} {payout.state} {pounds(payout.amount_pence)}")
        for code, sums in report.codes.items():
            self.stdout.write(
                f"  {code or '(none)'}: gross {pounds(sums.gross)}, fees {pounds(sums.fees)}, "
                f"refunds {pounds(sums.refunds)}, disputes {pounds(sums.disputes)}, "
                f"other {pounds(sums.other)}, net {pounds(sums.net)}"
            )
