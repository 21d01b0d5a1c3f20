"""The reconciliation as a file for finance: CSV whose cells no spreadsheet takes for formulas."""

from collections.abc import Iterable
from datetime import datetime
from typing import TextIO

from defusedcsv import csv
from django.utils import timezone

from payments.reconciling import KINDS, Mismatch, PayoutReport

PAYOUT_COLUMNS = (
    "payout", "arrives (London)", "arrives (UTC)", "state", "cost code",
    "gross", "fees", "refunds", "disputes", "other", "net",
)  # fmt: skip
MISMATCH_COLUMNS = ("what", "id", "amount", "when (London)", "when (UTC)")


def pounds(pence: int) -> str:
    """Pounds with two decimals and no sign of the currency, as ledgers read them in."""
    return f"{'-' if pence < 0 else ''}{abs(pence) // 100}.{abs(pence) % 100:02}"


def write_payouts(reports: Iterable[PayoutReport], out: TextIO) -> None:
    """One row a payout and cost code, then one with its total; a difference has a row of its own."""
    writer = csv.writer(out)
    writer.writerow(PAYOUT_COLUMNS)
    for report in reports:
        payout = report.payout
        head = [payout.provider_id, *_both(payout.arrives_at), payout.state]
        for code, sums in report.codes.items():
            amounts = (sums.gross, sums.fees, sums.refunds, sums.disputes, sums.other, sums.net)
            writer.writerow([*head, code or "(none)", *map(pounds, amounts)])
        writer.writerow([*head, "PAYOUT", "", "", "", "", "", pounds(payout.amount_pence)])
        if report.difference:
            writer.writerow([*head, "DIFFERENCE", "", "", "", "", "", pounds(report.difference)])


def write_mismatches(found: Iterable[Mismatch], out: TextIO) -> None:
    """One row for each thing that a person has to look into."""
    writer = csv.writer(out)
    writer.writerow(MISMATCH_COLUMNS)
    for mismatch in found:
        when = _both(mismatch.at) if mismatch.at else ["", ""]
        writer.writerow([KINDS[mismatch.kind], mismatch.subject, pounds(mismatch.pence), *when])


def _both(moment: datetime) -> list[str]:
    local = timezone.localtime(moment)
    return [local.strftime("%a %d %b %Y %H:%M"), moment.strftime("%Y-%m-%dT%H:%M:%SZ")]
