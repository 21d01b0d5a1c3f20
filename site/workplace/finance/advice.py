"""What each thing that needs somebody in finance means, and what to do next, in words."""

from dataclasses import dataclass

from payments.models import Charge, Dispute, Refund
from payments.reconciling import KINDS

Flag = Charge.Attention


@dataclass(frozen=True, slots=True)
class Advice:
    """What happened, and what to do next."""

    what: str
    next: str


OF_FLAGS: dict[str, Advice] = {
    Flag.OVERPAID: Advice(
        "It was paid more than once. The first payment counts; the other pays for nothing.",
        "Take up the proposed refund of the other payment, below. When it is on its way, mark this as seen to.",
    ),
    Flag.AMOUNT_MISMATCH: Advice(
        "Stripe took another amount, or another currency, than we asked for. It pays for nothing until you decide.",
        "Compare the payment here and in Stripe's dashboard. Take up the proposed refund, and ask the service to let "
        "the customer pay again. Tell the operator: this should not happen.",
    ),
    Flag.LATE_PAID: Advice(
        "The money came after the request was cancelled, so that it pays for nothing.",
        "Take up the proposed refund. If the service wants to go ahead after all, decline the proposal and say so "
        "there: the customer then has to send a new request.",
    ),
    Flag.NO_PLACE: Advice(
        "It was paid, but the appointment was gone by then.",
        "The customer has been offered other times. Ask the service whether they took one. If not, take up the "
        "proposed refund; if they did, decline it and say so.",
    ),
    Flag.DISPUTED: Advice(
        "The payer's bank wants the money back. Stripe holds it until that is decided.",
        "Answer in Stripe's dashboard by the day shown below, with what the service can show that was provided. Do "
        "not refund it meanwhile: the payer would have it twice. Mark this as seen to when it is answered.",
    ),
    Flag.REFUND_FAILED: Advice(
        "A refund did not reach the payer. Its money is with us again.",
        "Open the failed refund below for the reason. Ask for it again if it was refused for a moment only; otherwise "
        "agree with the payer on a bank transfer, and ask for a refund “by bank transfer”: when it is paid you enter "
        "its reference, and the payer is told.",
    ),
    Flag.TAKEN_BACK: Advice(
        "A payment at the counter was taken back, so that the charge is due again. The request had gone ahead.",
        "Ask the service whether to stop the work or to ask for the money once more, by a payment link or at the "
        "counter. Nobody can pay until this is marked as seen to.",
    ),
}

# What a disputed payment says once nothing is to be answered any more.
_OF_DISPUTES_OVER = {
    Dispute.State.LOST: Advice(
        "The payer's bank has decided for the payer: the money is gone, and Stripe's fee with it.",
        "Tell the service, which may stop the work or ask for the money in another way. Write the amount off in the "
        "council's ledger, against the cost code below. Then mark this as seen to.",
    ),
    Dispute.State.WON: Advice(
        "The payer's bank has decided for us: the money is back at Stripe.", "Mark this as seen to."
    ),
    Dispute.State.WARNING_CLOSED: Advice(
        "The payer's bank asked, and has closed its inquiry. No money moved.", "Mark this as seen to."
    ),
    Dispute.State.PREVENTED: Advice(
        "Stripe settled it with the payer's bank before it became a dispute.",
        "See in Stripe's dashboard whether the payer was refunded. Then mark this as seen to.",
    ),
}
_WITH_THE_BANK = Advice(
    "The payer's bank wants the money back, has our answer, and has not decided yet.",
    "Wait: it takes up to three months. Do not refund it meanwhile: the payer would have it twice.",
)

# Stripe's words for why a refund failed, and ours where it never got there.
_OF_FAILURES = {
    "lost_or_stolen_card": "The card was reported lost or stolen. Agree with the payer on a bank transfer.",
    "expired_or_canceled_card": "The card is closed. Agree with the payer on a bank transfer.",
    "declined": "The payer's bank refused it. Agree with the payer on a bank transfer.",
    "insufficient_funds": "There was not enough on our balance at Stripe. Ask for it again after the next takings.",
    "charge_for_pending_refund_disputed": "The payer's bank has asked for the money back. Answer the dispute instead.",
    "merchant_request": "It was stopped in Stripe's dashboard. Ask whoever did that before you ask for it again.",
    "too_late_to_repeat": "It could not be sent for a day. Ask Stripe now; if it is not there, ask for it again.",
}
_OTHERWISE = (
    "Stripe says no more than “{}”. Look it up in Stripe's dashboard; ask for it again, or agree with the payer on a "
    "bank transfer."
)

_NEXT_OF_KINDS = {
    "paid_there_not_here": "Look the payment up in Stripe's dashboard. If it is not this council's own (another system "
    "uses the same account), accept it and say so.",
    "paid_here_not_there": "Ask Stripe now on the payment's page. If Stripe does not know it either, tell the operator.",
    "amount_differs": "Compare both in Stripe's dashboard, and correct the difference in the council's ledger.",
    "orphan_refund": "Find in Stripe's dashboard who gave it back. If it is not ours, accept it and say so.",
    "refund_not_there": "Ask Stripe now on the payment's page. If it is not there, ask for the refund again.",
    "payout_differs": "Open the payout: its report shows the difference. Ask Stripe about what is missing.",
    "unpaid_too_long": "Ask the service to remind the customer or to cancel the request.",
    "not_banked": "Look for it on the bank statement and mark it as banked, or take the payment back.",
    "unknown_vat_code": "Enter the code under “VAT codes”. Lines charged meanwhile keep having no VAT: correct that in "
    "the council's ledger, then accept it.",
}
OF_KINDS = {kind: Advice(what, _NEXT_OF_KINDS[kind]) for kind, what in KINDS.items()}


def of_flags(charge: Charge) -> list[Advice]:
    """What a charge is flagged for, in that order, as it stands now. The charge comes with its disputes loaded."""
    return [of_flag(charge, flag) for flag in charge.needs_attention]


def of_flag(charge: Charge, flag: str) -> Advice:
    """What one flag of a charge means now: of disputes, that of the one which wants most of us."""
    if flag != Flag.DISPUTED:
        return OF_FLAGS[flag]
    states = {dispute.state for attempt in charge.attempts.all() for dispute in attempt.disputes.all()}
    if not states or states & TO_ANSWER:
        return OF_FLAGS[flag]
    return next((said for state, said in _OF_DISPUTES_OVER.items() if states == {state}), None) or (
        _OF_DISPUTES_OVER[Dispute.State.LOST] if states <= set(_OF_DISPUTES_OVER) else _WITH_THE_BANK
    )


def of_failure(refund: Refund) -> str:
    """Why a refund failed and what to do next."""
    return _OF_FAILURES.get(refund.failure, _OTHERWISE.format(refund.failure or "nothing"))


TO_ANSWER = frozenset({Dispute.State.WARNING_NEEDS_RESPONSE, Dispute.State.NEEDS_RESPONSE})
