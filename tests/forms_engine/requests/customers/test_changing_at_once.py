"""Two clicks at the same moment."""

from uuid import uuid4

from forms_engine.requests.customers.changing import CustomerSaid, make_customer
from forms_engine.requests.models import Customer
from tests.at_once import at_once
from tests.forms_engine.requests.contacts.people import officer


def test_written_down_twice_at_once_it_is_one_customer(committing_db, monkeypatch):
    ida, wanted = officer(), uuid4()
    said = CustomerSaid(name="Cy Cooper")
    one, other = at_once(
        monkeypatch,
        "forms_engine.requests.customers.changing._apply",
        lambda: make_customer(ida, said, customer_id=wanted),
        lambda: make_customer(ida, said, customer_id=wanted),
    )
    assert one == other
    assert Customer.objects.get().changes.count() == 1
