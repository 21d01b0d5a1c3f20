"""What the desk's templates ask beside what their views hand them."""

from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context

from forms_engine.requests.contacts import under_way
from forms_engine.requests.customers.of_account import name_of
from forms_engine.requests.models import Contact, Customer
from forms_engine.requests.states import officer_label
from workplace.desk.log_forms import CHANNELS, LogForm
from workplace.queues.keyboard import keys_are_on

register = template.Library()

# The further field that an outcome makes necessary.
ASKED_WITH = {
    Contact.Outcome.SIGNPOSTED: "signposted_to",
    Contact.Outcome.REQUEST_CHASED: "reference",
    Contact.Outcome.HANDED_ON: "handed_to",
}


@register.filter
def asked_with(outcome: str, form: BaseForm) -> BoundField | None:
    """The field of the form that is only asked where this came of a contact; None where there is none."""
    name = ASKED_WITH.get(outcome)  # type: ignore[call-overload]  # a member is its value
    return form[name] if name else None


@register.filter
def called(customer: Customer) -> str:
    """What a customer is called, by themselves or by their account, which was read with them; "" where nobody said."""
    return name_of(customer)


@register.filter
def channel_words(channel: str) -> str:
    """A channel as officers call it."""
    others = {"web": "Online", "api": "From another system", "partner": "From a partner"}
    return CHANNELS.get(channel) or others.get(channel, channel)


@register.filter
def officer_state(state: str) -> str:
    """A request's state as officers read it."""
    return officer_label(state)


@register.inclusion_tag("workplace/desk/_bar.html", takes_context=True)
def contact_bar(context: Context) -> dict[str, Any]:
    """The contact that the officer has under way, with what ends it in place: ``{% contact_bar %}``. Nothing where there
    is none. A page that has found it already hands it on as ``under_way``; the page that ends it as ``ends``."""
    request, ends = context["request"], context.get("ends")
    contact = ends or (
        context["under_way"] if "under_way" in context else under_way.current(request.principal)
    )
    return {
        "contact": contact,
        "channel": channel_words(contact.channel) if contact else "",
        "form": None
        if contact is None or ends
        else LogForm(principal=request.principal, contact=contact, ends=True, auto_id="end_%s"),
        "keys_on": keys_are_on(request),
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag(takes_context=True)
def keys_on(context: Context) -> bool:
    """Whether single keys do something on this officer's pages."""
    return keys_are_on(context["request"])
