"""What waits for the duty desk, and deciding about one request."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audiences.http import GuildhallRequest
from audiences.principal import Principal
from forms_engine.requests.answers import answer_rows, authority_in_words
from forms_engine.requests.duty.deciding import DecisionRefused, agree, decide
from forms_engine.requests.duty.standing import (
    decisions_for,
    stands,
    to_triage,
    waits_for_agreement,
)
from forms_engine.requests.duty.thresholds import services_to_set, threshold_of
from forms_engine.requests.models import Request, RequestRead, ThresholdDecision
from forms_engine.requests.reading import note_opened, note_read
from forms_engine.requests.selectors import is_officer, request_for
from forms_engine.requests.states import NotAllowed
from forms_engine.requests.urgent import urgency_of
from workplace.duty.forms import AgreeForm, DecideForm
from workplace.duty.words import shown

PAGE_SIZE = 50


@require_safe
def duty(request: GuildhallRequest) -> HttpResponse:
    """What the duty desk has to decide, the oldest first."""
    if not is_officer(request.principal):
        raise PermissionDenied
    rows = list(to_triage(request.principal)[: PAGE_SIZE + 1])
    return render(
        request,
        "workplace/duty/duty.html",
        {
            "rows": rows[:PAGE_SIZE],
            "more": len(rows) > PAGE_SIZE,
            "most": PAGE_SIZE,
            "may_set": bool(services_to_set(request.principal)),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def duty_decide(request: GuildhallRequest, reference: str) -> HttpResponse:
    """What was sent beside the criteria, what was decided so far, and deciding."""
    found = _found(request, reference)
    in_force = threshold_of(found.service_id)
    if in_force is None:
        raise Http404
    decisions = list(decisions_for(request.principal, found))
    seen = str(decisions[0].pk) if decisions else ""
    form, refusal = DecideForm(request.POST or None, in_force=in_force, seen=seen), ""
    if request.method == "POST" and form.is_valid():
        try:
            made = decide(request.principal, found.pk, **form.cleaned_data)
        except NotAllowed as error:
            raise PermissionDenied from error
        except DecisionRefused as refused:
            # The page may have gone stale: it shows how it stands now, with what was typed, to decide again.
            refusal, said = str(refused), form.cleaned_data
            typed = {name: said[name] for name in ("met", "result", "why")}
            form = DecideForm(in_force=in_force, seen=seen, typed=typed)
        else:
            messages.success(request, _what_next(found, made))
            return redirect("duty_decide", reference=found.reference)
    note_opened(request.principal, found)
    note_read(request.principal, found, RequestRead.What.PAGE)
    newest = decisions[0] if decisions else None
    to_agree = newest is not None and waits_for_agreement(newest)
    return render(
        request,
        "workplace/duty/decide.html",
        {
            "made": found,
            "in_force": in_force,
            "form": form,
            "refusal": refusal,
            "answers": answer_rows(found),
            "authority": authority_in_words(found),
            "urgency": urgency_of(found),
            "decisions": [shown(decision) for decision in decisions],
            "newest": newest,
            "is_decided": newest is not None and stands(newest),
            "waits_for_agreement": to_agree,
            "agree_form": AgreeForm(auto_id="agree_%s")
            if to_agree and newest is not None and newest.decided_by != request.principal.user
            else None,
        },
    )


@require_POST
def duty_agree(request: GuildhallRequest, reference: str) -> HttpResponse:
    """A second person says whether they agree."""
    found = _found(request, reference)
    form = AgreeForm(request.POST)
    try:
        decision_id = UUID(request.POST.get("decision", ""))
    except ValueError:
        raise Http404 from None
    if not found.threshold_decisions.filter(pk=decision_id).exists():
        raise Http404
    if not form.is_valid():
        first = next(iter(form.errors.values()))[0]
        messages.warning(request, f"Nothing was noted. {first}.")
        return redirect("duty_decide", reference=found.reference)
    try:
        agree(
            request.principal,
            decision_id,
            agrees=form.cleaned_data["agrees"] == "yes",
            words=form.cleaned_data["words"],
        )
    except NotAllowed as error:
        raise PermissionDenied from error
    except DecisionRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, f"Noted on request {found.reference}.")
    return redirect("duty_decide", reference=found.reference)


def duty_context(principal: Principal, found: Request) -> dict[str, object]:
    """For a request's page: the ``threshold`` in force for its service, and what was decided about it."""
    return {
        "threshold": threshold_of(found.service_id),
        "threshold_decisions": [shown(one) for one in decisions_for(principal, found)],
    }


def _found(request: GuildhallRequest, reference: str) -> Request:
    if not is_officer(request.principal):
        raise PermissionDenied
    found = request_for(request.principal, reference)
    if found is None:
        raise Http404
    return found


def _what_next(found: Request, made: ThresholdDecision) -> str:
    if waits_for_agreement(made):
        return f"Your decision on {found.reference} is noted. It stands once a colleague has agreed to it."
    if made.result == ThresholdDecision.Result.MORE_NEEDED:
        return f"Noted. {found.reference} stays on the duty desk until it is decided."
    return f"Your decision on {found.reference} stands."
