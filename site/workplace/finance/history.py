"""Everything that happened to one charge, in the order it happened, in words."""

from dataclasses import dataclass
from datetime import datetime

from payments.bills import pounds
from payments.models import Charge, ChargeEvent


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, and who or what made it happen."""

    at: datetime
    title: str
    by: str = ""
    message: str = ""


def history_of(charge: Charge) -> list[Entry]:
    """Newest first. The charge comes with its attempts, refunds and events loaded."""
    entries = [Entry(charge.created_at, f"{pounds(charge.total_pence)} became due")]
    for event in charge.events.all():
        entries.append(
            Entry(
                event.created_at,
                event.get_kind_display(),
                event.by.name if event.by else "",
                _detail(event),
            )
        )
    for attempt in charge.attempts.all():
        name = f"Card payment {attempt.number}"
        entries.append(Entry(attempt.created_at, f"{name} was started"))
        for change in attempt.events.all():
            words = f"{name}: {change.get_to_state_display().lower()}"
            entries.append(Entry(change.created_at, words, change.get_cause_display()))
    for refund in charge.refunds.all():
        for step in refund.events.all():
            entries.append(
                Entry(
                    step.created_at,
                    f"Refund of {pounds(refund.amount_pence)}: {step.get_to_state_display().lower()}",
                    step.by.name if step.by else step.get_cause_display(),
                    step.note,
                )
            )
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _detail(event: ChargeEvent) -> str:
    """The event's own words, with a flag's name written out."""
    flag, colon, words = event.detail.partition(": ")
    if flag in Charge.Attention.values:
        return f"{Charge.Attention(flag).label}{colon}{words}"
    return event.detail
