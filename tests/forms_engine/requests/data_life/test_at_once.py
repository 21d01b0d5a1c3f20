"""A hold that is set while the request is about to be erased: one of them comes first, and never both."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.journeys.services import submit
from forms_engine.requests.data_life import contacts, holds
from forms_engine.requests.data_life.erasing import erase_request
from forms_engine.requests.data_life.kept import Kept
from forms_engine.requests.models import Contact, Customer, CustomerChange, LegalHold, Request, Tombstone
from tests.at_once import at_once
from tests.factories import make_staff
from tests.forms_engine.council import open_council, started
from tests.forms_engine.requests.data_life.test_erasing import finish


def tried(request_id):
    try:
        return erase_request(request_id, Tombstone.Because.TIME)
    except Kept as why:
        return why.reasons


@pytest.mark.parametrize("about", ["request", "customer", "who stands for them"])
def test_what_is_being_held_is_not_erased(committing_db, monkeypatch, about):
    open_council()
    request = finish(submit(started().id))
    principal = admit(make_staff(Role.OFFICER, Role.SERVICE_MANAGER), "staff")
    customer = Customer.objects.get(pk=request.customer_id)
    if about == "who stands for them":
        known = {"name": "Ann Archer, too", "is_practice": customer.is_practice}
        customer.merged_into = Customer.objects.create(**known)
        customer.save(update_fields=["merged_into"])
        CustomerChange.objects.create(customer=customer.merged_into, changed={}, by=principal.user, made=True)
        customer = customer.merged_into
    what = {"request": request} if about == "request" else {"customer": customer}
    held, erased = at_once(
        monkeypatch,
        "forms_engine.requests.data_life.holds.LegalHold.save",
        partial(holds.hold, principal, why="A claim", **what),
        partial(tried, request.pk),
    )
    assert isinstance(held, LegalHold) and erased == ["hold"]
    assert Request.objects.get(pk=request.pk).answers


def test_what_somebody_said_is_not_emptied_while_they_are_put_on_hold(committing_db, monkeypatch, settings):
    settings.CONTACT_MONTHS = 1
    principal = admit(make_staff(Role.OFFICER, Role.SERVICE_MANAGER), "staff")
    customer, long_ago = Customer.objects.create(name="Ann Archer"), timezone.now() - timedelta(days=99)
    CustomerChange.objects.create(customer=customer, changed={}, by=principal.user, made=True)
    contact = Contact.objects.create(
        channel="phone", reason="question", outcome="answered", started_at=long_ago, ended_at=long_ago,
        officer=principal.user, customer=customer, note="Ann asked about her mother.",
    )  # fmt: skip
    held, _ = at_once(
        monkeypatch,
        "forms_engine.requests.data_life.holds.LegalHold.save",
        partial(holds.hold, principal, why="A claim", customer=customer),
        partial(contacts.erase_due, timezone.now()),
    )
    assert isinstance(held, LegalHold)
    contact.refresh_from_db()
    assert contact.note and contact.customer_id == customer.pk
