"""What becomes of what was paid, as letters and pages about a cancellation say it: one sentence or two, and true."""

from django.utils import translation
from django.utils.translation import gettext as _

from forms_engine.requests.models import Request
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.states import FINISHED
from forms_engine.runtime.wording import pounds
from payments.giving_back import NOTHING, GivenBack, How, under_way
from payments.selectors import charge_of


def refund_words(given: GivenBack | None, paid_pence: int, *, by_customer: bool, language: str) -> str:
    """``given`` is what its refund rule gives, None where it gives nothing; ``paid_pence`` what was paid, 0 for nothing:
    then there is nothing to say."""
    if not paid_pence:
        return ""
    with translation.override(language):
        if given is None:
            return _not_by_rule(pounds(paid_pence), by_customer)
        return _given(given, pounds(paid_pence))


def refund_now(request: Request, language: str) -> str:
    """Where the refund of a request that has ended stands, until the money has gone back; "" where there is none."""
    charge = (
        charge_of(OWNER_TYPE, str(request.id)) if request.fee_pence and request.state in FINISHED else None
    )
    given = under_way(charge) if charge else NOTHING
    if given.how == How.NOTHING:
        return ""
    return refund_words(given, request.fee_pence, by_customer=True, language=language)


def _given(given: GivenBack, paid: str) -> str:
    amount = pounds(given.pence)
    match given.how:
        case How.SENT:
            return _(
                "We will pay back %(amount)s to the card you paid with. It can take up to 10 working days."
            ) % {"amount": amount}
        case How.BY_HAND:
            return _(
                "We will pay back %(amount)s. You did not pay it online, so a person here does this. Call us if you have "
                "not heard from us within 10 working days."
            ) % {"amount": amount}
        case How.CHECKED:
            return _(
                "A person in our finance team checks the refund of %(amount)s first, before we pay it back. This can take "
                "longer than 10 working days."
            ) % {"amount": amount}
        case How.ALREADY:
            return _("What you paid has been paid back already, or is on its way back to you.")
        case How.HELD:
            return _(
                "Your bank has asked us for this payment back, and holds it. Your bank can tell you what becomes of it."
            )
        case How.FAILED:
            return _(
                "We tried to pay back %(amount)s, but it did not reach your card. Call us, so that we can pay it back in "
                "another way."
            ) % {"amount": amount}
        case How.NOTHING:
            return _(
                "You paid %(paid)s. Cancelling does not pay it back by itself: call us to ask whether you can have it "
                "back."
            ) % {"paid": paid}


def _not_by_rule(paid: str, by_customer: bool) -> str:
    if by_customer:
        return _(
            "You paid %(paid)s. It is not paid back: you cannot get the money back when you cancel this kind of "
            "appointment. If you think that is wrong, call us."
        ) % {"paid": paid}
    return _("You paid %(paid)s. It is not paid back. If you think that is wrong, call us.") % {"paid": paid}
