"""The reconciliation as a file for finance: CSV whose cells no spreadsheet takes for formulas."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TextIO

from defusedcsv import csv
from django.utils import timezone

from payments.models import Charge, ReconcileException
from payments.reconciling import KINDS, PayoutReport

PAYOUT_COLUMNS = (
    "payout", "arrives (London)", "arrives (UTC)", "state", "cost code",
    "gross", "fees", "refunds", "disputes", "other", "net",
)  # fmt: skip
EXCEPTION_COLUMNS = (
    "what", "id", "amount", "when (London)", "when (UTC)", "first found", "accepted", "because",
)  # fmt: skip
CHARGE_COLUMNS = (
    "reference", "service", "payment", "state", "opened (London)", "opened (UTC)", "paid (London)", "paid (UTC)",
    "how", "payment's own id", "line", "cost code", "VAT code", "VAT rate %", "net", "VAT", "amount",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """A charge, with its lines loaded, and what may be said of it; nothing of what it is for where that is not shown."""

    charge: Charge
    reference: str
    service: str
    how_paid: str
    payment_id: str


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


def write_exceptions(found: Iterable[ReconcileException], out: TextIO) -> None:
    """One row for each thing that does not fit, with why it was accepted where it was. Each comes with its events."""
    writer = csv.writer(out)
    writer.writerow(EXCEPTION_COLUMNS)
    for one in found:
        when = _both(one.happened_at) if one.happened_at else ["", ""]
        because = one.why_accepted
        since = timezone.localtime(one.first_found_at).strftime("%a %d %b %Y")
        writer.writerow(
            [
                KINDS[one.kind],
                one.subject,
                pounds(one.amount_pence),
                *when,
                since,
                "yes" if because else "no",
                because,
            ]
        )


def write_charges(rows: Iterable[ChargeRow], out: TextIO) -> None:
    """One row a line of each charge. What it is for is the caller's to give or to withhold."""
    writer = csv.writer(out)
    writer.writerow(CHARGE_COLUMNS)
    for row in rows:
        charge = row.charge
        paid = _both(charge.paid_at) if charge.paid_at else ["", ""]
        for line in charge.lines.all():
            writer.writerow([
                row.reference, row.service, charge.uuid, charge.get_state_display(), *_both(charge.created_at), *paid,
                row.how_paid, row.payment_id, line.label if row.reference else "", line.ledger_code, line.vat_code,
                f"{line.vat_rate_basis_points / 100:g}", pounds(line.net_pence), pounds(line.vat_pence),
                pounds(line.amount_pence),
            ])  # fmt: skip


def _both(moment: datetime) -> list[str]:
    local = timezone.localtime(moment)
    return [local.strftime("%a %d %b %Y %H:%M"), moment.strftime("%Y-%m-%dT%H:%M:%SZ")]
