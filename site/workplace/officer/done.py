"""The end of officer mode: the reference to read out, and how it is paid."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from audiences.http import GuildhallRequest
from forms_engine.catalogue.selectors import definition_of
from forms_engine.journeys.choosing_views import booked_words
from forms_engine.journeys.context import content_blocks
from forms_engine.journeys.models import Submission
from forms_engine.journeys.officer.own import taken_submission
from forms_engine.requests import pay_links
from forms_engine.requests.models import Request
from forms_engine.requests.paying import may_pay
from forms_engine.requests.selectors import is_officer, request_for
from forms_engine.requests.states import NotAllowed, RequestState
from forms_engine.requests.suspected import is_held_back
from forms_engine.runtime.wording import pounds
from payments.errors import GatewayUnavailable, PaymentError
from payments.permissions import may_take_money
from workplace.officer.beside import beside
from workplace.paying import NOT_NOW, STRIPE_AWAY
from workplace.said import SaidForm

BAD_ADDRESS = "Enter an email address, like name@example.com, or a UK mobile number, like 07700 900 982."


class PayLinkForm(SaidForm):
    """Where the link to pay goes."""

    address = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Their email address or mobile number",
        help_text="The link is sent there. Say it back to them before you send it.",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Enter their email address or mobile number.",
            "max_length": BAD_ADDRESS,
            "null_characters_not_allowed": BAD_ADDRESS,
        },
        template_name="components/field/text.html",
    )

    def clean_address(self) -> pay_links.Recipient:
        """Read as accounts read it.

        Raises:
            ValidationError: when it is neither.
        """
        found = pay_links.given_now(self.cleaned_data["address"])
        if found is None:
            raise ValidationError(BAD_ADDRESS)
        return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def officer_done(request: GuildhallRequest, slug: str, submission_id: UUID) -> HttpResponse:
    """The reference, for whoever sent it; its page only for who may see the service's requests. POST sends a link to
    pay."""
    if not is_officer(request.principal):
        raise PermissionDenied
    submission = taken_submission(request.principal, slug, submission_id)
    if submission is None:
        raise Http404
    if submission.state == Submission.State.DRAFT:
        return redirect("officer_screen", slug=slug, submission_id=submission_id)
    made = submission.request
    context: dict[str, Any] = {**beside(request, submission), "made": made}
    if made is None:
        return render(request, "journeys/officer/done.html", context)
    owes = made.state == RequestState.AWAITING_PAYMENT and may_pay(made)
    may_take = may_take_money(request.principal)
    form = PayLinkForm(request.POST or None)
    if request.method == "POST" and owes and may_take and form.is_valid():
        _send_link(request, made, form.cleaned_data["address"])
        return redirect(request.path)
    language = submission.language
    return render(
        request,
        "journeys/officer/done.html",
        {
            **context,
            "may_see": request_for(request.principal, made.reference) is not None,
            "owes": owes,
            "may_take_money": may_take,
            "form": form,
            "fee_total": pounds(made.fee_pence) if made.fee_pence else "",
            "booked": booked_words(made, language),
            "is_held_back": is_held_back(made),
            "blocks": content_blocks(definition_of(submission.version_id).outcome, language),
        },
    )


def _send_link(request: GuildhallRequest, made: Request, to: pay_links.Recipient) -> None:
    try:
        link = pay_links.make_pay_link(request.principal, made)
        pay_links.send_pay_link(request.principal, made, link, to)
    except NotAllowed as error:
        raise PermissionDenied from error
    except GatewayUnavailable:
        messages.warning(request, STRIPE_AWAY)
    except PaymentError:
        messages.warning(request, NOT_NOW)
    else:
        messages.success(request, f"The link to pay was sent by {pay_links.HOW[to.address.kind]}.")
