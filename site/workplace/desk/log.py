"""Logging a contact in one screen, and the one that is under way: begun, and ended with what came of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from audiences.http import GuildhallRequest
from forms_engine.requests.contacts import under_way
from forms_engine.requests.contacts.logging import log_contact
from forms_engine.requests.contacts.refused import ContactRefused, NoContactUnderWay
from forms_engine.requests.contacts.under_way import Whom
from forms_engine.requests.models import Contact
from workplace.desk.call_back import way_to_call_back
from workplace.desk.entering import enter, last_channel, remember_channel
from workplace.desk.log_forms import BeginForm, LogForm


@require_http_methods(["GET", "HEAD", "POST"])
def desk_log(request: GuildhallRequest) -> HttpResponse:
    """Log a contact that is over. While one is under way, it is that one which is ended."""
    enter(request)
    if request.method != "POST" and under_way.current(request.principal):
        return redirect("desk_end")
    form = LogForm(
        request.POST or None, principal=request.principal, channel=last_channel(request), focus=True
    )
    if request.method == "POST" and form.is_valid():
        try:
            logged = log_contact(request.principal, form.said())
        except ContactRefused as refused:
            form.refused(refused)
        else:
            remember_channel(request, logged.channel)
            return _after(request, logged, "Logged", "desk_log")
    return render(request, "workplace/desk/log.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def desk_end(request: GuildhallRequest) -> HttpResponse:
    """End the contact under way. One that was ended on another page stays as it was ended there."""
    enter(request)
    contact = under_way.current(request.principal)
    if contact is None and request.method != "POST":
        return redirect("desk_log")
    form = LogForm(request.POST or None, principal=request.principal, contact=contact, ends=True, focus=True)
    if request.method == "POST" and form.is_valid():
        try:
            ended = under_way.end(request.principal, form.said())
        except NoContactUnderWay as refused:
            messages.warning(request, str(refused))
            return redirect("desk")
        except ContactRefused as refused:
            form.refused(refused)
        else:
            remember_channel(request, ended.channel)
            return _after(request, ended, "Ended and logged", "desk")
    if contact is None:
        messages.warning(request, str(NoContactUnderWay()))
        return redirect("desk")
    return render(request, "workplace/desk/log.html", {"form": form, "ends": contact})


@require_POST
def desk_begin(request: GuildhallRequest) -> HttpResponse:
    """Begin a contact, with a customer (``customer``) or with somebody who has yet to be found. With ``join``, say of the
    one under way that it is with that customer."""
    enter(request)
    form = BeginForm(request.POST)
    whom = Whom(customer=_uuid(request, "customer"), location=_number(request, "location"))
    try:
        if "join" in request.POST:
            contact = under_way.tell_whom(request.principal, whom)
        elif not form.is_valid():
            messages.warning(request, "Nothing was begun: choose how they reach us.")
            return redirect("desk")
        else:
            channel = form.cleaned_data["channel"]
            contact = under_way.begin(request.principal, channel, whom, contact_id=_uuid(request, "contact"))
            remember_channel(request, channel)
            if under_way.forgotten_before(contact):
                messages.warning(
                    request, "Your contact before was never ended. It is logged as ended without anything."
                )
    except ContactRefused as refused:
        messages.warning(request, str(refused))
        return redirect("desk")
    return redirect("desk_customer", contact.customer_id) if contact.customer_id else redirect("desk")


def _after(request: GuildhallRequest, contact: Contact, done: str, ready: str) -> HttpResponse:
    """On to booking a call-back where one was promised; else to the page that is ``ready`` for the next call."""
    about = contact.service.name if contact.service else "no service"
    at = timezone.localtime(contact.ended_at).strftime("%H:%M")
    messages.success(request, f"{done}: {about}, {contact.get_outcome_display().lower()}, {at}.")
    if contact.outcome == Contact.Outcome.CALL_BACK and (way := way_to_call_back(contact.customer_id)):
        return redirect(way)
    return redirect(ready)


def _uuid(request: GuildhallRequest, name: str) -> UUID | None:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return None


def _number(request: GuildhallRequest, name: str) -> int | None:
    typed = request.POST.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else None
