"""One view of a customer: what they need, how we know them, everything that happened, and what they may hear."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from audiences.http import GuildhallRequest
from forms_engine.requests.contacts import under_way
from forms_engine.requests.customers.access_needs import need_words
from forms_engine.requests.customers.changing import changes_of
from forms_engine.requests.customers.matching import likely_same
from forms_engine.requests.customers.merging import merges_of
from forms_engine.requests.customers.selectors import customer_for, family_of, known_family
from forms_engine.requests.data_life import holds
from forms_engine.requests.models import Contact, Customer, CustomerChange, CustomerMerge
from forms_engine.requests.needs import written_down
from forms_engine.requests.states import FINISHED
from workplace.desk.call_back import way_to_call_back
from workplace.desk.entering import enter
from workplace.desk.history import counts_of, history_of, owners_in
from workplace.desk.views import begin_context

MOST_CHANGES = 100  # the newest, to say how a detail is known
MOST_TOLD = 5  # requests in the panel of what a caller may be told

LABELS = {
    "name": "Name",
    "email": "Email address",
    "mobile": "Mobile",
    "phone": "Other phone",
    "location": "Lives at",
}


@dataclass(frozen=True, slots=True)
class Detail:
    """Something known of a customer: whoever wrote it down and when, or "" and None with ``source`` in words."""

    label: str
    value: str
    source: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """A merge that stands, with what both are called to whoever looks."""

    merge: CustomerMerge
    kept: str
    merged: str


@require_safe
def desk_customer(request: GuildhallRequest, customer_id: UUID) -> HttpResponse:
    """A customer with whoever was found to be the same person. Who was merged is shown with the one who stands for both."""
    enter(request)
    principal = request.principal
    customer = customer_for(principal, customer_id)
    if customer is None:
        raise Http404
    family = known_family(principal, customer)
    if family and family[0].pk == customer.merged_into_id:
        return redirect("desk_customer", family[0].pk)
    language, needs = written_down(family or [customer])
    owners = owners_in(Customer, family_of(customer))
    contact = under_way.current(principal)
    is_theirs = contact is not None and contact.customer_id in {one.pk for one in family}
    spoken = (contact.language if contact and is_theirs else "") or language or "en"
    before = request.GET.get("before", "")
    history = history_of(principal, owners, "customer", before=before, language=spoken)
    open_first = sorted(
        history.requests, key=lambda line: line.request.state in FINISHED if line.request else True
    )
    context = {
        "customer": customer,
        "family": [one for one in family if one.pk != customer.pk],
        "details": _details(customer, changes_of(principal, customer)[:MOST_CHANGES]),
        "needs": needs,
        "asked": list(
            dict.fromkeys(
                words
                for one in family or [customer]
                for words in need_words(one.access_needs, one.interpreter_language)
            )
        ),
        "speaks": {"en": "English", "cy": "Welsh"}.get(language, language),
        "history": history,
        "is_first": not before,
        "counts": counts_of(principal, owners, "customer"),
        "under_way": contact,
        "is_theirs": is_theirs,
        "may_join": contact is not None and contact.customer_id is None,
        "checked": is_theirs and contact is not None and contact.identity != Contact.Identity.NOT_CHECKED,
        "told": open_first[:MOST_TOLD],
        "spoken": spoken,
        "likely": likely_same(principal, customer),
        "merges": _standing(merges_of(principal, customer), {one.pk for one in family}),
        "call_back": way_to_call_back(customer.pk),
        "may_hold": holds.may_hold(principal),
        "hold": holds.standing_hold(customer) if holds.may_hold(principal) else None,
        **begin_context(request),
    }
    return render(request, "workplace/desk/customer.html", context)


def _standing(merges: Iterable[CustomerMerge], known: set[UUID]) -> list[Merged]:
    """Those that stand. An officer may undo their own although they may not know of both any more: no name, then."""
    return [
        Merged(merge, _name(merge.kept, known), _name(merge.merged, known))
        for merge in merges
        if merge.undone_at is None
    ]


def _name(customer: Customer, known: set[UUID]) -> str:
    if customer.pk not in known:
        return "Somebody whom you may not see any more"
    return customer.name or "Somebody without a name"


def _details(customer: Customer, changes: Iterable[CustomerChange]) -> list[Detail]:
    """What is known, each with how: the newest change that an officer made, else from where it came."""
    newest: dict[str, CustomerChange] = {}
    for change in changes:
        if change.customer_id == customer.pk:
            for name in change.changed:
                newest.setdefault(name, change)
    details = []
    for name, label in LABELS.items():
        value = str(getattr(customer, name) or "")
        if not value and name == "email" and customer.user is not None and customer.user.email:
            details.append(Detail(label, customer.user.email, "they sign in with it"))
        elif value:
            wrote = newest.get(name)
            by_officer = wrote is not None and wrote.by_id != customer.user_id
            source = (
                f"written down by {wrote.by.name}" if wrote and by_officer else _from_themselves(customer)
            )
            details.append(Detail(label, value, source, wrote.at if wrote else None))
    return details


def _from_themselves(customer: Customer) -> str:
    return "from their account" if customer.user_id else "as they gave it with a request"
