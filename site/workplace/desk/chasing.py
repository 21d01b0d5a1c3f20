"""Somebody asks what became of a request: what they may be told, and that they asked."""

from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audiences.http import GuildhallRequest
from audiences.principal import Principal
from forms_engine.requests.contacts import under_way
from forms_engine.requests.contacts.identity import may_be_told
from forms_engine.requests.contacts.logging import log_contact
from forms_engine.requests.contacts.refused import ContactRefused
from forms_engine.requests.contacts.said import ContactSaid
from forms_engine.requests.models import Contact, Request, RequestRead
from forms_engine.requests.reading import note_read
from forms_engine.requests.selectors import request_for, timeline_for_customer
from forms_engine.requests.timeline_words import for_customer
from workplace.desk.entering import enter, last_channel, remember_channel
from workplace.desk.log_forms import CHANNELS
from workplace.said import SaidForm, words_field


class ChaseForm(SaidForm):
    """That somebody asked about a request. ``key`` as in ``LogForm``; the channel is the contact's where one is under
    way."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    channel = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="How did they reach us?",
        choices=list(CHANNELS.items()),
        required=False,  # a click repeated comes from the page of a contact that has ended since
        template_name="components/field/select.html",
    )
    note = words_field(
        "Note for colleagues", help_text="What they wanted to know, if it matters.", longest=2000
    )


@require_http_methods(["GET", "HEAD", "POST"])
def desk_chase(request: GuildhallRequest, reference: str) -> HttpResponse:
    """What whoever asks about a request may be told; by POST, that they asked, on the contact under way (which it ends) or
    as one of its own."""
    enter(request)
    principal = request.principal
    made = request_for(principal, reference)
    if made is None:
        raise Http404
    contact = under_way.current(principal)
    form = ChaseForm(
        request.POST or None,
        initial={"key": contact.pk if contact else uuid4(), "channel": last_channel(request)},
    )
    if contact is not None:
        del form.fields["channel"]
    if request.method == "POST" and form.is_valid():
        try:
            logged = _log(principal, contact, made, form, last_channel(request))
        except ContactRefused as refused:
            form.add_error(None, str(refused))
        else:
            remember_channel(request, logged.channel)
            messages.success(request, f"Logged: they asked about {made.reference}. It is on its timeline.")
            return redirect("desk_customer", made.customer_id)
    note_read(principal, made, RequestRead.What.PAGE)
    may_hear = may_be_told(principal, contact, made)
    language = contact.language if contact else made.language
    context = {
        "made": made,
        "form": form,
        "under_way": contact,
        "may_hear": may_hear,
        "language": language,
        "timeline": for_customer(made, timeline_for_customer(made), language) if may_hear.everything else [],
    }
    return render(request, "workplace/desk/chase.html", context)


def _log(
    principal: Principal, contact: Contact | None, made: Request, form: ChaseForm, usual: str
) -> Contact:
    """Raises:
    ContactRefused: for what cannot be kept, in a contact in which another request was made, and on the page of a contact
        that was ended with something else.
    """
    if contact is not None and contact.entry_number is not None and contact.request_id != made.pk:
        raise ContactRefused(
            "A request was made in this contact. End it first, then log that they asked about this one."
        )
    said = ContactSaid(
        id=form.cleaned_data["key"],
        reason=Contact.Reason.CHASE,
        outcome=Contact.Outcome.REQUEST_CHASED,
        request=made.reference,
        channel=form.cleaned_data.get("channel") or (contact.channel if contact else usual),
        language=contact.language if contact else "en",
        note=form.cleaned_data["note"],
    )
    if contact is not None and contact.pk == said.id:
        return under_way.end(principal, said)
    logged = log_contact(principal, said)
    if logged.request_id != made.pk:
        raise ContactRefused("That contact has ended already. Open this page again, then log it.")
    return logged
