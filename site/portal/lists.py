"""The whole lists of an account: requests, appointments, payments, letters."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.reauthentication import signed_in_only
from audiences.http import GuildhallRequest
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.references import read_reference
from forms_engine.requests.states import FINISHED, RequestState
from forms_engine.runtime.wording import pounds
from payments.of_owners import paid_of
from portal.booked import MOST_TO_COME, bookings_of, past, rows_of, to_come
from portal.listing import LONG, own, page_of
from portal.needs_you import letters_to_read
from portal.sections import section
from portal.standing import standings, with_what_lists_show

OPEN, DONE = "open", "finished"


@never_cache
@require_safe
@signed_in_only
def account_requests(request: GuildhallRequest) -> HttpResponse:
    """Every request, the newest first: all, those under way or those that are finished; or one by its reference."""
    mine = own(request.principal)
    typed = request.GET.get("reference", "").strip()[:40]
    problem = ""
    if typed:
        reference = read_reference(typed)
        if reference and mine.filter(reference=reference).exists():
            return redirect("request", reference=reference)
        problem = (
            _("None of your requests has this reference.")
            if reference
            else _("Check your reference: it has 10 letters and numbers, like K7W-Q3X-T9D4")
        )
    show = request.GET.get("show", "")
    if show == OPEN:
        mine = mine.exclude(state__in=FINISHED)
    elif show == DONE:
        mine = mine.filter(state__in=FINISHED)
    else:
        show = ""
    page = page_of(with_what_lists_show(mine), "created_at", request.GET.get("after", ""))
    return section(
        request,
        "requests",
        {
            "rows": standings(page.rows, get_language() or "en"),
            "show": show,
            "is_first": page.is_first,
            "next_url": page.next_url(request.path, show=show),
            "typed": typed,
            "problem": problem,
        },
    )


@never_cache
@require_safe
@signed_in_only
def account_bookings(request: GuildhallRequest) -> HttpResponse:
    """Appointments: those to come, the soonest first, and those that are over, the last first."""
    principal, language = request.principal, get_language() or "en"
    mine = bookings_of(principal)
    page = page_of(past(mine), "slot__starts_at", request.GET.get("after", ""))
    coming = list(to_come(mine)[:MOST_TO_COME]) if page.is_first else []
    rows = rows_of(principal, [*coming, *page.rows], language)
    are_to_come = {one.owner_id for one in coming}
    return section(
        request,
        "bookings",
        {
            "to_come": [row for row in rows if str(row.made.pk) in are_to_come],
            "past": [row for row in rows if str(row.made.pk) not in are_to_come],
            "is_first": page.is_first,
            "next_url": page.next_url(request.path),
        },
    )


@never_cache
@require_safe
@signed_in_only
def account_payments(request: GuildhallRequest) -> HttpResponse:
    """What requests cost, the newest first: what is to be paid, what was, with its receipt, and what was given back."""
    mine = own(request.principal).filter(fee_pence__gt=0).defer(*LONG)
    page = page_of(mine, "created_at", request.GET.get("after", ""))
    paid = paid_of(OWNER_TYPE, (str(one.pk) for one in page.rows))
    rows = []
    for one in page.rows:
        known = paid.get(str(one.pk))
        rows.append(
            {
                "made": one,
                "amount": pounds(one.fee_pence),
                "paid_at": known.charge.paid_at if known else None,
                "given_back": pounds(known.given_back) if known and known.given_back else "",
                "receipt_url": known.receipt_url if known else "",
                "to_pay": bool(known and known.is_payable and one.state == RequestState.AWAITING_PAYMENT),
                "is_being_paid": bool(known and not known.is_payable and not known.charge.is_settled)
                and one.state == RequestState.AWAITING_PAYMENT,
            }
        )
    return section(
        request,
        "payments",
        {"rows": rows, "is_first": page.is_first, "next_url": page.next_url(request.path)},
    )


@never_cache
@require_safe
@signed_in_only
def account_letters(request: GuildhallRequest) -> HttpResponse:
    """Letters, the newest first, with what was not read yet."""
    page = page_of(letters_to_read(request.principal), "received_at", request.GET.get("after", ""))
    return section(
        request,
        "letters",
        {"letters": page.rows, "is_first": page.is_first, "next_url": page.next_url(request.path)},
    )
