"""Refunds: the lists of those that wait for somebody, one of them, and deciding on it."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audiences.http import GuildhallRequest
from payments import services
from payments.bills import pounds
from payments.errors import NotAllowed, RefundRefused
from payments.models import Refund
from payments.permissions import may_approve_refunds, may_ask_refunds
from payments.selectors import refunds_for
from workplace.finance import advice
from workplace.finance.about import what_for
from workplace.finance.asking import say_what_follows
from workplace.finance.entering import enter, enter_to_act
from workplace.finance.forms import ByHandForm, DeclineForm, NoteForm
from workplace.finance.listing import capped, listed

State = Refund.State


@dataclass(frozen=True, slots=True)
class Cut:
    """One list of refunds, and what stands there when it is empty."""

    label: str
    states: tuple[str, ...]
    empty: str
    newest_first: bool = False
    by_card: bool | None = None


CUTS = {
    "asked": Cut("Waiting for approval", (State.ASKED,), "No refund waits for approval."),
    "proposed": Cut("Proposed", (State.PROPOSED,), "No refund is proposed."),
    "by-hand": Cut(
        "To be paid by hand", (State.APPROVED,), "No refund is to be paid by hand.", by_card=False
    ),
    "failed": Cut("Failed", (State.FAILED,), "No refund has failed.", newest_first=True),
    "under-way": Cut(
        "On their way", (State.APPROVED, State.PENDING), "No refund is on its way.", by_card=True
    ),
    "paid-back": Cut("Paid back", (State.SUCCEEDED,), "Nothing has been paid back yet.", newest_first=True),
    "declined": Cut("Not approved", (State.DECLINED,), "No refund was refused.", newest_first=True),
}


@require_safe
def refunds(request: GuildhallRequest) -> HttpResponse:
    """Refunds of one kind, a page at a time."""
    enter(request)
    chosen = request.GET.get("which", "")
    chosen = chosen if chosen in CUTS else "asked"
    cut = CUTS[chosen]
    rows = refunds_for(request.principal, *cut.states)
    if cut.by_card is not None:
        by_card = Q(attempt__isnull=False, is_by_hand=False)
        rows = rows.filter(by_card if cut.by_card else ~by_card)
    found = listed(rows, request.GET.get("after", ""), newest_first=cut.newest_first)
    about = what_for(request.principal, [refund.charge for refund in found.rows])
    context = {
        "found": found,
        "rows": [(refund, about[refund.charge_id], _why(refund)) for refund in found.rows],
        "count": capped(rows),
        "cuts": CUTS,
        "chosen": chosen,
        "cut": cut,
    }
    return render(request, "workplace/finance/refunds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def refund(request: GuildhallRequest, uuid: UUID) -> HttpResponse:
    """One refund: what it gives back of what, who asked and who decided, and deciding. A POST decides."""
    enter(request)
    found = (
        refunds_for(request.principal).prefetch_related("lines__line", "events__by").filter(uuid=uuid).first()
    )
    if found is None:
        raise Http404
    forms = {
        "note": NoteForm(prefix="note"),
        "decline": DeclineForm(prefix="decline"),
        "by_hand": ByHandForm(),
    }
    refused = ""
    if request.method == "POST":
        enter_to_act(request)
        doing = request.POST.get("do", "")
        if doing not in VERBS:
            return HttpResponseBadRequest("That cannot be done.", content_type="text/plain")
        name, form, act = _said(request, doing)
        forms[name] = form
        if form.is_valid():
            try:
                act(found, form)
            except RefundRefused as error:
                refused = str(error)
            except NotAllowed as error:
                raise PermissionDenied from error
            else:
                return redirect("finance_refund", uuid)
    user = request.principal.user
    context = {
        "refund": found,
        "what": what_for(request.principal, [found.charge])[found.charge_id],
        "lines": list(found.lines.all()),
        "events": list(found.events.all()),
        "acts": may_ask_refunds(request.principal),
        "is_own": user is not None and found.asked_by_id == user.pk,
        "approves": may_approve_refunds(request.principal),
        "why": advice.of_failure(found) if found.state == State.FAILED else "",
        "refused": refused,
        "wrong": next((form for form in forms.values() if form.is_bound and form.errors), None),
        **forms,
    }
    return render(request, "workplace/finance/refund.html", context)


Form = NoteForm | DeclineForm | ByHandForm
Act = Callable[[Refund, Form], None]
VERBS = {"take-up", "approve", "decline", "paid"}


def _said(request: GuildhallRequest, doing: str) -> tuple[str, Form, Act]:
    """The form that came, what the page calls it, and what follows where it is right."""
    principal = request.principal

    def take_up(found: Refund, form: Form) -> None:
        say_what_follows(
            request, services.ask_proposed_refund(principal, found.pk, note=form.cleaned_data["note"])
        )

    def approve(found: Refund, form: Form) -> None:
        say_what_follows(
            request, services.approve_refund(principal, found.pk, note=form.cleaned_data["note"])
        )

    def decline(found: Refund, form: Form) -> None:
        services.decline_refund(principal, found.pk, note=form.cleaned_data["note"])
        messages.success(request, f"The refund of {pounds(found.amount_pence)} is not given.")

    def paid(found: Refund, form: Form) -> None:
        services.record_refund_by_hand(principal, found.pk, reference=form.cleaned_data["reference"])
        messages.success(request, f"It is recorded that {pounds(found.amount_pence)} was paid back.")

    if doing == "decline":
        return "decline", DeclineForm(request.POST, prefix="decline"), decline
    if doing == "paid":
        return "by_hand", ByHandForm(request.POST), paid
    return "note", NoteForm(request.POST, prefix="note"), take_up if doing == "take-up" else approve


def _why(found: Refund) -> str:
    return advice.of_failure(found) if found.state == State.FAILED else ""
